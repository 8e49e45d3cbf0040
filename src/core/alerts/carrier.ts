import { within } from '../deadline.ts';
import { isRetryable, ServiceError, WabotError } from '../errors.ts';
import type { AlertRoute } from '../kinds/alert.ts';
import type { Notice, Notices, RouteState } from '../kinds/notices.ts';
import type { Log } from '../log.ts';
import { askedPause, backoff } from '../retry.ts';

/** What could not be told for this long is given up: nobody can act on it any more. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/** The longest that one try may take, milliseconds. */
const tryMs = 30_000;

/** Pauses after a failed try, milliseconds: doubled from the first to the longest. */
const pauses = { first: 2_000, longest: 5 * 60_000 };

/** How long a route rests at most before it tries another notice after one has failed, milliseconds. */
const longestRestMs = 60_000;

/** What stands behind the reason of a try that its receiver called failed, and may have carried out all the same. */
const maybe = ' maybe';

export interface CarrierDependencies {
  notices: Notices;
  /** Told when a route has made something due in the outbox. */
  posted(): void;
  log: Log;
  now(): number;
}

/** A way on which notices are carried. */
export interface CarriedRoute {
  readonly repeats: AlertRoute['repeats'];
  /** Whether notices of this topic go this way. */
  takes(topic: string): boolean;
  /** One try; `before`: how far it had come, `repeated`: an earlier try may have arrived, and the receiver cannot tell. Rejects as `AlertRoute.send` does. */
  bring(
    notice: Notice,
    how: { before: RouteState; repeated: boolean },
    signal: AbortSignal,
  ): Promise<void>;
}

/** Carries notices on one route, one after another, each once as far as the route allows. */
export class Carrier {
  readonly name: string;
  readonly #route: CarriedRoute;
  readonly #parts: CarrierDependencies;
  #failures = 0;
  #restUntil = 0;
  #busy = false;

  constructor(name: string, route: CarriedRoute, parts: CarrierDependencies) {
    this.name = name;
    this.#route = route;
    this.#parts = parts;
  }

  /** Whether something is owed to this route. */
  owes({ topic, routes, not = [], only }: Notice): boolean {
    if (!this.#route.takes(topic)) return false;
    if (not.includes(this.name) || (only && !only.includes(this.name))) return false;
    return routes[this.name]?.ended === undefined;
  }

  /**
   * Carries those of these notices whose time has come, until one fails; nothing while it does so already. Resolves with whether
   * anything has ended. Rejects when the journal does; a try whose signal aborts is left as it stands.
   */
  async carry(owed: readonly Notice[], signal: AbortSignal): Promise<boolean> {
    const { now } = this.#parts;
    if (this.#busy || now() < this.#restUntil) return false;
    this.#busy = true;
    let hasEnded = false;
    try {
      for (const notice of owed) {
        if (signal.aborted || now() < this.#restUntil) break;
        if (!this.owes(notice) || (notice.routes[this.name]?.notBefore ?? 0) > now()) continue;
        hasEnded = (await this.#carry(notice, signal)) || hasEnded;
      }
      return hasEnded;
    } finally {
      this.#busy = false;
    }
  }

  async #carry(notice: Notice, signal: AbortSignal): Promise<boolean> {
    const { notices, now } = this.#parts;
    const state = await notices.attempt(notice.id, this.name, now());
    if (state === false) return false;
    if (this.#isHopeless(notice, state)) return this.#giveUp(notice, state.reason ?? 'unknown');
    try {
      if (await this.#send(notice, state, signal)) this.#parts.posted();
    } catch (error) {
      if (signal.aborted) return false;
      return this.#failed(notice, state, error);
    }
    this.#failures = 0;
    await notices.ended(notice.id, this.name, 'done');
    this.#parts.log.info('notice-told', {
      topic: notice.topic,
      route: this.name,
      ...numberOf(notice),
    });
    return true;
  }

  /** What a receiver cannot recognise is repeated once; what is too old helps nobody. */
  #isHopeless({ at }: Notice, { unknown = 0, tries }: RouteState): boolean {
    if (this.#route.repeats === 'once' && unknown > 1) return true;
    return tries + unknown > 0 && this.#parts.now() - at > longestWaitMs;
  }

  /** Resolves with whether anything is due in the outbox now. */
  async #send(notice: Notice, state: RouteState, signal: AbortSignal): Promise<boolean> {
    const mayHaveArrived = (state.unknown ?? 0) > 0 || state.reason?.endsWith(maybe) === true;
    const repeated = this.#route.repeats === 'once' && mayHaveArrived;
    const how = { before: state, repeated };
    await within(tryMs, signal, (limited) => this.#route.bring(notice, how, limited));
    return this.#route.repeats === 'outbox';
  }

  async #failed(
    notice: Notice,
    { tries, unknown = 0 }: RouteState,
    error: unknown,
  ): Promise<boolean> {
    const { notices, log, now } = this.#parts;
    if (now() - notice.at > longestWaitMs) return this.#giveUp(notice, codeOf(error));
    const failed = tries + unknown;
    const pause = askedPause(error) ?? backoff(failed, pauses);
    const rest =
      askedPause(error) ?? backoff(this.#failures, { ...pauses, longest: longestRestMs });
    this.#failures += 1;
    this.#restUntil = now() + rest;
    log[isRetryable(error) ? 'warn' : 'error']('notice-delayed', {
      topic: notice.topic,
      route: this.name,
      pauseMs: Math.round(pause),
      error,
    });
    const { reason, outcome } = verdictOf(error);
    await notices.retry(notice.id, this.name, now() + pause, reason, outcome);
    return false;
  }

  async #giveUp(notice: Notice, reason: string): Promise<boolean> {
    const { notices, log } = this.#parts;
    const { topic } = notice;
    log.error('notice-given-up', { topic, route: this.name, reason, ...numberOf(notice) });
    await notices.ended(notice.id, this.name, 'given-up', reason);
    return true;
  }
}

/** A receiver that says that it failed has said more than one that says nothing: it is asked again and again. */
function verdictOf(error: unknown): { reason: string; outcome: 'unsent' | 'unknown' } {
  const reason = codeOf(error);
  if (!(error instanceof ServiceError)) return { reason, outcome: 'unknown' };
  if (!error.outcomeUnknown) return { reason, outcome: 'unsent' };
  return error.status === undefined
    ? { reason, outcome: 'unknown' }
    : { reason: `${reason}${maybe}`, outcome: 'unsent' };
}

function codeOf(error: unknown): string {
  return error instanceof WabotError ? error.code : 'unexpected';
}

function numberOf({ case: of }: Notice): { number?: number } {
  return of?.number === undefined ? {} : { number: of.number };
}
