import * as Args from '@oclif/core/args';
import { phoneOf } from '../cli/base/journal-command.ts';
import { RuleCommand, ruleFlags } from '../cli/base/rule-command.ts';
import { peopleSettings } from '../core/settings/people-settings.ts';
import { readSettings } from '../core/settings/read-settings.ts';
import { chatModes } from '../core/settings/audience-settings.ts';
import type { ChatMode } from '../core/kinds/chat-rules.ts';

const words = [...chatModes, 'default'] as const;

export default class SetMode extends RuleCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary =
    'Say whether answers in one chat are sent, drafted or only noted.';
  static override readonly description =
    'auto sends answers, draft lets an owner approve each one in the chat with the bot, observe sends nothing (see `report`); default goes by WABOT_MODE again. Acts on a running `serve` from its next turn there; what is due leaves only with auto.';
  static override readonly examples = [
    '<%= config.bin %> mode --phone 77001234567 draft',
    '<%= config.bin %> mode --phone 77001234567 default',
  ];
  static override readonly flags = ruleFlags;
  static override readonly args = {
    mode: Args.string({
      description: 'What becomes of answers there.',
      options: [...words],
      required: true,
    }),
  };

  async run(): Promise<{ chat: string; mode: ChatMode | null }> {
    const { flags, args } = await this.parse(SetMode);
    const mode = chatModes.find((each) => each === args.mode);
    await this.change(flags.phone, { mode });
    this.logToStderr(`The mode of ${phoneOf(flags.phone)} is ${args.mode}.`);
    if (mode === 'draft') await this.#warnOfNobody();
    return { chat: flags.phone, mode: mode ?? null };
  }

  /** A draft waits for an owner: where there is none, the customer would never be answered. */
  async #warnOfNobody(): Promise<void> {
    const { environment } = await this.world();
    const { owners } = readSettings({ owners: peopleSettings.owners }, environment).values;
    if (owners.length > 0) return;
    this.logToStderr('WABOT_OWNERS names nobody: drafts reach no phone, and no answer leaves.');
  }
}
