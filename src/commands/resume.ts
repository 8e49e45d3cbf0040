import { phoneOf } from '../cli/base/journal-command.ts';
import { chatFlags, PauseCommand } from '../cli/base/pause-command.ts';
import { endSilence } from '../core/operator/silence-chat.ts';

interface Resumed {
  /** Null: every chat. */
  chat: string | null;
  /** How many pauses were ended. */
  ended: number;
}

export default class ResumeChat extends PauseCommand {
  /** Told by `pause`, so that the first page of the help fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Let the bot answer again in one chat, or in all.';
  static override readonly description =
    'Acts on a running `serve` at once. The bot stays silent there until the customer writes again, and then knows all that was said.';
  static override readonly examples = [
    '<%= config.bin %> resume --phone 77001234567',
    '<%= config.bin %> resume --all',
  ];
  static override readonly flags = chatFlags;

  async run(): Promise<Resumed> {
    const { flags } = await this.parse(ResumeChat);
    const chat = this.chatOf(flags);
    return this.withJournal(async (journal) => {
      const { ended, was } = await endSilence(journal, chat, Date.now());
      const name = chat === undefined ? 'every chat' : phoneOf(chat);
      this.logToStderr(
        was ? `The bot answers again in ${name}.` : `The bot was not paused in ${name}.`,
      );
      return { chat: chat ?? null, ended };
    });
  }
}
