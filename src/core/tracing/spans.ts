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

/** A span that was begun, and the context of what runs in it. */
interface Begun {
  span: Span;
  inner: Context;
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
    const begun = this.#begun(traced);
    if (!begun) return work();
    const { span } = begun;
    try {
      const result = await this.#inside(begun, work);
      this.#end(span, () => traced.tells?.(result));
      return result;
    } catch (error) {
      this.#end(span, () => failureEnd(error, traced.signal));
      throw error;
    }
  }

  #begun<T>({ name, kind, attributes, within }: TracedWork<T>): Begun | undefined {
    const { context, trace, SpanKind } = this.#api;
    try {
      const outer = within ?? context.active();
      const span = this.#tracer.startSpan(name, { kind: SpanKind[kind], attributes }, outer);
      return { span, inner: trace.setSpan(outer, span) };
    } catch {
      return undefined;
    }
  }

  /** Begins the work once, in the span where the SDK can do that. */
  #inside<T>({ span, inner }: Begun, work: (span?: Span) => Promise<T>): Promise<T> {
    const started: { work?: Promise<T> } = {};
    const start = (): Promise<T> => (started.work ??= (async () => work(span))());
    try {
      void this.#api.context.with(inner, start);
    } catch {
      // What it holds of contexts is broken: spans within this one are nobody's.
    }
    return start();
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
