import * as api from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
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
