import { isRetryable, ServiceError, WabotError } from '../errors.ts';
import type { Cases } from '../kinds/cases.ts';
import type { Notice, Notices, RouteState } from '../kinds/notices.ts';
import type { BusinessRequest, Sink } from '../kinds/sink.ts';
import { deliveryTopic, businessRequestOf } from './new-request.ts';

export interface RequestDeliveryDependencies {
  cases: Pick<Cases, 'find' | 'end'>;
  notices: Pick<Notices, 'add'>;
  /** The messenger of a chat, as people call it. */
  messengerOf?(chat: string): string | undefined;
  now(): number;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Brings requests to one sink, and tells at once that it refuses them by a fault that does not pass by itself, once a day for
 * each fault. Where an earlier try may have arrived and the sink can be asked, it is looked for first, and brought up
 * to date where it is found.
 */
export class RequestDelivery {
  readonly repeats = 'idempotent';
  readonly #name: string;
  readonly #sink: Sink;
  readonly #parts: RequestDeliveryDependencies;

  /** @param name of the way that its notices take, such as `sink/notion` */
  constructor(name: string, sink: Sink, parts: RequestDeliveryDependencies) {
    this.#name = name;
    this.#sink = sink;
    this.#parts = parts;
  }

  takes(topic: string): boolean {
    return topic === deliveryTopic;
  }

  /** One try. A request that was erased goes nowhere. Rejects as `Sink.deliver` does. */
  async bring(
    notice: Notice,
    { before }: { before: RouteState },
    signal: AbortSignal,
  ): Promise<void> {
    const { number } = notice.case ?? {};
    const found = number === undefined ? undefined : await this.#parts.cases.find(number);
    const request = found && businessRequestOf(found, this.#parts.messengerOf?.(found.chat));
    if (!request) return;
    try {
      const there = mayBeThere(notice, before)
        ? await this.#find(request, before, signal)
        : undefined;
      await this.#sink.deliver(request, signal, there);
    } catch (error) {
      if (!signal.aborted && error instanceof WabotError && !isRetryable(error))
        await this.#tellRefused(notice, error);
      throw error;
    }
  }

  /** The tries go on meanwhile: what is refused now may be taken once somebody has looked. */
  async #tellRefused(
    { case: of, chat }: Notice,
    { code, suggestions: [advice = ''] }: WabotError,
  ): Promise<void> {
    const at = this.#parts.now();
    await this.#parts.notices.add({
      id: `refused/${this.#name}/${code}/${Math.floor(at / dayMs)}`,
      at,
      topic: 'request.refused',
      ...(of === undefined ? {} : { case: of }),
      ...(chat === undefined ? {} : { chat }),
      values: { sinks: this.#name, reason: code, advice },
    });
  }

  async #find(
    request: BusinessRequest,
    { attemptedAt = Number.NEGATIVE_INFINITY }: RouteState,
    signal: AbortSignal,
  ): ReturnType<NonNullable<Sink['find']>> {
    const { settleMs = 0, find } = this.#sink;
    if (!find) return undefined;
    const waitMs = attemptedAt + settleMs - this.#parts.now();
    if (waitMs > 0)
      throw new ServiceError('requests.settling', 'It may be too early to find what was brought', {
        retryable: true,
        retryAfterMs: waitMs,
      });
    return find.call(this.#sink, request, signal);
  }
}

function mayBeThere({ values }: Notice, { tries, unknown = 0, attemptedAt }: RouteState): boolean {
  return tries + unknown > 0 || attemptedAt !== undefined || values?.['again'] !== undefined;
}

/** Ends a request that is in every sink, and has people told of one that a sink has not taken. May be called again. */
export async function deliverySettled(
  { id, topic, at, case: of, chat, routes }: Notice,
  { cases, notices, now }: RequestDeliveryDependencies,
): Promise<void> {
  const all = Object.entries(routes);
  if (topic !== deliveryTopic || of?.number === undefined || all.length === 0) return;
  const lost = all.filter(([, { ended }]) => ended !== 'done');
  if (lost.length === 0) {
    await cases.end({ number: of.number, outcome: 'delivered', at: now() });
    return;
  }
  await notices.add({
    id: `${id}/lost`,
    at: Math.max(at, now()),
    topic: 'request.lost',
    case: of,
    ...(chat === undefined ? {} : { chat }),
    values: {
      sinks: lost.map(([name]) => name).join(', '),
      reason: lost.map(([, { reason = 'unknown' }]) => reason).join(', '),
    },
  });
}
