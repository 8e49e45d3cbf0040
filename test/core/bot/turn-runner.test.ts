import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { TurnRunner } from '../../../src/core/bot/turn-runner.ts';
import type { WorkOutcome } from '../../../src/core/chat-loops.ts';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import { History } from '../../../src/core/history/history.ts';
import type { Content, Download, Inbound } from '../../../src/core/kinds/channel.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import type { Question } from '../../../src/core/kinds/model.ts';
import type { Speech } from '../../../src/core/kinds/speech.ts';
import type { Transcoder } from '../../../src/core/kinds/transcoder.ts';
import { superseded } from '../../../src/core/bot/lanes.ts';
import { builtInPhrases } from '../../../src/core/phrases/phrases.ts';
import { Reminders } from '../../../src/core/reminders/reminders.ts';
import type { ReminderParts } from '../../../src/core/reminders/reminder-watch.ts';
import type { TurnDependencies } from '../../../src/core/turn/turn-parts.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { makeFolder } from '../../plugins/journal/sqlite/folder.ts';
import { chat, hourMs, keepingLog } from '../memories.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';

const text: Content = { type: 'text', text: 'Сколько стоит курс?' };
const voice: Content = { type: 'voice', media: {} };
const timeoutMs = 100_000;
/** A pause for which one try of a turn has no time. */
const pauseMs = 120_000;
const passing = new ServiceError('openai', 'overloaded', {
  retryable: true,
  retryAfterMs: pauseMs,
});
const forAPerson = new SetupError('openai.key', 'the key is refused');

const speech: Speech = {
  formats: new Set(),
  maxBytes: 1,
  transcribe: () => Promise.resolve({ text: 'А для детей сколько?' }),
};
const transcoder: Transcoder = { toMp3: () => Promise.reject(forAPerson) };

/** Answers no reminder, and notes what the turn may do. */
class ListeningReminders extends Reminders {
  readonly #modes: [string | undefined, boolean][];

  constructor(modes: [string | undefined, boolean][]) {
    super({} as ReminderParts);
    this.#modes = modes;
  }

  override answer(...[, , turn]: Parameters<Reminders['answer']>): Promise<undefined> {
    this.#modes.push([turn.toolMode, turn.seal !== undefined]);
    return Promise.resolve(undefined);
  }
}

/** A journal and a memory that are real, a model and ears that do as they are told. */
class Stage {
  readonly journal: Journal;
  readonly memory = new MemoryStore();
  readonly log = keepingLog();
  readonly history: History;
  readonly asked: Question[] = [];
  readonly wokenSender = vi.fn<(chat: string) => Promise<void>>(() => Promise.resolve());
  readonly download = vi.fn<() => Promise<Download>>(() =>
    Promise.resolve({ bytes: Buffer.from('not much of a sound') }),
  );
  readonly answering: TurnRunner;
  clock = Date.parse('2026-11-24T10:00:00Z');
  /** What the next calls of the model end in; then it answers. */
  failures: Error[] = [];
  /** Which functions might run in each turn that could answer a reminder, and whether it could be sealed. */
  readonly modes: [string | undefined, boolean][] = [];

  constructor(folder: string) {
    this.journal = openJournal(folder, () => this.clock);
    this.history = new History(this.memory, { limit: 20, ttlMs: hourMs * 48, log: this.log });
    const dependencies: TurnDependencies = {
      model: { answer: (question) => this.#answer(question) },
      listening: { speech, transcoder, convert: 'never' },
      prompt: { load: () => Promise.resolve({ text: 'Курс стоит 25 000 ₸.', version: 'v1' }) },
      history: this.history,
      phrases: builtInPhrases,
      languages: ['ru', 'kk', 'en'],
      hours: new BusinessHours('Asia/Almaty'),
      log: this.log,
      now: () => this.clock,
      download: this.download,
    };
    this.answering = new TurnRunner({
      journal: this.journal,
      dependencies,
      timeoutMs,
      tries: 3,
      pauseEnd: 'silent',
      operatorVoice: true,
      replyDue: this.wokenSender,
      withholding: {
        mode: 'auto',
        draftTtlMs: hourMs,
        rules: this.journal.rules,
        cases: this.journal.cases,
      },
      reminders: new ListeningReminders(this.modes),
    });
  }

  /** What happens while the model answers. */
  whileAsked = (): void => {};

  /** What the model says when it answers. */
  answer = 'Стоит 25 000 ₸.';

  #answer(question: Question): ReturnType<TurnDependencies['model']['answer']> {
    this.asked.push(question);
    this.whileAsked();
    const failure = this.failures.shift();
    if (failure) return Promise.reject(failure);
    return Promise.resolve({
      text: this.answer,
      usage: { input: 9, cached: 0, output: 3 },
      finish: 'stop',
      model: 'm',
    });
  }

  async say(id: string, content: Content = text): Promise<void> {
    await this.journal.inbox.accept({ id, chat, at: this.clock, content } satisfies Inbound);
  }

  /** Takes one turn over what waits. */
  async turn(signal = new AbortController().signal): Promise<WorkOutcome> {
    return this.answering.turn(chat, await this.answering.waiting(chat), signal, () => {});
  }

  async replies(): Promise<string[]> {
    return (await this.journal.outbox.due(chat)).map((due) => due.text);
  }

  async remembered(): Promise<string[]> {
    return (await this.history.recall(chat)).entries.map(({ id }) => id);
  }

  async unremembered(): Promise<string[]> {
    return (await this.journal.turns.unremembered()).map(({ id }) => id);
  }

  events(): string[] {
    return this.log.heard.map(([event]) => event);
  }
}

/** When a turn that was put off is taken again; 0 for one that has ended. */
const againAt = (outcome: WorkOutcome): number => (outcome === 'done' ? 0 : outcome.againAt);

let stage: Stage;
let folder: Awaited<ReturnType<typeof makeFolder>>;

// Loaded here, not by the first test that takes a turn.
beforeAll(async () => void (await import('../../../src/core/bot/turn-taker.ts')), 60_000);
beforeEach(async () => {
  folder = await makeFolder();
  stage = new Stage(folder.path);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await stage.answering.stop();
  await stage.journal.close();
  await folder[Symbol.asyncDispose]();
});

describe('a model that writes nothing for customers', () => {
  it('gets no word out: each message is asked about twice, and ends in an apology, a letter and what was paid', async () => {
    stage.answer = '{"name": "get_price", "arguments": {}}';
    const settle = vi.spyOn(stage.journal.turns, 'settle');
    for (const id of ['1', '2']) {
      await stage.say(id);
      expect(await stage.turn()).toBe('done');
      stage.clock += 60_000;
    }
    expect(await stage.replies()).toEqual([builtInPhrases.ru.apology, builtInPhrases.ru.apology]);
    expect(stage.asked).toHaveLength(4);
    expect(await stage.journal.letters.list(9)).toMatchObject([
      { kind: 'inbound', reason: 'service.model.unfit' },
      {},
    ]);
    expect(settle.mock.calls[0]?.[0].record).toMatchObject({
      model: 'm',
      usage: { input: 18, output: 6 },
      entries: [],
    });
    expect(stage.events()).toContain('answer-unfit');
  });
});

describe('a turn', () => {
  it('lets an answer to a reminder know whether the bot may write by itself, also without functions', async () => {
    for (const mode of ['auto', 'draft', 'observe'] as const) {
      await stage.journal.rules.set(chat, { mode });
      await stage.say(mode);
      await stage.turn();
    }
    expect(stage.modes).toEqual([
      ['all', true],
      ['read', true],
      ['none', true],
    ]);
  });

  it('ends its messages, makes its reply due and is remembered', async () => {
    for (const id of ['1', '2']) await stage.say(id);
    expect(await stage.turn()).toBe('done');
    expect(await stage.replies()).toEqual(['Стоит 25 000 ₸.']);
    expect(await stage.answering.waiting(chat)).toEqual([]);
    expect(await stage.remembered()).toEqual(['1', '2', 'reply:2']);
    expect(await stage.unremembered()).toEqual([]);
    expect(stage.wokenSender).toHaveBeenCalledWith(chat, await stage.journal.outbox.due(chat));
  });

  it('has its reply sent before the memory takes it in', async () => {
    const order: string[] = [];
    const sent = Promise.withResolvers<void>();
    const due = Promise.withResolvers<void>();
    stage.wokenSender.mockImplementation(() => {
      due.resolve();
      return sent.promise;
    });
    const record = vi
      .spyOn(stage.history, 'record')
      .mockImplementation(async () => order.push('remembered'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await stage.say('1');
    const turn = stage.turn();
    await due.promise;
    order.push('sent');
    sent.resolve();
    await turn;
    expect(order).toEqual(['sent', 'remembered']);
    expect(vi.getTimerCount()).toBe(0);
    record.mockRestore();
  });

  it('is remembered before its reply leaves where that takes long, as when it is spoken first', async () => {
    stage.wokenSender.mockReturnValue(new Promise(() => {}));
    await stage.say('1');
    expect(await stage.turn()).toBe('done');
    expect(await stage.remembered()).toEqual(['1', 'reply:1']);
  });

  it('leaves everything as it is when a newer message came before its end', async () => {
    await stage.say('1');
    expect(await stage.turn(AbortSignal.abort(superseded))).toBe('done');
    expect(await stage.answering.waiting(chat)).toHaveLength(1);
    expect([await stage.replies(), await stage.remembered(), stage.events()]).toEqual([[], [], []]);
  });

  it.each([
    ['answers all the same', []],
    ['fails', [passing]],
  ])(
    'is left, not settled and no try, when a newer message comes while the model is asked, which %s',
    async (_, failures) => {
      const newer = new AbortController();
      stage.whileAsked = () => newer.abort(superseded);
      stage.failures = failures;
      const mark = vi.spyOn(stage.journal.turns, 'mark');
      await stage.say('1');
      expect(await stage.turn(newer.signal)).toBe('done');
      expect(mark.mock.calls.map(([, ids, as]) => [ids, as])).toEqual([
        [['1'], 'beside others'],
        [['1'], 'left'],
      ]);
      expect(await stage.answering.waiting(chat)).toMatchObject([{ tries: 0, deaths: 0 }]);
      expect([await stage.replies(), await stage.remembered()]).toEqual([[], []]);
    },
  );
});

describe('a turn that fails', () => {
  it('is put off, as long as the service asks, and counted', async () => {
    stage.failures = [passing];
    await stage.say('1');
    expect(await stage.turn()).toEqual({ againAt: stage.clock + pauseMs });
    expect(await stage.answering.waiting(chat)).toMatchObject([{ tries: 1 }]);
    expect(await stage.journal.inbox.chats()).toEqual([{ chat, notBefore: stage.clock + pauseMs }]);
    expect([await stage.replies(), stage.events()]).toEqual([[], ['turn-postponed']]);
    expect(await stage.turn()).toBe('done');
    expect(await stage.replies()).toEqual(['Стоит 25 000 ₸.']);
  });

  it.each([24 * hourMs, Number.POSITIVE_INFINITY])(
    'is put off for ten minutes at most, not for %d ms',
    async (retryAfterMs) => {
      stage.failures = [
        new ServiceError('openai', 'the day is used up', { retryable: true, retryAfterMs }),
      ];
      await stage.say('1');
      expect(await stage.turn()).toEqual({ againAt: stage.clock + hourMs / 6 });
      expect(await stage.journal.inbox.chats()).toEqual([
        { chat, notBefore: stage.clock + hourMs / 6 },
      ]);
    },
  );

  it('is given up after its tries, with one apology in the language of the customer', async () => {
    stage.failures = [passing, passing, passing];
    await stage.say('1', { type: 'text', text: 'Курс қанша тұрады?' });
    for (let tries = 0; tries < 3; tries += 1) await stage.turn();
    expect(await stage.replies()).toEqual([builtInPhrases.kk.apology]);
    expect(await stage.journal.letters.list(9)).toMatchObject([
      { kind: 'inbound', reason: 'service.openai', chat },
    ]);
    expect(await stage.answering.waiting(chat)).toEqual([]);
    expect(await stage.remembered()).toEqual([]);
    expect(stage.events()).toEqual(['turn-postponed', 'turn-postponed', 'turn-given-up']);
  });

  it('is never given up while it is the memory that fails', async () => {
    await stage.say('1');
    const away = vi.spyOn(stage.memory, 'get').mockRejectedValue(new Error('the line is cut'));
    for (let tries = 0; tries < 7; tries += 1)
      expect(againAt(await stage.turn())).toBeGreaterThan(stage.clock);
    expect([await stage.replies(), await stage.journal.letters.list(9)]).toEqual([[], []]);
    away.mockRestore();
    await stage.turn();
    expect(await stage.replies()).toEqual(['Стоит 25 000 ₸.']);
  });

  it('is given up at once when only the operator can fix it, with an apology once an hour', async () => {
    const apologies = async (id: string): Promise<number> => {
      stage.failures = [forAPerson];
      await stage.say(id);
      await stage.turn();
      return (await stage.replies()).length;
    };
    expect(await apologies('1')).toBe(1);
    stage.clock += hourMs - 1;
    expect(await apologies('2')).toBe(1);
    stage.clock += 1;
    expect(await apologies('3')).toBe(2);
    expect((await stage.journal.letters.list(9)).map(({ reason }) => reason)).toEqual(
      Array(3).fill('setup.openai.key'),
    );
  });

  it('is followed by an apology within the hour too when there was an answer in between', async () => {
    const turns: Error[][] = [[forAPerson], [], [forAPerson]];
    for (const [id, failures] of turns.entries()) {
      stage.failures = failures;
      stage.clock += 1000;
      await stage.say(String(id));
      await stage.turn();
    }
    expect(await stage.replies()).toEqual([
      builtInPhrases.ru.apology,
      'Стоит 25 000 ₸.',
      builtInPhrases.ru.apology,
    ]);
  });

  it('tells what was heard when the turn is settled, and nothing of a customer who was erased meanwhile', async () => {
    const info = vi.spyOn(stage.log, 'info');
    await stage.say('1', voice);
    await stage.turn();
    let erased: Promise<unknown> = Promise.resolve();
    stage.whileAsked = () => void (erased = stage.journal.erase(chat));
    await stage.say('2', voice);
    await stage.turn();
    await erased;
    expect(info.mock.calls.map(([event]) => event)).toEqual([
      'voice-heard',
      'turn-settled',
      'turn-dropped',
    ]);
  });

  it('hears a note only once', async () => {
    stage.failures = [passing];
    await stage.say('1', voice);
    await stage.say('2');
    await stage.turn();
    await stage.turn();
    expect(stage.asked).toHaveLength(2);
    expect(stage.download).toHaveBeenCalledTimes(1);
    await stage.say('1b', voice);
    await stage.turn();
    expect(stage.asked[2]?.messages.at(-1)?.text).toContain('А для детей сколько?');
    expect(stage.download).toHaveBeenCalledTimes(2);
  });
});

/** The process dies in the midst of this turn, and another one has the journal. */
async function dieIn(turn: (next: Stage) => Promise<unknown>): Promise<void> {
  vi.spyOn(stage.history, 'recall').mockReturnValue(new Promise(() => {}));
  void turn(stage);
  await vi.waitFor(() => expect(stage.history.recall).toHaveBeenCalled());
  await stage.journal.close();
  stage = new Stage(folder.path);
}

const deaths = async (): Promise<unknown> =>
  (await stage.answering.waiting(chat)).map((message) => [message.deaths, message.lonelyDeaths]);

describe('a turn in the midst of which the process dies', () => {
  it('counts, alone from the fourth death on, and is followed by an apology after the fifth', async () => {
    await stage.say('1');
    for (const counted of [1, 2, 3, 4, 5]) {
      await dieIn((now) => now.turn());
      expect(await deaths()).toEqual([[counted, Math.max(0, counted - 3)]]);
    }
    vi.spyOn(stage.history, 'recall').mockRejectedValue(new Error('the memory is away'));
    await stage.turn();
    expect([await stage.replies(), stage.asked]).toEqual([[builtInPhrases.ru.apology], []]);
    expect(await stage.journal.letters.list(9)).toMatchObject([
      { kind: 'inbound', reason: 'turn.deadly', chat },
    ]);
    expect(stage.events().filter((event) => event.startsWith('turn-'))).toEqual([
      'turn-suspect',
      'turn-deadly',
    ]);
  });

  it('has nobody look at its text again, nor at the memory where that is what is deadly', async () => {
    await stage.history.record({
      id: 'r',
      chat,
      at: stage.clock,
      entries: [],
      facts: { language: 'kk' },
    });
    await stage.say('1', voice);
    for (let died = 0; died < 5; died += 1) await dieIn((now) => now.turn());
    await dieIn((now) => now.turn());
    expect(await deaths()).toEqual([[6, 3]]);
    const recall = vi.spyOn(stage.history, 'recall');
    await stage.turn();
    expect(await stage.replies()).toEqual([builtInPhrases.ru.apology]);
    expect([recall.mock.calls, stage.download.mock.calls]).toEqual([[], []]);
  });

  it('begins when it is noted, and is over when it was left, put off or superseded', async () => {
    await stage.say('1');
    const order: string[] = [];
    vi.spyOn(stage.journal.turns, 'mark').mockImplementation(
      async (_chat, _ids, mark) => void order.push(mark),
    );
    vi.spyOn(stage.history, 'recall').mockImplementation(async () => {
      order.push('recalled');
      throw passing;
    });
    await stage.turn();
    expect(order).toEqual(['beside others', 'recalled']);
    await stage.turn(AbortSignal.abort(superseded));
    expect(order.slice(2)).toEqual(['beside others', 'left']);
  });
});

describe('a memory that fails when a turn has ended', () => {
  const breakMemory = (): (() => void) => {
    const read = vi.spyOn(stage.memory, 'replace').mockRejectedValue(new Error('the disk is full'));
    return () => read.mockRestore();
  };

  it('holds up neither the reply nor the lane, and is told again soon', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const mend = breakMemory();
    await stage.say('1');
    expect(await stage.turn()).toBe('done');
    expect(await stage.replies()).toEqual(['Стоит 25 000 ₸.']);
    expect(stage.events()).toEqual(['record-postponed']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await stage.unremembered()).toEqual([`${chat}/1`]);
    mend();
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitFor(async () => expect(await stage.remembered()).toEqual(['1', 'reply:1']));
    await vi.waitFor(async () => expect(await stage.unremembered()).toEqual([]));
  });

  it('is told before the next turn of the chat reads it', async () => {
    const mend = breakMemory();
    await stage.say('1');
    await stage.turn();
    mend();
    await stage.say('2');
    await stage.turn();
    expect(stage.asked[1]?.messages).toHaveLength(3);
    expect(await stage.remembered()).toEqual(['1', 'reply:1', '2', 'reply:2']);
  });

  it('puts the next turn of the chat off while it still fails', async () => {
    breakMemory();
    await stage.say('1');
    await stage.turn();
    await stage.say('2');
    expect(againAt(await stage.turn())).toBeGreaterThan(stage.clock);
    expect(stage.asked).toHaveLength(1);
  });

  it('is not told what was erased meanwhile', async () => {
    const mend = breakMemory();
    await stage.say('1');
    await stage.turn();
    await stage.journal.erase(chat);
    mend();
    await stage.say('2');
    await stage.turn();
    expect(await stage.remembered()).toEqual(['2', 'reply:2']);
  });

  it('is told at the next start, which does not wait for it', async () => {
    const mend = breakMemory();
    await stage.say('1');
    await stage.turn();
    await expect(stage.answering.takeOver(chat)).rejects.toThrow(Error);
    await stage.answering.catchUp();
    expect(await stage.unremembered()).toHaveLength(1);
    mend();
    await stage.answering.catchUp();
    expect([await stage.remembered(), await stage.unremembered()]).toEqual([['1', 'reply:1'], []]);
  });
});
