import { isRetryable, ServiceError, fieldsOf } from '../../../core/plugin-api/failures.ts';
import type { Received } from '../../../core/kinds/channel.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { askedPause, backoff } from '../../../core/plugin-api/limits.ts';
import type { ApiAnswer, Client } from './client.ts';
import type { Sleeper } from './deadline.ts';
import { asSetupError, invalidResponse, toGreenApiError } from './errors.ts';
import { readNotification, type NotificationContext } from './notification.ts';

/** How long the vendor holds the line when nothing is there; it allows 5 to 60 seconds. */
const receiveSeconds = 20;

/** The line itself may be slow on top of that. */
const receiveTimeoutMs = (receiveSeconds + 10) * 1000;
const deleteTimeoutMs = 20_000;

/** Between an empty answer and the next call; where it came long before its time, the vendor does not hold the line: it does not while no notification is switched on. */
const emptyPauseMs = 200;
const unheldPauseMs = 1_000;

const outagePauses = { first: 1000, longest: 60_000 };

export interface PollingDependencies {
  client: Client;
  /** How notifications are understood. */
  reading(): NotificationContext;
  world: Pick<World, 'log' | 'now'>;
  pause: Sleeper;
}

type Accept = (received: Received, raw: Uint8Array) => Promise<void>;

/** A notification at the head of the vendor's queue. */
interface Receipt {
  id: string;
  received: Received;
  raw: Uint8Array;
}

/** Fetches notifications one by one: each is deleted at the vendor once it was accepted, and not before. */
export class Polling {
  readonly #parts: PollingDependencies;
  #failures = 0;
  /** Accepted, but the vendor could not be told: when it comes again, it is only deleted. */
  #undeleted: Receipt | undefined;

  constructor(parts: PollingDependencies) {
    this.#parts = parts;
  }

  /** Runs until the signal aborts; rejects with a SetupError for what the operator must change. */
  async run(accept: Accept, signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted)
        await this.#step(accept, signal).catch((error: unknown) => this.#waitOut(error, signal));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #step(accept: Accept, signal: AbortSignal): Promise<void> {
    const { client, pause, reading, world } = this.#parts;
    const askedAt = world.now();
    const rest = `?receiveTimeout=${receiveSeconds}`;
    const answer = await client.call(
      { verb: 'GET', name: 'receiveNotification', rest, timeoutMs: receiveTimeoutMs },
      signal,
    );
    const receipt = readReceipt(answer, reading());
    if (receipt === 'empty') {
      this.#recovered();
      const isHeld = world.now() - askedAt >= (receiveSeconds * 1000) / 2;
      return pause(isHeld ? emptyPauseMs : unheldPauseMs, signal);
    }
    if (!this.#isUndeleted(receipt)) await accept(receipt.received, receipt.raw);
    this.#undeleted = receipt;
    await this.#delete(receipt.id, signal);
    this.#undeleted = undefined;
    this.#recovered();
  }

  #isUndeleted({ id, raw }: Receipt): boolean {
    const before = this.#undeleted;
    return before !== undefined && before.id === id && Buffer.compare(before.raw, raw) === 0;
  }

  /** Any answer of success will do: `false` means that it is gone already. */
  async #delete(id: string, signal: AbortSignal): Promise<void> {
    const { client } = this.#parts;
    const outcome = await client.settle(
      { verb: 'DELETE', name: 'deleteNotification', rest: `/${id}`, timeoutMs: deleteTimeoutMs },
      signal,
    );
    if (!('failure' in outcome) || /findUnAckedMessage/i.test(outcome.failure.text)) return;
    throw toGreenApiError(outcome.failure);
  }

  /** A single lost connection is the daily bread of long polling: told only when it happens again at once. */
  async #waitOut(error: unknown, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const setup = asSetupError(error);
    if (setup) throw setup;
    const { log } = this.#parts.world;
    this.#failures += 1;
    const passing = isRetryable(error);
    const pauseMs =
      askedPause(error) ??
      (passing ? backoff(this.#failures - 1, outagePauses) : outagePauses.longest);
    const level = isOurs(error) ? 'error' : this.#failures === 2 || !passing ? 'warn' : 'debug';
    log[level]('polling-failed', { failures: this.#failures, pauseMs: Math.round(pauseMs), error });
    await this.#parts.pause(pauseMs, signal);
  }

  #recovered(): void {
    if (this.#failures > 1)
      this.#parts.world.log.info('polling-recovered', { failures: this.#failures });
    this.#failures = 0;
  }
}

/** Whether it was not the vendor's side that failed: the notification could not be stored. */
function isOurs(error: unknown): boolean {
  return !(error instanceof ServiceError) || !error.code.startsWith('service.green-api.');
}

/** Understands the answer of receiveNotification. Throws when it cannot be told what there is to delete. */
function readReceipt({ bytes, body }: ApiAnswer, reading: NotificationContext): Receipt | 'empty' {
  if (body === null || body === '' || bytes.length === 0) return 'empty';
  if (body === undefined) return salvage(bytes);
  const fields = fieldsOf(body);
  const id = receiptId(fields['receiptId']);
  if (id !== undefined)
    return { id, received: readNotification(fields['body'], reading), raw: bytes };
  if (fields['body'] === undefined || fields['body'] === null) return 'empty';
  throw invalidResponse();
}

function receiptId(value: unknown): string | undefined {
  const text = String(typeof value === 'number' || typeof value === 'string' ? value : '');
  return /^\d{1,20}$/.test(text) ? text : undefined;
}

/** A notification that is not JSON would be at the head of the queue for ever: its receipt alone is read. */
function salvage(bytes: Uint8Array): Receipt | 'empty' {
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return 'empty';
  const id =
    /^\s*\{\s*"receiptId"\s*:\s*"?(\d{1,20})\b/.exec(text) ??
    /"receiptId"\s*:\s*"?(\d{1,20})"?\s*\}\s*$/.exec(text);
  if (id?.[1] === undefined) throw invalidResponse();
  return {
    id: id[1],
    received: { type: 'invalid', reason: 'the notification is not JSON' },
    raw: bytes,
  };
}
