import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import { History } from '../../../src/core/history/history.ts';
import type { Outbound } from '../../../src/core/kinds/channel.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import { sendAsBot, type SentAsBot } from '../../../src/core/operator/operator-message.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { makeFolder } from '../../plugins/journal/sqlite/folder.ts';
import { watchTimers } from '../../timers.ts';
import { chat, hourMs, keepingLog } from '../memories.ts';

const patienceMs = 20_000;

let folder: Awaited<ReturnType<typeof makeFolder>>;
let journal: Journal;
let history: History;
let sends: Outbound[];
let failure: ServiceError | undefined;
const log = keepingLog();

/** Whether the channel takes a message and never answers. */
let hangs = false;

const channel = {
  send(outbound: Outbound, signal: AbortSignal): Promise<string> {
    if (hangs)
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    if (failure) return Promise.reject(failure);
    sends.push(outbound);
    return Promise.resolve(`sent-${sends.length}`);
  },
};

beforeEach(async () => {
  folder = await makeFolder();
  journal = openJournal(folder.path, Date.now);
  history = new History(new MemoryStore(), { limit: 20, ttlMs: hourMs, log });
  [sends, failure, hangs] = [[], undefined, false];
  log.heard.length = 0;
});

afterEach(async () => {
  await journal.close();
  await folder[Symbol.asyncDispose]();
});

function saying(
  text: string,
  options: { patienceMs?: number; signal?: AbortSignal } = {},
): Promise<SentAsBot> {
  const signal = options.signal ?? new AbortController().signal;
  return sendAsBot(
    chat,
    text,
    { journal, channel, history, log, now: Date.now },
    options.patienceMs ?? patienceMs,
    signal,
  );
}

describe('saying something without a bot that runs', () => {
  it('sends it from here, as several messages where it is long, and remembers it as one thing that the bot said', async () => {
    const long = 'Слово. '.repeat(1_000).trim();
    const { messages, by } = await saying(long);
    expect(by).toBe('this process');
    expect(messages.length).toBeGreaterThan(1);
    expect(sends).toEqual(messages.map((text) => ({ chat, text })));
    expect(await journal.outbox.due()).toEqual([]);
    const { entries } = await history.recall(chat);
    expect(entries).toMatchObject([{ role: 'bot', text: messages.join('\n\n') }]);
  });

  it('sends what was due to the chat before first', async () => {
    const record = { id: 'earlier', chat, at: 1, entries: [], facts: {} };
    await journal.turns.settle({ chat, inbound: [], replies: [{ text: 'earlier' }], record });
    await saying('now');
    expect(sends.map(({ text }) => text)).toEqual(['earlier', 'now']);
  });

  it('leaves it in the outbox when the channel cannot be reached in time', async () => {
    failure = new ServiceError('green-api', 'no answer', {
      status: 500,
      retryable: true,
      retryAfterMs: 2 * patienceMs,
    });
    await expect(saying('later')).rejects.toMatchObject({
      code: 'service.outbox.waiting',
      oclif: { exit: 4 },
    });
    expect(await journal.outbox.due()).toMatchObject([{ text: 'later', tries: 1 }]);
  });

  it('waits no longer for a channel that never answers, warns of nothing besides, and has it looked up before the next try', async () => {
    hangs = true;
    const error = {
      code: 'service.outbox.waiting',
      message: expect.stringContaining('has not answered in time') as string,
    };
    const timers = watchTimers();
    await expect(saying('lost?', { patienceMs: 300 })).rejects.toMatchObject(error);
    expect(timers.left()).toEqual([]);
    expect(await journal.outbox.due()).toMatchObject([
      { text: 'lost?', tries: 1, attemptedAt: expect.any(Number) as number },
    ]);
    expect(log.heard).toMatchObject([['reply-delayed', { error: { alreadyLogged: true } }]]);
  });

  it('makes it a dead letter when the channel refuses it', async () => {
    failure = new ServiceError('green-api.bad-request', 'no such number', {
      status: 400,
      retryable: false,
    });
    const error = {
      code: 'service.outbox.given-up',
      message: expect.stringContaining('service.green-api.bad-request') as string,
    };
    await expect(saying('never')).rejects.toMatchObject(error);
    expect(await journal.letters.list(9)).toMatchObject([
      { kind: 'outbound', chat, body: 'never' },
    ]);
  });

  it('leaves the record of it to the next bot, too, which may have another memory', async () => {
    await saying('so');
    expect(await journal.turns.unremembered()).toMatchObject([
      { chat, entries: [{ role: 'bot', text: 'so' }] },
    ]);
  });
});

describe('saying something beside a bot that runs', () => {
  let bot: Journal;
  beforeEach(async () => {
    bot = openJournal(folder.path, Date.now);
    await bot.ownership.claim(() => Promise.resolve());
  });
  afterEach(() => bot.close());

  /** What the bot does with the next reply that is due. */
  async function next(work: (id: string) => Promise<unknown>): Promise<unknown> {
    for (;;) {
      const [due] = await bot.outbox.due(chat);
      if (due) return work(due.id);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('leaves it to that bot, and waits', async () => {
    const [said] = await Promise.all([
      saying('hello'),
      next((id) => bot.outbox.sent(id, 'by-the-bot')),
    ]);
    expect(said).toEqual({ messages: ['hello'], by: 'serve' });
    expect(sends).toEqual([]);
    expect((await history.recall(chat)).known).toBe(false);
    expect(await bot.turns.unremembered()).toHaveLength(1);
  });

  it('hears of it when the bot gives it up', async () => {
    const given = next((id) => bot.outbox.giveUp(id, 'service.green-api.bad-request'));
    await expect(Promise.all([saying('hello'), given])).rejects.toMatchObject({
      code: 'service.outbox.given-up',
    });
  });

  it('is not told of a reply with the same words that was given up', async () => {
    const [others] = await bot.turns.settle({
      chat,
      inbound: [],
      replies: [{ text: 'hello' }],
      record: { id: 'earlier', chat, at: 1, entries: [], facts: {} },
    });
    const said = saying('hello');
    await vi.waitFor(async () => expect(await bot.outbox.due(chat)).toHaveLength(2));
    const own = (await bot.outbox.due(chat)).find(({ id }) => id !== others?.id);
    await bot.outbox.giveUp(others?.id ?? '', 'service.green-api.bad-request');
    await bot.outbox.sent(own?.id ?? '', 'by-the-bot');
    expect(await said).toMatchObject({ by: 'serve' });
  });

  it('leaves it in the outbox when nobody sends it in time, or the person leaves', async () => {
    await expect(saying('one', { patienceMs: 300 })).rejects.toMatchObject({
      code: 'service.outbox.waiting',
    });
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(new Error('left')), 300);
    await expect(saying('two', { signal: leaving.signal })).rejects.toThrow('left');
    expect((await journal.outbox.due(chat)).map(({ text }) => text)).toEqual(['one', 'two']);
  });
});
