import type { WorkOutcome } from '../chat-loops.ts';
import { isRetryable } from '../errors.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Due, Finished, Outbox } from '../kinds/journal.ts';
import type { Log } from '../log.ts';
import { askedPause, backoff } from '../retry.ts';
import { sendFailureCode, isSendRefused, outcomeOf } from './send-failure.ts';
import { Semaphore } from '../semaphore.ts';
import type { VoiceNotes } from './voice-notes.ts';
import { withdraw } from './withdraw.ts';

/** Sends at the same time, over all chats: as many connections as the pool keeps open. */
const mostSends = 64;

/** A reply that could not be sent for this long is given up: the channel itself keeps messages no longer. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/** The pause after a failure that only the operator can fix (key, account): short enough to notice the fix. */
const personPauseMs = 60_000;
const longestPauseMs = 60_000;

export interface DeliveryDependencies {
  channel: Pick<Channel, 'send' | 'find'>;
  outbox: Outbox;
  finished: Pick<Finished, 'sentIds'>;
  /** Makes or fetches voice notes; absent: every reply is written. */
  speaker?: Pick<VoiceNotes, 'note'> | undefined;
  /** Told of the channel's id of what has left to a chat. */
  left?(chat: string, channelId: string): void;
  /** Told of a reply that is withdrawn, as the bot is silent in its chat; absent: nobody has remembered it as said. */
  withdrawn?(reply: Due): Promise<void>;
  log: Log;
  now(): number;
}

/** `stop`: no more sends begin. `cut`: those under way end. */
export interface DeliveryEnds {
  stop: AbortSignal;
  cut: AbortSignal;
}

/** Brings one reply after another to the channel, each in its own time. */
export class Delivery {
  readonly #parts: DeliveryDependencies;
  readonly #ends: DeliveryEnds;
  readonly #slots = new Semaphore(mostSends);

  constructor(parts: DeliveryDependencies, ends: DeliveryEnds) {
    this.#parts = parts;
    this.#ends = ends;
  }

  /**
   * Sends one reply unless an earlier try did. `done`: it is sent, given up or no longer owed, or left because of a stop.
   * Rejects when the journal does.
   */
  async send(reply: Due): Promise<WorkOutcome> {
    if (this.#ends.stop.aborted) return 'done';
    const { finished, now } = this.#parts;
    const begun = now();
    const knownIds =
      reply.attemptedAt === undefined ? new Set<string>() : await finished.sentIds(reply.chat);
    let channelId: string | undefined;
    try {
      channelId = await this.#sentBefore(reply, knownIds);
    } catch (error) {
      return this.#delay(reply, error, 'unknown');
    }
    let note: Uint8Array | undefined;
    try {
      note = channelId === undefined ? await this.#spoken(reply) : undefined;
    } catch (error) {
      return isRetryable(error) ? this.#delay(reply, error, 'unsent') : this.#giveUp(reply, error);
    }
    return this.#slots.run(async () => {
      // A note that was paid for still goes out.
      if (this.#ends.stop.aborted && (channelId ?? note) === undefined) return 'done';
      try {
        channelId ??= await this.#sendNow(reply, note);
      } catch (error) {
        return isSendRefused(error)
          ? this.#giveUp(reply, error)
          : this.#delay(reply, error, outcomeOf(error));
      }
      return channelId === undefined
        ? withdraw(reply, this.#parts)
        : this.#sent(reply, channelId, begun);
    });
  }

  /** The channel's id of an earlier try that went out after all. */
  async #sentBefore(reply: Due, knownIds: ReadonlySet<string>): Promise<string | undefined> {
    const { attemptedAt } = reply;
    const { channel } = this.#parts;
    if (attemptedAt === undefined || !channel.find) return undefined;
    return this.#slots.run(async () =>
      channel.find?.({ ...reply, attemptedAt, knownIds }, this.#ends.cut),
    );
  }

  /** The reply as a voice note; undefined when it is written, or when it is time to stop. Rejects where it is not to go out otherwise. */
  async #spoken(reply: Due): Promise<Uint8Array | undefined> {
    const { stop, cut } = this.#ends;
    if (reply.voice === undefined || stop.aborted) return undefined;
    return this.#parts.speaker?.note(reply, cut).catch((error: unknown) => {
      if (cut.aborted) return undefined;
      throw error;
    });
  }

  /**
   * Sends as a note, or in words; a note that certainly did not go out is written at once, unless the channel wants a pause.
   * Undefined: not sent, as it is not owed any more; speaking and sending take their time, in which the customer may be erased.
   */
  async #sendNow(reply: Due, note: Uint8Array | undefined): Promise<string | undefined> {
    const { outbox, channel, log, now } = this.#parts;
    const { id, chat, text, voice } = reply;
    const written = { chat, text, ...(voice === undefined ? {} : { voice }) };
    if (!(await outbox.attempt(id, now()))) return undefined;
    const mayLeave = (): Promise<boolean> => outbox.attempt(id, now());
    if (note === undefined) return channel.send(written, this.#ends.cut, mayLeave);
    try {
      return await channel.send({ ...written, note }, this.#ends.cut, mayLeave);
    } catch (error) {
      if (outcomeOf(error) === 'unknown' || askedPause(error) !== undefined) throw error;
      log.warn('voice-refused', { chat, error });
    }
    if (!(await outbox.attempt(id, now()))) return undefined;
    return channel.send(written, this.#ends.cut, mayLeave);
  }

  async #sent(reply: Due, channelId: string, begun: number): Promise<WorkOutcome> {
    const { outbox, finished, log, now } = this.#parts;
    this.#parts.left?.(reply.chat, channelId);
    const isOwed =
      (await outbox.sent(reply.id, channelId)) ||
      // Its own echo may have come first, and told so.
      (await finished.sentIds(reply.chat)).has(channelId);
    // Without the chat and the text: the log has just been cleared of it.
    if (!isOwed)
      log.info('reply-forgotten', { message: channelId, reason: 'it is no longer owed' });
    else
      log.info('reply-sent', {
        chat: reply.chat,
        message: channelId,
        ms: now() - begun,
        text: reply.text,
      });
    return 'done';
  }

  async #giveUp(reply: Due, error: unknown): Promise<WorkOutcome> {
    this.#parts.log.error('reply-given-up', { chat: reply.chat, error });
    await this.#parts.outbox.giveUp(reply.id, sendFailureCode(error));
    return 'done';
  }

  /** Puts the reply off. */
  async #delay(reply: Due, error: unknown, outcome: 'unsent' | 'unknown'): Promise<WorkOutcome> {
    const { outbox, log, now } = this.#parts;
    if (now() - reply.createdAt > longestWaitMs) return this.#giveUp(reply, error);
    const passing = isRetryable(error);
    const pause =
      askedPause(error) ??
      (passing ? backoff(reply.tries, { first: 1000, longest: longestPauseMs }) : personPauseMs);
    log[passing ? 'warn' : 'error']('reply-delayed', {
      chat: reply.chat,
      pauseMs: Math.round(pause),
      error,
    });
    const againAt = now() + pause;
    await outbox.retry(reply.id, againAt, sendFailureCode(error), outcome);
    return { againAt };
  }
}
