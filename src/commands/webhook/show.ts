import type { WebhookState } from '../../core/kinds/webhook-setup.ts';
import { WebhookCommand } from '../../cli/base/webhook-command.ts';

const tokens = {
  ours: 'as in our settings',
  another: 'another than in our settings',
  none: 'not set',
};

export default class WebhookShow extends WebhookCommand {
  static override readonly summary = 'Show where the channel currently delivers messages.';
  static override readonly description =
    'Asks the channel for its address, whether its token matches the settings (never the token itself), and the notifications that the bot needs.';
  static override readonly examples = ['<%= config.bin %> webhook show'];

  async run(): Promise<WebhookState> {
    await this.parse(WebhookShow);
    return this.withSetup(async (setup, signal) => {
      const state = await this.asking(() => setup.read(signal));
      this.say(`address: ${state.url ?? 'none (messages are fetched with --poll)'}`);
      this.say(`token: ${tokens[state.token]}`);
      for (const { name, value, needed } of state.settings) {
        this.say(
          `${name}: ${value}${value === needed ? '' : ` (should be ${needed}: wabot webhook set)`}`,
        );
      }
      return state;
    });
  }
}
