import type { Chats, ChatLine, ExportedChat } from '../../core/history/chats.ts';
import { toChat } from '../../core/phone.ts';
import type { SentAsBot } from '../../core/operator/operator-message.ts';
import type { Settings, ValuesOf } from '../../core/settings/settings.ts';
import { settingsError, readSettings } from '../../core/settings/read-settings.ts';
import { WabotCommand } from '../base/base-command.ts';
import { interruption } from '../terminal/signals.ts';

/** How long a message may take that a command sends, milliseconds, where the command does not say. */
const usualPatienceMs = 60_000;

/**
 * A command of a plugin package: `--json`, errors and exit codes as wabot's own commands have them, and what the bot has. Each
 * call loads and opens what it needs, beside a running `serve` or without one, and closes it before it resolves.
 */
export abstract class PluginCommand extends WabotCommand {
  /** The values of a table of settings, from the environment and `.env`. Rejects with the SetupError that names every problem. */
  protected async readSettings<S extends Settings>(table: S): Promise<ValuesOf<S>> {
    const { environment } = await this.world();
    const { values, problems } = readSettings(table, environment);
    if (problems.length > 0) throw settingsError(problems);
    return values;
  }

  /** The newest remembered chats, at most `limit`; times are Unix milliseconds. */
  protected async listChats(limit: number): Promise<ChatLine[]> {
    return this.#withChats(async (chats) => (await chats.list({ limit })).chats);
  }

  /** What is remembered of a chat, by its id; undefined when nothing is. */
  protected async readChat(chat: string): Promise<ExportedChat | undefined> {
    return this.#withChats(async (chats) => {
      const kept = await chats.read(chat);
      return kept && { ...kept.stored, chat };
    });
  }

  /**
   * Sends to a phone number (digits with the country's, or a chat's id) through the outbox, as `wabot send` does: durably, once,
   * and remembered in the chat. Rejects with a ServiceError when it is not sent within `patienceMs` (a minute); it then stays in
   * the outbox.
   */
  protected async send(
    phone: string,
    text: string,
    patienceMs = usualPatienceMs,
  ): Promise<SentAsBot> {
    const chat = phone.includes('@') ? phone : toChat(phone);
    const [{ openPlugins }, { kindsForSending, sendOnce }, world] = await Promise.all([
      import('../../core/assembly/open-plugins.ts'),
      import('./send-once.ts'),
      this.world(),
    ]);
    const opened = await openPlugins({
      ...world,
      kinds: kindsForSending,
      settings: {},
      log: 'stderr',
    });
    try {
      return await sendOnce({ chat, text, patienceMs }, opened, interruption());
    } finally {
      await opened.close();
    }
  }

  async #withChats<T>(work: (chats: Chats) => Promise<T>): Promise<T> {
    const [{ openPlugins }, { Chats: OpenChats }, world] = await Promise.all([
      import('../../core/assembly/open-plugins.ts'),
      import('../../core/history/chats.ts'),
      this.world(),
    ]);
    const opened = await openPlugins({ ...world, kinds: ['memory'], settings: {}, log: 'stderr' });
    const { historyTtlMs: ttlMs, memoryTimeoutMs: timeoutMs } = opened.bot;
    const chats = new OpenChats(opened.plugins.memory, { ttlMs, timeoutMs, log: opened.log });
    opened.onClose(() => chats.close());
    try {
      return await work(chats);
    } finally {
      await opened.close();
    }
  }
}
