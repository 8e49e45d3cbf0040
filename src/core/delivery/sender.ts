import { ChatLoops, type BusyChats, type ChatLoop, type WorkOutcome } from '../chat-loops.ts';
import { Delivery, type DeliveryDependencies } from './delivery.ts';
import { ServiceError } from '../errors.ts';
import type { Due } from '../kinds/journal.ts';
import { backoff } from '../retry.ts';

/** What a chat's next round is about. */
interface Sending {
  /** Which replies are wanted: those whose time has come, or also those that wait for a later try; undefined: no new round. */
  wanted?: 'due' | 'all' | undefined;
  /** All of the chat's replies, where they were read just now. */
  replies?: readonly Due[] | undefined;
}

export interface SenderDependencies extends DeliveryDependencies {
  /** Told in which chats something is sent or waits for a later try. */
  busy?: BusyChats;
}

/**
 * Sends what is due: in order within a chat, chats side by side. A failed send is tried again; one whose outcome is unknown
 * is looked up at the channel first, so that nobody hears the same reply twice.
 */
export class Sender {
  readonly #dependencies: SenderDependencies;
  readonly #delivery: Delivery;
  readonly #chats: ChatLoops<Sending>;
  readonly #stop = new AbortController();
  readonly #cut = new AbortController();

  constructor(dependencies: SenderDependencies) {
    this.#dependencies = dependencies;
    this.#delivery = new Delivery(dependencies, {
      stop: this.#stop.signal,
      cut: this.#cut.signal,
    });
    this.#chats = new ChatLoops(
      {
        dueAt: ({ wanted }) => (wanted === undefined ? undefined : 0),
        round: (loop) => this.#sendAll(loop),
        failed: (chat, error) => this.#journalFailed(chat, error),
        now: () => dependencies.now(),
      },
      dependencies.busy,
    );
  }

  /** Whether replies of this chat are being sent or wait for a later try. */
  has(chat: string): boolean {
    return this.#chats.get(chat) !== undefined;
  }

  /** This chat has replies due, and these are all of them, where they were read just now. */
  wake(chat: string, due?: readonly Due[]): void {
    const loop = this.#chats.get(chat);
    if (loop) want(loop, loop.state.wanted ?? 'due');
    else this.#chats.open(chat, { wanted: 'due', replies: due });
  }

  /** What made sends fail is fixed: every reply that waits for a later try has it now, once. */
  hurry(): void {
    for (const loop of this.#chats.all()) want(loop, 'all');
  }

  /** The bot is silent in this chat, or in all: what waits there for a later try is withdrawn now. */
  silence(chat: string | undefined): void {
    if (chat === undefined) return this.hurry();
    this.wake(chat);
    const loop = this.#chats.get(chat);
    if (loop) want(loop, 'all');
  }

  /** Every chat that has replies left from before. */
  async resume(): Promise<void> {
    const due = await this.#dependencies.outbox.due();
    for (const chat of new Set(due.map((reply) => reply.chat))) this.wake(chat);
  }

  /** This chat is no longer in our hands: what is being sent is recorded, the rest is left. */
  drop(chat: string): void {
    this.#chats.drop(chat);
  }

  /** Begins no more sends; resolves when those under way are recorded. After `graceMs` they are cut: looked up at the next start. */
  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    const grace = setTimeout(() => this.#cut.abort(cutShort()), graceMs);
    await this.#chats.stop();
    clearTimeout(grace);
  }

  /** Resolves when nothing is being sent and nothing waits for a later try, of all chats or of one. */
  whenIdle(chat?: string): Promise<void> {
    return this.#chats.whenIdle(chat);
  }

  #journalFailed(chat: string, error: unknown): WorkOutcome {
    const { log, now } = this.#dependencies;
    log.error('outbox-failed', { chat, error });
    return { againAt: now() + backoff(4) };
  }

  /** Sends a chat's replies in order, until one of them has to wait. */
  async #sendAll(loop: ChatLoop<Sending>): Promise<WorkOutcome> {
    const { outbox, now } = this.#dependencies;
    const { chat, state } = loop;
    const { wanted, replies } = state;
    state.wanted = undefined;
    state.replies = undefined;
    for (const reply of replies ?? (await outbox.due(chat))) {
      if (loop.isOver) return 'done';
      const outcome =
        reply.notBefore > now() && wanted !== 'all'
          ? { againAt: reply.notBefore }
          : await this.#delivery.send(reply);
      // Hurried meanwhile, the next round begins at once.
      if (outcome !== 'done') return state.wanted === 'all' ? 'done' : outcome;
    }
    return 'done';
  }
}

/** A round for this chat is wanted at once, also where it rests. */
function want(loop: ChatLoop<Sending>, wanted: 'due' | 'all'): void {
  loop.state.wanted = wanted;
  loop.notBefore = 0;
  loop.wake();
}

/** Why a send ended that was under way when the time for a stop was over; nobody need be warned of it. */
function cutShort(): ServiceError {
  const details = { retryable: true, outcomeUnknown: true, alreadyLogged: true };
  return new ServiceError(
    'outbox.cut',
    'The bot stopped before the messenger had answered',
    details,
  );
}
