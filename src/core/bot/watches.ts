import type { Consequences, Journal } from '../kinds/journal.ts';
import { LeftList } from '../left/left-list.ts';
import { DraftWatch } from '../drafts/draft-watch.ts';
import { PauseWatch } from '../people/pause-watch.ts';
import { TicketWatch, type TicketSettings } from '../people/ticket-watch.ts';
import type { PauseEnd } from '../settings/people-settings.ts';
import type { Reminders } from '../reminders/reminders.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';
import { QuestionBound } from '../unknown/question-bound.ts';

export interface WatchesDependencies {
  journal: Journal;
  dependencies: TurnDependencies;
  pauseEnd: PauseEnd;
  /** Reminds of bookings; absent: nobody is reminded. */
  reminders?: Reminders | undefined;
  /** How long a customer who was handed to a person waits. */
  tickets: TicketSettings;
  /** Told that the bot is silent in a chat, or not any more. */
  changed(chat: string): void;
  /** Told that a chat has replies due, and something to remember, of no turn of its own. */
  due(chat: string): Promise<void>;
  /** Told that a chat has something new to do. */
  wake(chat: string): void;
}

/** What is seen between turns: pauses that run out, tickets that nobody answers, questions that were left to people, drafts. */
export class Watches {
  readonly #pauses: PauseWatch;
  readonly #tickets: TicketWatch;
  readonly #left: LeftList;
  readonly #drafts: DraftWatch;
  readonly #questions: QuestionBound;
  readonly #parts: Pick<WatchesDependencies, 'reminders' | 'due' | 'wake'>;

  constructor(parts: WatchesDependencies) {
    const { journal, dependencies, tickets: settings } = parts;
    this.#parts = parts;
    this.#pauses = new PauseWatch({ ...parts, ...dependencies });
    this.#tickets = new TicketWatch({ ...parts, ...dependencies, settings });
    this.#left = new LeftList({ ...dependencies, journal });
    this.#drafts = new DraftWatch({ ...parts, ...dependencies });
    this.#questions = new QuestionBound({ ...dependencies, journal });
  }

  start(): void {
    this.changed();
    this.#left.watch();
    this.#drafts.watch();
    this.#questions.noted();
    this.#parts.reminders?.start((chat) => this.#parts.due(chat));
  }

  /** The bot is silent somewhere, or not any more. */
  changed(): void {
    this.#pauses.watch();
    this.#tickets.watch();
  }

  /** A turn has brought this about just now. */
  brought({ opens, unanswered, ends }: Consequences): void {
    if (opens?.kind === 'left') this.#left.watch();
    if (opens?.kind === 'ticket') this.#tickets.watch();
    if (opens?.kind === 'draft') this.#drafts.watch();
    if (unanswered) this.#questions.noted();
    if (ends) void this.#tickets.ended(ends.number);
    if (ends?.hands) this.#parts.wake(ends.hands.chat);
  }

  /** Resolves when what is being looked at is done. */
  async stop(): Promise<void> {
    const all = [this.#pauses, this.#tickets, this.#left, this.#drafts, this.#questions];
    await Promise.all(all.map((each) => each.stop()));
    await this.#parts.reminders?.stop();
  }
}
