import * as Flags from '@oclif/core/flags';
import { WebhookCommand, type Changed } from '../../cli/base/webhook-command.ts';

export default class WebhookClear extends WebhookCommand {
  static override readonly summary =
    'Remove the webhook address, so that messages wait to be fetched.';
  static override readonly description =
    'Removes the address, so that `serve --poll` can fetch messages; everything else stays. Asks for confirmation, because GREEN-API then restarts the instance for up to five minutes.';
  static override readonly examples = ['<%= config.bin %> webhook clear --yes'];
  static override readonly flags = {
    yes: Flags.boolean({ char: 'y', summary: 'Skip the confirmation.' }),
  };

  async run(): Promise<Changed> {
    const { flags } = await this.parse(WebhookClear);
    return this.withSetup(async (setup, signal) => {
      const plan = await this.asking(() => setup.plan(undefined, signal));
      return this.change(setup, plan, flags.yes, signal);
    });
  }
}
