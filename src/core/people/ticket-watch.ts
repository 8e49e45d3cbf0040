import type { Case } from '../kinds/cases.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Pause } from '../kinds/pauses.ts';
import type { Log } from '../log.ts';
import { RepeatedLook, seeOpen } from './repeated-look.ts';

/** Pauses of these are a person's. */
const persons: readonly Pause['reason'][] = ['phone', 'program', 'command'];

/** What the settings want of chats that were handed to a person. */
export interface TicketSettings {
  /** Whether anybody is told; where nobody is, nobody is reminded and no wait ends. */
  isTold: boolean;
  /** Until a reminder, and until the bot answers again; milliseconds in which the business is open. */
  remindMs: number;
  ttlMs: number;
}

export interface TicketWatchParts {
  journal: Pick<Journal, 'cases' | 'notices' | 'pauses'>;
  settings: TicketSettings;
  /** The moment by which the business has been open for this long since another. */
  hours: { afterOpen(moment: number, duration: number): number };
  /** Told that the bot is silent in a chat for another reason or not any more. */
  changed(chat: string): void;
  /** Told that a chat has replies due, and something to remember. */
  due(chat: string): Promise<void>;
  log: Log;
  now(): number;
}

/**
 * Sees what becomes of tickets: that a person answered or gave the chat back, that nobody has for too long. All of it is read
 * from the journal, so it is seen also where the process that heard of it died; each thing is told once.
 */
export class TicketWatch {
  readonly #parts: TicketWatchParts;
  readonly #look: RepeatedLook;

  constructor(parts: TicketWatchParts) {
    this.#parts = parts;
    const look = (): Promise<number> => seeOpen('ticket', (ticket) => this.#see(ticket), parts);
    this.#look = new RepeatedLook({ look, now: parts.now });
  }

  /** Looks now: something has changed. */
  watch(): void {
    this.#look.again();
  }

  stop(): Promise<void> {
    return this.#look.stop();
  }

  /** A turn has ended this case just now: what its customer is to hear goes out. */
  async ended(number: number): Promise<void> {
    const { journal, changed, due, log } = this.#parts;
    try {
      const ended = await journal.cases.find(number);
      if (!ended) return;
      changed(ended.chat);
      await due(ended.chat);
    } catch (error) {
      log.warn('tickets-unseen', { error });
    }
  }

  /** Looks at an open ticket; resolves with when there is more to see of it. */
  async #see(ticket: Case): Promise<number> {
    const { journal } = this.#parts;
    const pauses = await journal.pauses.of(ticket.chat);
    const own = pauses.find(({ chat }) => chat !== undefined);
    const by = own && endedBy(own, ticket);
    if (by === undefined) return this.#wait(ticket, own);
    const outcome = by === 'resume' ? 'closed' : 'answered';
    await this.#end(ticket, { outcome, by });
    return Number.POSITIVE_INFINITY;
  }

  /** Reminds once, and gives up once, of a customer for whom nobody came. */
  async #wait(ticket: Case, pause: Pause | undefined): Promise<number> {
    const { journal, settings, hours, now } = this.#parts;
    if (!settings.isTold || !pause) return Number.POSITIVE_INFINITY;
    const { id, number, at, chat } = ticket;
    const remindAt = hours.afterOpen(at, settings.remindMs);
    const endsAt = hours.afterOpen(at, settings.ttlMs);
    if (now() >= endsAt) {
      const notices = [{ id: `expired/${id}`, at: now(), topic: 'expired' }];
      await this.#end(ticket, { outcome: 'expired', notices, resumes: true });
      this.#parts.changed(chat);
      return Number.POSITIVE_INFINITY;
    }
    if (now() < remindAt) return Math.min(remindAt, endsAt);
    const about = { case: { id, number }, chat };
    await journal.notices.add({ id: `reminder/${id}`, at: now(), topic: 'reminder', ...about });
    return endsAt;
  }

  async #end(
    { number, chat }: Case,
    ending: Pick<Parameters<Journal['cases']['end']>[0], 'outcome' | 'by' | 'notices' | 'resumes'>,
  ): Promise<void> {
    const { journal, log, now } = this.#parts;
    const ended = await journal.cases.end({ number, at: now(), ...ending });
    if (ended) log.info('ticket-ended', { chat, number, outcome: ending.outcome });
  }
}

/**
 * Who ended the wait of a ticket, by the chat's own pause; undefined: it goes on. A person's pause that the journal took in since
 * is an answer, or a person who has taken the chat over; times of messages are whole seconds.
 */
function endedBy({ reason, begunAt, resumedAt }: Pause, ticket: Case): string | undefined {
  if (persons.includes(reason) && begunAt >= ticket.at) return reason;
  const since = Math.floor(ticket.at / 1000) * 1000;
  return resumedAt !== undefined && resumedAt >= since ? 'resume' : undefined;
}
