import { ServiceError } from '../errors.ts';
import type { Cases } from '../kinds/cases.ts';
import type { Notice, Notices, RouteState } from '../kinds/notices.ts';
import type { BusinessRequest, Sink } from '../kinds/sink.ts';
import { deliveryTopic, businessRequestOf } from './new-request.ts';

export interface RequestDeliveryDependencies {
  cases: Pick<Cases, 'find' | 'end'>;
  notices: Pick<Notices, 'add'>;
  now(): number;
}

/**
 * Brings requests to one sink. Where an earlier try may have arrived and the sink can be asked, it is looked for first, and brought up
 * to date where it is found.
 */
export class RequestDelivery {
  readonly repeats = 'idempotent';
  readonly #sink: Sink;
  readonly #parts: RequestDeliveryDependencies;

  constructor(sink: Sink, parts: RequestDeliveryDependencies) {
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
    const request = found && businessRequestOf(found);
    if (!request) return;
    const there = mayBeThere(notice, before)
      ? await this.#find(request, before, signal)
      : undefined;
    await this.#sink.deliver(request, signal, there);
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
