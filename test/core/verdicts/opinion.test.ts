import { describe, expect, it } from 'vitest';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import { askOpinion, type Judgement } from '../../../src/core/verdicts/opinion.ts';
import type { Answer, Model } from '../../../src/core/kinds/model.ts';

const usage = { input: 200, cached: 0, output: 20 };
const answering = (text: string): Answer => ({ text, model: 'judge', usage }) as Answer;

/** A model that does this one thing after the other; the last again and again. */
function judging(...deeds: readonly (() => Promise<Answer>)[]): Model & { asked: number } {
  const model = {
    asked: 0,
    answer: () => {
      const deed = deeds[Math.min(model.asked, deeds.length - 1)];
      model.asked += 1;
      return deed?.() ?? Promise.reject(new Error('none'));
    },
  };
  return model;
}

const { signal } = new AbortController();
const ask = (model: Model, longestMs?: number): Promise<Judgement> =>
  askOpinion(
    model,
    { text: 'the first lesson is free', replies: ['It costs nothing.'] },
    { signal, ...(longestMs !== undefined && { longestMs }) },
  );

const failing =
  (retryable: boolean, service = 'openai') =>
  () =>
    Promise.reject(
      new ServiceError(service, 'OpenAI does not answer.', { retryable, retryAfterMs: 1 }),
    );

describe('an opinion', () => {
  it('is what the model finds, with what it cost', async () => {
    expect(await ask(judging(async () => answering('**Да**, бесплатно')))).toEqual({
      opinion: { holds: true, why: 'бесплатно' },
      answer: answering('**Да**, бесплатно'),
    });
  });

  it('is none where the model decides nothing, which costs as much', async () => {
    expect(await ask(judging(async () => answering('I cannot\nhelp with that.')))).toEqual({
      lack: 'The model gave no verdict: I cannot help with that.',
      answer: answering('I cannot\nhelp with that.'),
    });
    expect(await ask(judging(async () => answering('')))).toMatchObject({
      lack: 'The model gave no verdict: it wrote nothing.',
    });
  });

  it('comes of a second try where the model fails once', async () => {
    const model = judging(failing(true), async () => answering('NO'));
    expect(await ask(model)).toMatchObject({ opinion: { holds: false } });
    expect(model.asked).toBe(2);
  });

  it('is none where the model fails for good or takes too long, and that is an outage', async () => {
    const outage = { lack: 'OpenAI does not answer.', outage: 'OpenAI does not answer.' };
    expect(await ask(judging(failing(false)))).toEqual(outage);
    expect(await ask(judging(failing(true)), 20)).toEqual(outage);
    const late = 'The model did not answer within 0.02 s.';
    expect(
      await ask(
        judging(() => new Promise(() => {})),
        20,
      ),
    ).toEqual({ lack: late, outage: late });
  });

  it('is none where nothing is recorded, and that is no outage', async () => {
    expect(await ask(judging(failing(false, 'eval')))).toEqual({ lack: 'OpenAI does not answer.' });
  });

  it('ends with what the operator must change, and with a stop', async () => {
    const wrong = new SetupError('openai', 'No key.');
    await expect(ask(judging(() => Promise.reject(wrong)))).rejects.toBe(wrong);
    const stop = new AbortController();
    const reason = new Error('stopped');
    const model = judging(() => {
      stop.abort(reason);
      return new Promise(() => {});
    });
    const asked = askOpinion(model, { text: 'a', replies: ['b'] }, { signal: stop.signal });
    await expect(asked).rejects.toBe(reason);
  });
});
