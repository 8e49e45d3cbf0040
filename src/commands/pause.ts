import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { momentOf } from '../core/business-time.ts';
import { silenceChat } from '../core/operator/silence-chat.ts';
import { clockOf, phoneOf } from '../cli/base/journal-command.ts';
import {
  chatFlags,
  PauseCommand,
  printedPause,
  type PrintedPause,
} from '../cli/base/pause-command.ts';

export default class PauseChat extends PauseCommand {
  static override readonly summary = 'Silence the bot in one chat or in all; `resume` ends it.';
  static override readonly description =
    'Acts on a running `serve` at once: a turn under way is dropped, a reply that waits is withdrawn. What customers write meanwhile is remembered and not answered. Without --for it lasts until `wabot resume`.';
  static override readonly examples = [
    '<%= config.bin %> pause --phone 77001234567 --for 3h',
    '<%= config.bin %> pause --all',
  ];
  static override readonly flags = {
    ...chatFlags,
    for: Flags.string({ summary: 'How long: 30m, 3h, 7d.', helpValue: '<time>' }),
  };

  async run(): Promise<{ paused: PrintedPause }> {
    const { flags } = await this.parse(PauseChat);
    const chat = this.chatOf(flags);
    return this.withJournal(async (journal, { timeZone }) => {
      const at = Date.now();
      const forMs = flags.for === undefined ? undefined : lengthOf(flags.for, at);
      const pause = await silenceChat(journal, chat, { at, forMs });
      const name = chat === undefined ? 'every chat' : phoneOf(chat);
      const end = pause.until === undefined ? '`wabot resume`' : clockOf(timeZone)(pause.until);
      this.logToStderr(`The bot is silent in ${name} until ${end}.`);
      return { paused: printedPause(pause) };
    });
  }
}

function lengthOf(text: string, now: number): number {
  const since = /^\d{1,9}[smhd]$/i.test(text.trim()) ? momentOf(text, now, 'UTC') : undefined;
  if (since === undefined || since === now)
    throw new CLIError('--for is a time such as 30m, 3h or 7d.', { exit: 2 });
  return now - since;
}
