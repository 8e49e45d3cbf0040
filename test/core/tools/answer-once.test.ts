import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import type { Answer, Model, Question } from '../../../src/core/kinds/model.ts';
import { answerOnce, TurnUnclear } from '../../../src/core/tools/answer-once.ts';

const question: Question = {
  shared: '',
  chat: '',
  messages: [],
  turn: { id: 'wabot_1', customer: { chat: 'a' }, language: 'ru', newest: 1, mayAct: true },
};

const answer = (text: string): Answer => ({
  text,
  usage: { input: 0, cached: 0, output: 0 },
  finish: 'stop',
  model: text,
});

const usual: Model = { answer: () => Promise.resolve(answer('usual')) };

/** What comes of one try with a model that acts and fails so. */
async function tried(
  failure: unknown,
  { fallback, acts = true, leftMs = 10_000 }: { fallback?: Model; acts?: boolean; leftMs?: number },
) {
  const warned: string[] = [];
  const model: Model = {
    ...(acts ? { acts: { fallback } } : {}),
    async answer(_, signal) {
      if (failure !== 'silent') throw failure;
      await once(signal, 'abort');
      throw signal.reason;
    },
  };
  const log = { warn: (event: string) => void warned.push(event) };
  const bounds = { deadline: leftMs, now: () => 0, log };
  const [came] = await Promise.allSettled([
    answerOnce(model, question, bounds, new AbortController().signal),
  ]);
  return { came: came.status === 'fulfilled' ? came.value.text : (came.reason as unknown), warned };
}

const untaken = new ServiceError('x', 'refused', { retryable: true });
const unknown = new ServiceError('x', 'lost', { retryable: true, outcomeUnknown: true });

describe('a model that acts', () => {
  it.each([[untaken], [new SetupError('x', 'wrong')]])(
    'leaves to its fallback what it has certainly not taken',
    async (error) => {
      expect(await tried(error, { fallback: usual })).toEqual({
        came: 'usual',
        warned: ['model-fallback'],
      });
    },
  );

  it('without a fallback fails as it says', async () => {
    expect((await tried(untaken, {})).came).toBe(untaken);
  });

  it.each<[string, unknown]>([
    ['says so', unknown],
    ['fails in a way that nobody foresaw', new TypeError('oops')],
    ['does not answer in time', 'silent'],
  ])('may have taken the turn where it %s: nobody else is asked', async (_, error) => {
    const { came, warned } = await tried(error, { fallback: usual, leftMs: 30 });
    expect(came).toBeInstanceOf(TurnUnclear);
    expect(came).toMatchObject({ turn: 'wabot_1', retryable: false, outcomeUnknown: true });
    expect(warned).toEqual([]);
  });
});

describe('a turn of a model that acts', () => {
  const waits: Model = {
    acts: { fallback: usual },
    async answer(_, signal) {
      await once(signal, 'abort');
      throw signal.reason;
    },
  };

  it('that is ended from outside is not unclear, and nobody else is asked', async () => {
    const ending = new AbortController();
    const bounds = { deadline: 10_000, now: () => 0, log: { warn: () => {} } };
    const answering = answerOnce(waits, question, bounds, ending.signal);
    // A reason that says, by itself, that nothing was taken.
    ending.abort(untaken);
    await expect(answering).rejects.toBe(untaken);
  });

  it.each([
    [30_000, 28_000],
    [10_000, 9_000],
  ])(
    'that may take %i ms more is waited for %i, so that it can end honestly',
    async (deadline, waited) => {
      vi.useFakeTimers();
      onTestFinished(() => void vi.useRealTimers());
      const bounds = { deadline, now: () => 0, log: { warn: () => {} } };
      let isOver = false;
      const over = answerOnce(waits, question, bounds, new AbortController().signal)
        .catch((error: unknown) => error)
        .finally(() => (isOver = true));
      await vi.advanceTimersByTimeAsync(waited - 1);
      expect(isOver).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(await over).toBeInstanceOf(TurnUnclear);
    },
  );
});

it('any other model fails as it says', async () => {
  expect((await tried(unknown, { acts: false })).came).toBe(unknown);
});
