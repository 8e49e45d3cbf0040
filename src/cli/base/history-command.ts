import { CLIError } from '@oclif/core/errors';
import { Customers } from '../../core/customers/customers.ts';
import { Chats, type ChatLine } from '../../core/history/chats.ts';
import { openPlugins, type OpenPlugins } from '../../core/assembly/open-plugins.ts';
import type { Kind } from '../../core/kinds/plugin.ts';
import type { Settings } from '../../core/settings/settings.ts';
import { JournalCommand, phoneOf } from './journal-command.ts';
import { canAsk, confirmed } from '../terminal/questions.ts';

/** The chats, and what else was opened with them. */
export interface OpenedChats<K extends Kind> {
  chats: Chats;
  /** What is known of customers besides. */
  customers: Customers;
  opened: OpenPlugins<K, Settings>;
}

/** What a chat is, as the commands print it with --json; times are ISO 8601, null where there is none. */
export interface PrintedChat {
  /** In full, `+77001234567`; the chat's id where the phone is not known. */
  phone: string;
  /** The channel's id. */
  chat: string;
  /** Messages of both sides that there ever were. */
  messages: number;
  language: string | null;
  lastActivity: string | null;
  /** When it will be forgotten. */
  expiresAt: string | null;
}

/** What the commands about the chats share: they open the memory beside a running `serve`, and no network. */
export abstract class HistoryCommand extends JournalCommand {
  /** Opens the memory, and further kinds, for this work and closes them afterwards. */
  protected async withChats<T, K extends Kind = never>(
    work: (parts: OpenedChats<K | 'memory'>) => Promise<T>,
    more: readonly K[] = [],
  ): Promise<T> {
    const kinds = ['memory', ...more] as const;
    const world = await this.world();
    const opened = await this.waiting('Opening the memory', () =>
      openPlugins({ ...world, kinds, settings: {}, log: 'stderr' }),
    );
    const { memory } = opened.plugins;
    const { historyTtlMs, customerTtlMs, memoryTimeoutMs: timeoutMs } = opened.bot;
    const options = { timeoutMs, log: opened.log };
    const chats = new Chats(memory, { ...options, ttlMs: historyTtlMs });
    const customers = new Customers(memory, { ...options, ttlMs: customerTtlMs });
    opened.onClose(() => chats.close());
    try {
      if (memory.confined === true) {
        this.logToStderr(
          'WABOT_MEMORY keeps the chats inside the running serve: from here they are neither seen nor changed.',
        );
      }
      return await work({ chats, customers, opened });
    } finally {
      await opened.close();
    }
  }

  /** Whether a person agrees to what cannot be undone; without a terminal only --yes agrees, otherwise it is wrong usage. */
  protected async agreed(question: string, yes: boolean): Promise<boolean> {
    if (yes) return true;
    if (!canAsk())
      throw new CLIError('This cannot be undone and this is not a terminal: add --yes to do it.', {
        exit: 2,
      });
    if (await confirmed(question, false)) return true;
    this.logToStderr('Nothing was changed.');
    return false;
  }

  /** Says that a chat is not there; that is no error. */
  protected sayUnknown(chat: string): void {
    this.logToStderr(`Nothing is remembered of ${phoneOf(chat)}.`);
  }
}

/** A chat's facts for --json; of an unknown chat there are none. */
export function printedChat(
  chat: string,
  { messages = 0, language, updatedAt, expiresAt }: Partial<ChatLine>,
): PrintedChat {
  const iso = (at: number | undefined): string | null =>
    at === undefined ? null : new Date(at).toISOString();
  return {
    phone: phoneOf(chat),
    chat,
    messages,
    language: language ?? null,
    lastActivity: iso(updatedAt),
    expiresAt: iso(expiresAt),
  };
}
