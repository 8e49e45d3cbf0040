import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import { WabotError } from '../errors.ts';

/** The package that whoever runs an SDK has installed. */
export type TracingApi = typeof import('@opentelemetry/api');

/** How work ended: its attributes, and why it failed where it did. */
export interface SpanEnd {
  attributes: Attributes;
  /** A code; absent: it did not fail. */
  failure?: string | undefined;
}

/** Work as it is traced. No name and no attribute ever holds a phone, a chat or a text. */
export interface TracedWork<T> {
  name: string;
  /** `CONSUMER`: it deals with messages; `CLIENT`: it calls another service; `INTERNAL`: neither. */
  kind: 'CONSUMER' | 'CLIENT' | 'INTERNAL';
  attributes: Attributes;
  /** Where it belongs; absent: to what runs. */
  within?: Context;
  /** Work that ends with this one has not failed. */
  signal: AbortSignal;
  /** What its result tells; absent: nothing. */
  tells?(result: T): SpanEnd;
}

/** Begins and ends spans. What fails in an SDK breaks no work: it is then not traced. */
export class Spans {
  readonly #api: TracingApi;
  readonly #tracer: Tracer;

  constructor(api: TracingApi, version: string) {
    this.#api = api;
    this.#tracer = api.trace.getTracer('wabot', version);
  }

  /** Does work in a span that ends with it, however it ends. */
  async run<T>(traced: TracedWork<T>, work: (span?: Span) => Promise<T>): Promise<T> {
    const { context, trace } = this.#api;
    const outer = traced.within ?? context.active();
    const span = this.#begun(traced, outer);
    if (!span) return work();
    try {
      const result = await context.with(trace.setSpan(outer, span), () => work(span));
      this.#end(span, () => traced.tells?.(result));
      return result;
    } catch (error) {
      this.#end(span, () => failureEnd(error, traced.signal));
      throw error;
    }
  }

  #begun<T>({ name, kind, attributes }: TracedWork<T>, outer: Context): Span | undefined {
    const { SpanKind } = this.#api;
    try {
      return this.#tracer.startSpan(name, { kind: SpanKind[kind], attributes }, outer);
    } catch {
      return undefined;
    }
  }

  #end(span: Span, ending: () => SpanEnd | undefined): void {
    try {
      const { attributes = {}, failure } = ending() ?? {};
      span.setAttributes(attributes);
      if (failure !== undefined) {
        span.setAttribute('error.type', failure);
        span.setStatus({ code: this.#api.SpanStatusCode.ERROR });
      }
      span.end();
    } catch {
      // It is not traced then.
    }
  }
}

/** Only the code: the sentence of an error may quote what a service has said. */
function failureEnd(error: unknown, signal: AbortSignal): SpanEnd {
  if (signal.aborted) return { attributes: { 'wabot.stopped': true } };
  return { attributes: {}, failure: error instanceof WabotError ? error.code : 'unexpected' };
}
