import type { Entry, Traffic } from '../kinds/turn-record.ts';
import type { Waiting } from '../kinds/journal.ts';
import type { Departures } from './departures.ts';
import { isLoop, messagesInHour, withTurn } from './traffic.ts';

/** What the settings want of chats that go too fast. */
export interface GuardSettings {
  /** Whether a loop with another machine is put to rest. */
  loopGuard: boolean;
  /** The most messages an hour in one chat; 0: no limit. */
  chatHourly: number;
}

export interface ChatGuardDependencies extends GuardSettings {
  /** When our messages left. */
  departures: Pick<Departures, 'lately'>;
}

/** Why a chat is put to rest: it is in a loop, or has too many messages an hour. */
export type RestReason = 'loop' | 'hourly';

/** How long such a chat rests, milliseconds. */
export const restMs = 60 * 60 * 1000;

/** What is known of a chat before its turn. */
export interface KnownChat {
  facts: { traffic?: Traffic };
  entries: readonly Pick<Entry, 'role' | 'at'>[];
}

/** Keeps chats from going on without end, at the cost of the business. */
export class ChatGuard {
  readonly #parts: ChatGuardDependencies;

  constructor(parts: ChatGuardDependencies) {
    this.#parts = parts;
  }

  /**
   * Judges a turn about these messages of a chat that begins now (Unix milliseconds): why the chat is to rest, if it is, and
   * the traffic to be kept with what is known of it. After a rest it begins again.
   */
  judge(
    chat: string,
    waiting: readonly Pick<Waiting, 'inbound' | 'acceptedAt'>[],
    { facts, entries }: KnownChat,
    now: number,
  ): { rest?: RestReason; traffic: Traffic } {
    const { loopGuard, chatHourly } = this.#parts;
    const customers = waiting.filter(({ inbound }) => inbound.from === undefined);
    const last = customers.at(-1);
    if (!last || (!loopGuard && chatHourly === 0)) return { traffic: facts.traffic ?? {} };
    const traffic = withTurn(facts.traffic ?? {}, {
      at: now,
      texts: customers.map(({ inbound: { content } }) =>
        content.type === 'text' ? content.text : undefined,
      ),
      writtenAt: last.inbound.at,
      acceptedAt: last.acceptedAt,
      leftAt: this.#leftAt(chat, entries),
    });
    const rest = this.#restOf(traffic, now);
    return rest === undefined ? { traffic } : { rest, traffic: {} };
  }

  #restOf(traffic: Traffic, now: number): RestReason | undefined {
    const { loopGuard, chatHourly } = this.#parts;
    if (loopGuard && isLoop(traffic)) return 'loop';
    return chatHourly > 0 && messagesInHour(traffic, now) > chatHourly ? 'hourly' : undefined;
  }

  /** Of messages that an earlier run or another process sent it is known when they were written. */
  #leftAt(chat: string, entries: KnownChat['entries']): readonly number[] {
    const known = this.#parts.departures.lately(chat);
    const said = entries.findLast(({ role }) => role === 'bot');
    return known.length > 0 || !said ? known : [said.at];
  }
}
