import { RuleCommand, ruleFlags, type Blocked } from '../cli/base/rule-command.ts';

export default class UnblockChat extends RuleCommand {
  /** Told by `block`, so that the first page of the help fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Answer a phone again that `block` has blocked.';
  static override readonly description =
    'Acts on a running `serve` at once. A phone that `WABOT_BLOCK` names stays blocked.';
  static override readonly examples = ['<%= config.bin %> unblock --phone 77001234567'];
  static override readonly flags = ruleFlags;

  async run(): Promise<Blocked> {
    const { flags } = await this.parse(UnblockChat);
    return this.block(flags.phone, false);
  }
}
