import { ServiceError } from '../errors.ts';
import type { Answer, Model, Question } from '../kinds/model.ts';
import type { Speech } from '../kinds/speech.ts';
import { keyDigest, keyOfQuestion, type Key, type Recordings } from './recordings.ts';
import type { EvalClock } from './clock.ts';
import type { AskedQuestion } from './happened.ts';
import type { Troubles } from './troubles.ts';

/** How answers come about: from the services, from them and taken down, or from what was taken down alone. */
export type AnswerSource = 'live' | 'record' | 'offline';

/** What the services of one conversation are played with. */
export interface Playing {
  source: AnswerSource;
  recordings: Recordings;
  /** Which of several runs of the conversation it is, from 0. */
  repetition: number;
  /** The model that is asked by name, in the place of the usual one. */
  model?: string | undefined;
  clock: EvalClock;
  troubles: Troubles;
  /** Told of each question for a customer. */
  asked(asked: AskedQuestion): void;
  /** Told that a call of a service begins, 1, or has ended, -1. */
  busy(by: number): void;
  /** Told that something was asked for which nothing is recorded. */
  missed(): void;
}

/** Answers from what is recorded, or asks and takes the answer down; the clock goes on by how long it took. */
export async function played<T>(
  key: Key,
  { source, recordings, repetition, clock, busy, missed }: Omit<Playing, 'asked' | 'troubles'>,
  ask: () => Promise<T>,
): Promise<{ value: T; isStale: boolean }> {
  const found = source === 'offline' ? recordings.find(key, repetition) : undefined;
  if (found) {
    clock.pass(found.ms);
    // Only we write the file, and under this key only what `ask` answers.
    return { value: found.value as T, isStale: found.isStale };
  }
  if (source === 'offline' && !recordings.isEmpty) {
    missed();
    throw new ServiceError('eval', 'No answer to this question is recorded.', { retryable: false });
  }
  const begun = performance.now();
  busy(1);
  const value = await ask().finally(() => busy(-1));
  // What the sandbox answers takes no time: a run is as the one before.
  const ms = source === 'offline' ? 0 : Math.round(performance.now() - begun);
  clock.pass(ms);
  if (source === 'record') recordings.add({ ...key, ms, value });
  return { value, isStale: false };
}

/** A model whose answers are recorded, or come from what was. Of what it can do it tells as the one behind it. */
export function evalModel(inner: Model, playing: Playing): Model {
  const { limits, acts } = inner;
  const { troubles, asked, model } = playing;
  return {
    ...(limits && { limits }),
    ...(acts && { acts }),
    get takesFunctions() {
      return inner.takesFunctions ?? false;
    },
    get seesImages() {
      return inner.seesImages ?? false;
    },
    async answer(question, signal) {
      const isForCustomer = isOfTurn(question);
      if (isForCustomer) troubles.askModel();
      const missed = (): void => {
        if (isForCustomer) playing.missed();
      };
      const key = keyOfQuestion(question, model);
      const ask = (): Promise<Answer> => inner.answer(question, signal);
      const { value, isStale } = await played(key, { ...playing, missed }, ask);
      if (isForCustomer) asked({ question, isStale });
      return value;
    },
  };
}

/** Summaries and opinions are asked for without the business's text. */
function isOfTurn({ shared }: Pick<Question, 'shared'>): boolean {
  return shared.includes('\n<business>\n');
}

/** A speech recognition of the same sort. */
export function evalSpeech(inner: Speech, playing: Playing): Speech {
  const { formats, maxBytes, model, standby, language } = inner;
  return {
    formats,
    maxBytes,
    standby,
    language,
    ...(model === undefined ? {} : { model }),
    async transcribe(audio, hints, signal) {
      const key: Key = { kind: 'heard', exact: keyDigest(audio.bytes) };
      const { value } = await played(key, playing, () => inner.transcribe(audio, hints, signal));
      return value;
    },
  };
}
