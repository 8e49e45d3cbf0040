import * as Flags from '@oclif/core/flags';
import { summarise } from '../../core/history/chat-summary.ts';
import { lastLines } from '../../core/history/dialogue.ts';
import type { Usage } from '../../core/kinds/turn-record.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';
import { HistoryCommand } from '../../cli/base/history-command.ts';
import { phoneOf } from '../../cli/base/journal-command.ts';
import { interruption } from '../../cli/terminal/signals.ts';
import { printable } from '../../core/printable.ts';

interface Summary {
  phone: string;
  chat: string;
  /** False: nothing is remembered of this chat. */
  found: boolean;
  language: string | null;
  /** Null when there is nothing to sum up. */
  summary: string | null;
  /** Null with --offline. */
  model: string | null;
  usage: Usage | null;
}

/** Lines that --offline prints. */
const offlineLines = 6;

export default class HistorySummary extends HistoryCommand {
  static override readonly summary = 'Summarise a chat in its own language.';
  static override readonly description =
    'The model summarises everything that is known of the chat in one call, which counts in `wabot usage`; nothing is changed. With --offline no model is called, and the last lines are printed.';
  static override readonly examples = [
    '<%= config.bin %> history summary --phone 77001234567',
    '<%= config.bin %> history summary --phone 77001234567 --offline',
  ];
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
    offline: Flags.boolean({ summary: 'Print the last lines without calling a model.' }),
  };

  async run(): Promise<Summary> {
    const { flags } = await this.parse(HistorySummary);
    const result = flags.offline
      ? await this.#offline(flags.phone)
      : await this.#asking(flags.phone);
    if (!result.found) this.sayUnknown(flags.phone);
    if (result.summary !== null) this.show(printable(result.summary));
    return result;
  }

  #offline(chat: string): Promise<Summary> {
    return this.withChats(async ({ chats }) => {
      const kept = await chats.read(chat);
      if (!kept) return nothing(chat);
      const { language = null } = kept.stored.facts;
      return {
        ...nothing(chat),
        found: true,
        language,
        summary: lastLines(kept, offlineLines, this.words),
      };
    });
  }

  #asking(chat: string): Promise<Summary> {
    const signal = interruption();
    return this.withChats(
      async ({ chats, opened: { bot, plugins, world, onClose } }) => {
        const { journal, model } = plugins;
        onClose(() => journal.close());
        const kept = await chats.read(chat);
        if (!kept || kept.stored.messages === 0)
          return { ...nothing(chat), found: kept !== undefined };
        const limits = {
          fallback: bot.languages[0] ?? 'ru',
          timeoutMs: bot.turnTimeoutMs,
          signal,
          now: world.now,
        };
        const { text, ...summary } = await this.waiting('Summing up', () =>
          summarise(kept, model, limits),
        );
        const { model: answered, usage } = summary;
        const at = world.now();
        await journal.accounts.charge({ kind: 'summary', chat, at, model: answered, usage });
        return { ...nothing(chat), found: true, summary: text, ...summary };
      },
      ['journal', 'model'],
    );
  }
}

function nothing(chat: string): Summary {
  return {
    phone: phoneOf(chat),
    chat,
    found: false,
    language: null,
    summary: null,
    model: null,
    usage: null,
  };
}
