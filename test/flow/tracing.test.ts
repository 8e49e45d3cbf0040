import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer, echo } from './dialogue.ts';
import { messenger } from './messenger.ts';
import { openTwo } from './two-instances.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);
const exporter = new InMemorySpanExporter();

/** Spans that have ended, in that order. */
function spans(name?: string): ReadableSpan[] {
  const all = exporter.getFinishedSpans();
  return name === undefined ? all : all.filter((span) => span.name === name);
}

const parentOf = (span: ReadableSpan | undefined): string | undefined =>
  span?.parentSpanContext?.spanId;

const idOf = (span: ReadableSpan | undefined): string | undefined => span?.spanContext().spanId;

const outcomes = (): unknown[] =>
  spans('turn').map(({ attributes }) => attributes['wabot.turn.outcome']);

/** What a model calls itself here. */
async function askedModel(world: World): Promise<string> {
  await until(() => expect(world.openAi.requests.length).toBeGreaterThan(0));
  return spans().find(({ name }) => name.startsWith('chat '))?.name ?? '';
}

describe('where an SDK of OpenTelemetry is registered', () => {
  beforeEach(() => {
    exporter.reset();
    const spanProcessors = [new SimpleSpanProcessor(exporter)];
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  });
  afterEach(() => {
    trace.disable();
    context.disable();
  });

  it('turns and sends name the messenger of their chat, where the bot has several', async () => {
    await using two = await openTwo();
    for (const instance of two.both) instance.say('77010001001@c.us', 'Привет');
    for (const name of ['turn', 'send'])
      await until(() => {
        const systems = spans(name).map(({ attributes }) => attributes['messaging.system']);
        expect(systems.map(String).toSorted()).toEqual(['max', 'whatsapp']);
      });
  });

  it('a message is one trace: its turn, and within that the model and the send', async () => {
    await using world = await openWorld();
    await world.ask(chat, 'Сколько стоит курс для Айгерим?');
    await world.settled();
    await until(() => expect(spans('send')).toHaveLength(1));
    const [turn] = spans('turn');
    const [send] = spans('send');
    const asked = spans().find(
      ({ name }) => name === `chat ${String(spans()[0]?.attributes['gen_ai.request.model'])}`,
    );
    expect(turn).toMatchObject({
      kind: SpanKind.CONSUMER,
      status: { code: SpanStatusCode.UNSET },
      attributes: {
        'messaging.system': messenger,
        'messaging.operation.type': 'process',
        'messaging.batch.message_count': 1,
        'wabot.turn.outcome': 'answered',
      },
    });
    expect(asked).toMatchObject({
      kind: SpanKind.CLIENT,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.usage.input_tokens': expect.any(Number) as number,
        'gen_ai.usage.output_tokens': expect.any(Number) as number,
        'gen_ai.response.finish_reasons': ['stop'],
      },
    });
    expect(send).toMatchObject({
      kind: SpanKind.CLIENT,
      attributes: { 'messaging.operation.type': 'send', 'wabot.voice': false },
    });
    expect(parentOf(turn)).toBeUndefined();
    expect([parentOf(asked), parentOf(send)]).toEqual([idOf(turn), idOf(turn)]);
    const told = JSON.stringify(
      spans().map(({ name, attributes, events }) => ({ name, attributes, events })),
    );
    for (const secret of [
      chat,
      chat.slice(0, 11),
      'Айгерим',
      'курс',
      world.env['OPENAI_API_KEY'] ?? '',
    ])
      expect(told).not.toContain(secret);
  });

  it('a turn that gave way to a newer message ends as superseded, and its question to the model as stopped', async () => {
    let calls = 0;
    const { promise: thinking, resolve: think } = Promise.withResolvers<void>();
    await using world = await openWorld({
      openAi: {
        answer: async (heard) => {
          calls += 1;
          if (calls === 1) await thinking;
          return echo(heard);
        },
      },
    });
    world.greenApi.say(chat, 'Первое');
    await until(() => expect(calls).toBe(1));
    world.greenApi.say(chat, 'Второе');
    await world.replies(chat);
    think();
    await world.settled();
    expect(outcomes()).toEqual(['superseded', 'answered']);
    const [stopped] = spans(await askedModel(world));
    expect(stopped).toMatchObject({
      status: { code: SpanStatusCode.UNSET },
      attributes: { 'wabot.stopped': true },
    });
    expect(spans('turn')[1]?.attributes['messaging.batch.message_count']).toBe(2);
  });

  it('a failure is told by its code, and what is tried again belongs to the same turn', async () => {
    await using world = await openWorld();
    world.openAi.fault('chat', openAiFaults.serverError);
    world.greenApi.fault('sendMessage', { status: 500, effect: false });
    await world.ask(chat, 'Адрес?');
    await world.settled();
    const asked = spans(await askedModel(world));
    const sends = spans('send');
    for (const tries of [asked, sends]) {
      expect(tries.map(({ status }) => status)).toEqual([
        { code: SpanStatusCode.ERROR },
        { code: SpanStatusCode.UNSET },
      ]);
      expect(tries[0]?.attributes['error.type']).toMatch(/^service\./);
    }
    expect(outcomes()).toEqual(['answered']);
    expect(new Set([...asked, ...sends].map(parentOf))).toEqual(new Set([idOf(spans('turn')[0])]));
  });

  it('a turn that is put off says why', async () => {
    await using world = await openWorld({ env: { WABOT_TURN_TIMEOUT_MS: '300' } });
    world.openAi.fault('chat', openAiFaults.hang);
    world.greenApi.say(chat, 'Адрес?');
    await world.logged('turn-postponed');
    await until(() => expect(spans('turn')).toHaveLength(1));
    expect(spans('turn')[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'wabot.turn.outcome': 'postponed', 'error.type': 'turn.timeout' },
    });
  });

  it('a stop ends what is open', async () => {
    await using world = await openWorld({ env: { WABOT_DRAIN_MS: '50' } });
    world.openAi.fault('chat', openAiFaults.hang);
    world.greenApi.say(chat, 'Адрес?');
    await until(() => expect(world.openAi.count('chat')).toBe(1));
    await world.stop();
    expect(outcomes()).toEqual(['stopped']);
    expect(spans().map(({ ended }) => ended)).toEqual([true, true]);
  });

  it('a voice note is heard within its turn', async () => {
    await using world = await openWorld({ openAi: { hear: () => 'Сколько стоит доставка?' } });
    world.greenApi.speak(chat, await voice('ru-human-03'));
    await world.replies(chat);
    await world.settled();
    const heard = spans().find(({ name }) => name.startsWith('transcribe '));
    expect(parentOf(heard)).toBe(idOf(spans('turn')[0]));
    expect(JSON.stringify(heard?.attributes)).not.toContain('доставка');
  });

  it('two chats at once are two traces', async () => {
    await using world = await openWorld();
    await Promise.all([world.ask(chat, 'Адрес?'), world.ask(customer(2), 'Цена?')]);
    await world.settled();
    await until(() => expect(spans('send')).toHaveLength(2));
    const traces = spans('turn').map((span) => span.spanContext().traceId);
    expect(new Set(traces).size).toBe(2);
    for (const traceId of traces)
      expect(spans().filter((span) => span.spanContext().traceId === traceId).length).toBe(3);
  });
});

describe('where none is', () => {
  it('nothing is traced', async () => {
    exporter.reset();
    await using world = await openWorld();
    await world.ask(chat, 'Адрес?');
    await world.settled();
    expect(spans()).toEqual([]);
    expect(await world.log()).not.toContainEqual(expect.objectContaining({ event: 'tracing-on' }));
  });
});

describe('`node --import` of an SDK', () => {
  it('has the whole trace of a served message, the last spans with the stop', async () => {
    await using world = await openWorld({ idle: true });
    const file = join(world.folder, 'spans.jsonl');
    await writeFile(join(world.folder, 'tracing.mjs'), registration(file));
    world.env['NODE_OPTIONS'] = '--import ./tracing.mjs';
    const running = await world.spawn();
    await world.ask(chat, 'Адрес?');
    await running.saying(/reply-sent/);
    await running.stop('SIGTERM');
    const names = (await readFile(file, 'utf8')).trim().split('\n');
    expect(new Set(names.map((name) => name.split(' ')[0]))).toEqual(
      new Set(['chat', 'send', 'turn']),
    );
    expect(names).toHaveLength(3);
  });
});

/** Registers an SDK that keeps its spans for an hour unless it is told to send them. */
function registration(file: string): string {
  const from = (name: string): string => JSON.stringify(import.meta.resolve(name));
  return `
import { appendFileSync } from 'node:fs';
import { context, trace } from ${from('@opentelemetry/api')};
import { AsyncLocalStorageContextManager } from ${from('@opentelemetry/context-async-hooks')};
import { BasicTracerProvider, BatchSpanProcessor } from ${from('@opentelemetry/sdk-trace-base')};
const exporter = {
  export(spans, done) {
    for (const { name } of spans) appendFileSync(${JSON.stringify(file)}, name + '\\n');
    done({ code: 0 });
  },
  shutdown: async () => {},
  forceFlush: async () => {},
};
const processor = new BatchSpanProcessor(exporter, { scheduledDelayMillis: 3_600_000 });
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
`;
}
