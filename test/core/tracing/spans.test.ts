import * as api from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Journal, Settlement } from '../../../src/core/kinds/journal.ts';
import { TracedTurns } from '../../../src/core/tracing/traced-turns.ts';
import { Spans, type TracedWork, type TracingApi } from '../../../src/core/tracing/spans.ts';

const signal = new AbortController().signal;

/** An SDK whose tracer begins spans by this. */
function apiWith(startSpan: () => Partial<api.Span>): TracingApi {
  const getTracer = (): unknown => ({ startSpan });
  const { trace } = api;
  const { setSpan } = trace;
  return { ...api, trace: { setSpan, getTracer } } as unknown as TracingApi;
}

function work(more: Partial<TracedWork<string>> = {}): TracedWork<string> {
  return { name: 'turn', kind: 'CONSUMER', attributes: {}, signal, ...more };
}

const fails = (): never => {
  throw new Error('the SDK is broken');
};

describe('a span', () => {
  it.each<[string, () => Partial<api.Span>]>([
    ['cannot begin', fails],
    ['cannot be told anything', () => ({ setAttributes: fails, end: () => {} })],
    ['cannot end', () => ({ setAttributes: (() => {}) as never, end: fails })],
  ])('that %s breaks no work', async (_, startSpan) => {
    const spans = new Spans(apiWith(startSpan), '1');
    expect(await spans.run(work(), () => Promise.resolve('done'))).toBe('done');
    const failure = new ServiceError('service.model', 'It said: call +7 700 900 00 01', {
      retryable: true,
    });
    await expect(spans.run(work(), () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it.each<[string, (inner: unknown, run: () => unknown) => unknown]>([
    ['breaks before it runs anything', fails],
    [
      'breaks after it has run it',
      (_inner, run) => {
        void run();
        return fails();
      },
    ],
    ['runs nothing', () => undefined],
  ])('whose context %s does the work once', async (_, withContext) => {
    const span = { setAttributes: () => {}, end: () => {} } as unknown as api.Span;
    const broken = {
      ...apiWith(() => span),
      context: { active: () => api.ROOT_CONTEXT, with: withContext },
    };
    const spans = new Spans(broken as unknown as TracingApi, '1');
    let count = 0;
    expect(await spans.run(work(), async () => `done ${(count += 1)}`)).toBe('done 1');
    await expect(
      spans.run(work(), () => {
        count += 1;
        throw new Error('failed');
      }),
    ).rejects.toThrow('failed');
    expect(count).toBe(2);
  });

  it('that cannot say which it is undoes no settled turn', async () => {
    const span = {
      setAttributes: () => {},
      end: () => {},
      spanContext: fails,
    } as unknown as api.Span;
    const note: { value?: unknown } = {};
    const active = () => ({ getValue: () => note.value });
    const broken = {
      ...apiWith(() => span),
      context: { active, with: (_: unknown, run: () => unknown) => run() },
    };
    const spanning = broken as unknown as TracingApi;
    const turns = new TracedTurns(spanning, new Spans(spanning, '1'));
    note.value = { span };
    const due = [{ id: 'r1', chat: '1@c.us' }];
    const journal = turns.journal({
      inbox: {},
      outbox: {},
      turns: { settle: async () => due },
    } as unknown as Journal);
    const settlement = { replies: [], record: {} } as unknown as Settlement;
    expect(await journal.turns.settle(settlement)).toBe(due);
  });

  it('says of a failure its code, never its sentence', async () => {
    const told: unknown[] = [];
    const span = {
      setAttributes: (all: unknown) => told.push(all),
      setAttribute: (...one: unknown[]) => told.push(one),
      setStatus: (status: unknown) => told.push(status),
      end: () => told.push('end'),
    };
    const spans = new Spans(
      apiWith(() => span as unknown as api.Span),
      '1',
    );
    const failure = new ServiceError('model', 'It said: call +7 700 900 00 01', {
      retryable: true,
    });
    await expect(spans.run(work(), () => Promise.reject(failure))).rejects.toBe(failure);
    expect(told).toEqual([
      {},
      ['error.type', failure.code],
      { code: api.SpanStatusCode.ERROR },
      'end',
    ]);
    await expect(spans.run(work(), fails)).rejects.toThrow('the SDK is broken');
    expect(told).toContainEqual(['error.type', 'unexpected']);
  });
});
