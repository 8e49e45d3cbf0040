import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { businessClock, momentOf, durationText } from '../../core/business-time.ts';
import type { ChatLine } from '../../core/history/chats.ts';
import { HistoryCommand, printedChat, type PrintedChat } from '../../cli/base/history-command.ts';
import { clockOf, phoneOf } from '../../cli/base/journal-command.ts';
import { Silences, type PrintedPause } from '../../cli/base/pause-command.ts';
import { WabotError } from '../../core/errors.ts';
import type { Pause } from '../../core/kinds/pauses.ts';
import type { Column } from '../../cli/terminal/table.ts';

interface Listed {
  /** Newest first. */
  chats: (PrintedChat & {
    /** That the bot is silent there; absent where it answers. */
    paused?: PrintedPause;
  })[];
  /** Whether there are more than --limit. */
  more: boolean;
}

const columns: Column[] = [
  { heading: 'PHONE' },
  { heading: 'MESSAGES', align: 'right' },
  { heading: 'LANGUAGE' },
  { heading: 'LAST ACTIVITY' },
  { heading: 'FORGOTTEN IN', align: 'right' },
];

/** Only where the bot is silent in one of the chats that are shown. */
const silence: Column = { heading: 'SILENT' };

export default class HistoryList extends HistoryCommand {
  static override readonly summary = 'List the chats that are remembered, newest first.';
  static override readonly description =
    "Shows the phone, messages so far, language, last activity in the business's time zone, and how much longer the chat is remembered.";
  static override readonly examples = [
    '<%= config.bin %> history list',
    '<%= config.bin %> history list --since 24h --limit 100 --json',
  ];
  static override readonly flags = {
    limit: Flags.integer({
      summary: 'Maximum number of chats to list.',
      default: 20,
      min: 1,
      helpValue: '<number>',
    }),
    since: Flags.string({
      summary: 'Only chats active since then: 30m, 24h, 7d, or a day or moment such as 2026-11-24.',
      helpValue: '<time>',
    }),
  };

  async run(): Promise<Listed> {
    const { flags } = await this.parse(HistoryList);
    return this.withChats(async ({ chats, opened }) => {
      const { timeZone } = opened.bot;
      const now = Date.now();
      const since = sinceMoment(flags.since, now, timeZone);
      const page = await this.waiting('Reading the chats', () =>
        chats.list({ limit: flags.limit, since }),
      );
      const isMore =
        page.next !== undefined &&
        (await chats.list({ limit: 1, since, from: page.next })).chats.length > 0;
      const silent = new Silences(page.chats.length > 0 ? await this.#pauses() : [], now);
      const when = businessClock(timeZone, now);
      const isSilent = page.chats.some(({ chat }) => silent.has(chat));
      const rows = page.chats.map((line) => [
        phoneOf(line.chat),
        String(line.messages),
        line.language ?? '–',
        this.words(when(line.updatedAt)),
        this.words(timeLeft(line, now)),
        ...(isSilent ? [this.words(silent.wordsOf(line.chat, clockOf(timeZone)))] : []),
      ]);
      if (rows.length > 0) this.table(isSilent ? [...columns, silence] : columns, rows);
      else
        this.logToStderr(
          since === 0 ? 'No chats are remembered.' : 'No chat was active since then.',
        );
      if (isMore) this.logToStderr(`There are more: --limit ${flags.limit * 5} shows them.`);
      const listed = page.chats.map((line) => ({
        ...printedChat(line.chat, line),
        ...silent.printed(line.chat),
      }));
      return { chats: listed, more: isMore };
    });
  }

  /** Where the bot is silent; the chats are shown also when that cannot be read. */
  async #pauses(): Promise<readonly Pause[]> {
    try {
      return await this.withJournal((journal) => journal.pauses.list());
    } catch (error) {
      if (!(error instanceof WabotError)) throw error;
      this.logToStderr(`Where the bot is silent is not known: ${this.words(error.message)}`);
      return [];
    }
  }
}

/** The moment that `--since` names, Unix milliseconds; 0 without it. */
function sinceMoment(text: string | undefined, now: number, timeZone: string): number {
  const since = text === undefined ? 0 : momentOf(text, now, timeZone);
  if (since !== undefined) return since;
  throw new CLIError('--since is a time such as 24h or 7d, or a day such as 2026-11-24.', {
    exit: 2,
  });
}

function timeLeft({ expiresAt }: ChatLine, now: number): string {
  return expiresAt === undefined ? 'never' : durationText(Math.max(0, expiresAt - now));
}
