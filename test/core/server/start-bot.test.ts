import { answerPrices } from '../../../src/plugins/openai/prices.ts';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Channel, Received } from '../../../src/core/kinds/channel.ts';
import { definePlugin, type AnyPlugin, type Catalog } from '../../../src/core/kinds/plugin.ts';
import { readRunNote } from '../../../src/core/health/run-note.ts';
import {
  startBot,
  type StartedBot,
  type StartOptions,
} from '../../../src/core/server/start-bot.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { useFolder } from '../../folder.ts';
import { hearing } from '../../hearing.ts';

// A bot over plugins of the test: what is opened, in which order, and that all of it is given back.

const parent = useFolder();
beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockImplementation(hearing(() => {}));
});
afterEach(() => vi.restoreAllMocks());
const received = (id: string): Received => ({
  type: 'message',
  inbound: {
    id,
    chat: '77001234567@c.us',
    at: Date.now(),
    content: { type: 'text', text: 'Привет' },
  },
});

interface Scene {
  listen?: Channel['listen'];
  /** What the prompt says; an error: it cannot be had. */
  prompt?: string | Error;
  environment?: Record<string, string>;
  options?: Partial<StartOptions>;
}

function scene({ listen, prompt = 'Курс стоит 25 000 ₸.', environment = {}, options = {} }: Scene) {
  const folder = mkdtempSync(join(parent(), 'bot-'));
  const closed: string[] = [];
  const sent: string[] = [];
  const plugin = (
    kind: 'channel' | 'journal' | 'memory' | 'model' | 'speech' | 'prompt' | 'transcoder',
    made: () => unknown,
  ): Catalog => {
    const one = {
      kind,
      name: 'test',
      summary: 'A test',
      settings: {},
      prices: answerPrices,
      create: () => Promise.resolve(made() as never),
    };
    return { [`${kind}/test`]: () => Promise.resolve({ default: definePlugin(one) as AnyPlugin }) };
  };
  const channel: Channel = {
    receive: ({ body }) => received(Buffer.from(body).toString()),
    send: async ({ text }) => `sent ${sent.push(text ?? '')}`,
    download: () => Promise.reject(new Error('none')),
    state: () => Promise.resolve({ ready: true, detail: 'authorized' }),
    ...(listen === undefined ? {} : { listen }),
  };
  const usage = { input: 9, cached: 0, output: 3 };
  const catalog: Catalog = {
    ...plugin('channel', () => channel),
    ...plugin('journal', () => {
      const journal = openJournal(folder, Date.now);
      const close = journal.close.bind(journal);
      return Object.assign(journal, {
        close: () => close().finally(() => void closed.push('journal')),
      });
    }),
    ...plugin('memory', () =>
      Object.assign(new MemoryStore(), { disconnect: async () => void closed.push('memory') }),
    ),
    ...plugin('model', () => ({
      limits: { model: 'gpt-6-luna', maxOutput: 512 },
      answer: () =>
        Promise.resolve({ text: 'Стоит 25 000 ₸.', usage, finish: 'stop', model: 'gpt-6-luna' }),
    })),
    ...plugin('speech', () => ({
      formats: new Set(),
      maxBytes: 1,
      transcribe: () => Promise.reject(new Error('none')),
    })),
    ...plugin('transcoder', () => ({ toMp3: () => Promise.reject(new Error('none')) })),
    ...plugin('prompt', () => ({
      load: () =>
        prompt instanceof Error
          ? Promise.reject(prompt)
          : Promise.resolve({ text: prompt, version: 'v1' }),
      close: async () => void closed.push('prompt'),
    })),
  };
  const kinds = ['CHANNEL', 'JOURNAL', 'MEMORY', 'MODEL', 'SPEECH', 'PROMPT', 'TRANSCODER'];
  const all = {
    ...Object.fromEntries(kinds.map((kind) => [`WABOT_${kind}`, 'test'])),
    WABOT_DATA: folder,
    LOG_DIR: folder,
    LOG_LEVEL: 'info',
    PORT: '0',
    HOST: '127.0.0.1',
    WABOT_QUIET_MS: '0',
    WABOT_DRAIN_MS: '5000',
    WABOT_DISCLOSURE: 'false',
    ...environment,
  };
  const start = async (): Promise<StartedBot & { url: string }> => {
    const serving = await startBot({ catalog, environment: all, ...options });
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= serving.stop());
    onTestFinished(stop);
    return { ...serving, stop, url: `http://127.0.0.1:${serving.address.port}` };
  };
  const log = (): { event: string }[] =>
    readFileSync(join(folder, 'app.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
  return { start, log, closed, sent, folder };
}

const post = (url: string, id: string): Promise<Response> =>
  fetch(`${url}/webhook`, { method: 'POST', body: id });

describe('a bot that serves', () => {
  it('answers what the webhook brings, says where it is, and closes everything', async () => {
    const { start, log, closed, sent, folder } = scene({ options: { version: '1.2.3' } });
    const serving = await start();
    expect((await post(serving.url, 'm1')).status).toBe(200);
    await vi.waitFor(() => expect(sent).toEqual(['Стоит 25 000 ₸.']), {
      timeout: 30_000,
      interval: 5,
    });
    const note = { version: '1.2.3', address: serving.url, receives: 'webhook', standIns: [] };
    await vi.waitFor(async () => expect(await readRunNote(folder)).toMatchObject(note));
    expect((await fetch(`${serving.url}/test-connection`)).status).toBe(404);
    await serving.stop();
    expect(closed).toEqual(['memory', 'prompt', 'journal']);
    expect((await readRunNote(folder))?.stoppedAt).toBeDefined();
    await expect(post(serving.url, 'm2')).rejects.toThrow(Error);
    const events = log().map(({ event }) => event);
    expect(events.filter((event) => event.startsWith('bot-'))).toEqual([
      'bot-started',
      'bot-stopping',
      'bot-stopped',
    ]);
    expect(log().find(({ event }) => event === 'bot-started')).toMatchObject(note);
  });

  it('tells the test of the connection to those who know the token', async () => {
    const { start } = scene({ environment: { WABOT_ADMIN_TOKEN: '0123456789abcdef-admin' } });
    const { url } = await start();
    expect((await fetch(`${url}/test-connection`)).status).toBe(401);
    const headers = { authorization: 'Bearer 0123456789abcdef-admin' };
    expect((await fetch(`${url}/test-connection`, { headers })).status).not.toBe(401);
  });

  it('says loudly that not one answer fits into a cap', async () => {
    const small = scene({
      environment: { WABOT_BUDGET_DAY: '0.01' },
      prompt: 'Курс стоит 25 000 ₸. '.repeat(20_000),
    });
    await (await small.start()).stop();
    expect(small.log().filter(({ event }) => event === 'budget-too-small')).toHaveLength(1);
    const large = scene({ environment: { WABOT_BUDGET_DAY: '5' } });
    await (await large.start()).stop();
    expect(large.log().filter(({ event }) => event === 'budget-too-small')).toEqual([]);
  });

  it('does not begin without a prompt, and leaves nothing open', async () => {
    const { start, closed } = scene({ prompt: new Error('no prompt') });
    await expect(start()).rejects.toThrow('no prompt');
    expect(closed).toEqual(['memory', 'prompt', 'journal']);
  });
});

describe('a bot that fetches its messages', () => {
  /** A vendor that brings these until the signal aborts. */
  const bringing =
    (...messages: Received[]): NonNullable<Channel['listen']> =>
    async (accept, signal) => {
      for (const message of messages) await accept(message, Buffer.from(JSON.stringify(message)));
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };

  it.each<[string, Scene]>([
    ['a flag', { options: { poll: true } }],
    ['its setting', { environment: { WABOT_POLL: 'true' } }],
  ])('is told so by %s, takes what is for it, and ends with the bot', async (_what, told) => {
    const unauthorized: Received = { type: 'unauthorized', reason: 'no' };
    const listen = vi.fn<NonNullable<Channel['listen']>>(bringing(unauthorized, received('m1')));
    const { start, sent, log, folder } = scene({ ...told, listen });
    const serving = await start();
    await vi.waitFor(() => expect(sent).toHaveLength(1), { timeout: 30_000, interval: 5 });
    await vi.waitFor(async () => expect((await readRunNote(folder))?.receives).toBe('polling'));
    await serving.stop();
    expect(listen.mock.calls[0]?.[1].aborted).toBe(true);
    expect(log().find(({ event }) => event === 'bot-started')).toMatchObject({
      receives: 'polling',
    });
  });

  it('fails when the operator must change something', async () => {
    const { start } = scene({
      listen: () => Promise.reject(new Error('wrong token')),
      options: { poll: true },
    });
    await expect((await start()).failed).rejects.toThrow('wrong token');
  });

  it('does not begin over a channel that cannot be polled, and leaves nothing open', async () => {
    const { start, closed } = scene({ options: { poll: true } });
    await expect(start()).rejects.toMatchObject({ code: 'setup.polling' });
    expect(closed).toEqual(['memory', 'prompt', 'journal']);
  });

  it('fetches nothing where nobody said so', async () => {
    const listen = vi.fn<NonNullable<Channel['listen']>>(bringing());
    await (await scene({ listen }).start()).stop();
    expect(listen).not.toHaveBeenCalled();
  });
});
