import { RuleCommand, ruleFlags, type Blocked } from '../cli/base/rule-command.ts';

export default class BlockChat extends RuleCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Never answer a phone; `unblock` ends it.';
  static override readonly description =
    'Acts on a running `serve` at once. What a blocked phone writes is not heard, remembered or answered, and costs nothing. `WABOT_BLOCK` does the same for a list of phones.';
  static override readonly examples = ['<%= config.bin %> block --phone 77001234567'];
  static override readonly flags = ruleFlags;

  async run(): Promise<Blocked> {
    const { flags } = await this.parse(BlockChat);
    return this.block(flags.phone, true);
  }
}
