import type { Customers } from '../customers/customers.ts';
import type { Log } from '../log.ts';
import type { QuietChats } from './quiet-chats.ts';
import type { Summaries } from './summaries.ts';

export interface ChatNotesDependencies {
  customers: Pick<Customers, 'eraseAll'>;
  /** Absent: what falls off a chat's limit is forgotten. */
  summaries?: Summaries;
  /** Absent: nothing new becomes known of customers. */
  quiet?: QuietChats;
  /** Whether anything is to be known of customers; if not, what was known is erased at the start. */
  isKnowing: boolean;
  log: Log;
}

/** What is written of chats beside their turns: summaries, and what is known of customers. */
export class ChatNotes {
  readonly #parts: ChatNotesDependencies;

  constructor(parts: ChatNotesDependencies) {
    this.#parts = parts;
  }

  /** Goes on where an earlier run ended. */
  start(): void {
    const { quiet, customers, isKnowing, log } = this.#parts;
    quiet?.start();
    if (isKnowing) return;
    customers.eraseAll().then(
      (erased) => erased > 0 && log.info('customers-erased', { customers: erased }),
      (error: unknown) => log.warn('customers-not-erased', { error }),
    );
  }

  /** A turn of this chat is remembered, and so many entries wait for the summary. */
  grown(chat: string, pending: number): void {
    this.#parts.summaries?.grown(chat, pending);
    this.#parts.quiet?.grown(chat);
  }

  /** Aborts what runs; it is found again at the next start. */
  async stop(): Promise<void> {
    await Promise.all([this.#parts.summaries?.stop(), this.#parts.quiet?.stop()]);
  }
}
