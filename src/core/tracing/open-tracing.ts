import type { BotDependencies } from '../bot/bot.ts';
import { unlessAborted, within } from '../deadline.ts';
import type { Kinds } from '../kinds/plugin.ts';
import type { ToolSource } from '../kinds/tool.ts';
import type { Log } from '../log.ts';
import type { TracingApi } from './spans.ts';

/** What was opened, as far as it is of use here. */
interface Traceable {
  plugins: Pick<Kinds, 'channel' | 'journal' | 'model' | 'speech'>;
  tools: ReadonlyMap<string, ToolSource>;
  traced?: BotDependencies['traced'];
  log: Log;
  onClose(close: () => Promise<void>): void;
}

/** Where version 1 of the API, every one of them, keeps what an SDK has registered. */
const registry = Symbol.for('opentelemetry.js.api.1');

/** How long a stop waits for spans to leave, milliseconds. */
const flushMs = 2000;

/**
 * What was opened, with spans of its turns, models, functions and sends for an SDK of OpenTelemetry that is registered in this
 * process; the same, and nothing loaded, where none is.
 */
export async function openTracing<O extends Traceable>(opened: O, version: string): Promise<O> {
  if (!hasSdk()) return opened;
  const { log, plugins } = opened;
  const api = await import('@opentelemetry/api').catch(() => undefined);
  if (!api) {
    log.warn('tracing-off', { missing: '@opentelemetry/api' });
    return opened;
  }
  const [{ Spans }, { TracedTurns }, services] = await Promise.all([
    import('./spans.ts'),
    import('./traced-turns.ts'),
    import('./traced-services.ts'),
  ]);
  let spans;
  try {
    spans = new Spans(api, version);
  } catch (error) {
    log.warn('tracing-off', { error });
    return opened;
  }
  const turns = new TracedTurns(api, spans);
  opened.onClose(() => flush(api));
  log.info('tracing-on', {});
  return {
    ...opened,
    plugins: {
      ...plugins,
      channel: turns.channel(plugins.channel),
      journal: turns.journal(plugins.journal),
      model: services.tracedModel(plugins.model, spans),
      speech: services.tracedSpeech(plugins.speech, spans),
    },
    tools: services.tracedTools(opened.tools, spans),
    traced: (work) => turns.turns(work),
  };
}

/** Whether somebody has registered an SDK that takes spans; the package itself need not be loaded for that. */
function hasSdk(): boolean {
  const registered: unknown = Reflect.get(globalThis, registry);
  return (
    typeof registered === 'object' &&
    registered !== null &&
    'trace' in registered &&
    registered.trace !== undefined
  );
}

/** Has the SDK send what it holds, where it can: the process ends soon. What fails there is not ours. */
async function flush({ trace }: TracingApi): Promise<void> {
  const { signal } = new AbortController();
  await within(flushMs, signal, async (limited) => {
    const given: object = trace.getTracerProvider();
    const sdk: unknown = isProxy(given) ? given.getDelegate() : given;
    if (holdsSpans(sdk)) await unlessAborted(sdk.forceFlush(), limited);
  }).catch(() => {});
}

function isProxy(given: object): given is { getDelegate(): unknown } {
  return 'getDelegate' in given && typeof given.getDelegate === 'function';
}

function holdsSpans(sdk: unknown): sdk is { forceFlush(): Promise<void> } {
  return (
    typeof sdk === 'object' &&
    sdk !== null &&
    'forceFlush' in sdk &&
    typeof sdk.forceFlush === 'function'
  );
}
