import { TimedOut } from '../deadline.ts';
import { ServiceError, WabotError } from '../errors.ts';
import type { Answer, Model, Question } from '../kinds/model.ts';
import type { Speech } from '../kinds/speech.ts';
import {
  keyDigest,
  keyOfQuestion,
  type FoundAnswer,
  type Key,
  type Recordings,
} from './recordings.ts';
import type { EvalClock } from './clock.ts';
import type { AskedQuestion } from './happened.ts';
import type { Troubles } from './troubles.ts';

/** How answers come about: from the services, from them and taken down, what is taken down first and then from them, or from what was taken down alone. */
export type AnswerSource = 'live' | 'record' | 'resume' | 'offline';

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
  /** Told that a service gave no answer for a customer, and why. */
  failed(why: string): void;
}

/** Answers from what is recorded, or asks and takes the answer down; the clock goes on by how long it took. */
export async function played<T>(
  key: Key,
  {
    source,
    recordings,
    repetition,
    clock,
    busy,
    missed,
  }: Omit<Playing, 'asked' | 'troubles' | 'failed'>,
  ask: () => Promise<T>,
): Promise<{ value: T; isStale: boolean }> {
  const found = recordedIn(recordings, key, { source, repetition });
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
  if (source === 'record' || source === 'resume') recordings.add({ ...key, ms, value });
  return { value, isStale: false };
}

/** What is to be answered without asking; a run that goes on takes only what was asked in just this way. */
function recordedIn(
  recordings: Recordings,
  key: Key,
  { source, repetition }: Pick<Playing, 'source' | 'repetition'>,
): FoundAnswer | undefined {
  if (source === 'live' || source === 'record') return undefined;
  const found = recordings.find(key, repetition);
  return source === 'resume' && found?.isStale ? undefined : found;
}

/** Why a service gave no answer; undefined where that is no fault of it. */
function failureOf(error: unknown, signal: AbortSignal): string | undefined {
  if (signal.aborted)
    return signal.reason instanceof TimedOut ? 'The model did not answer in time.' : undefined;
  const isOurs = error instanceof ServiceError && error.code.startsWith('service.eval');
  return error instanceof WabotError && !isOurs ? error.message : undefined;
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
      const { value, isStale } = await played(key, { ...playing, missed }, ask).catch(
        (error: unknown) => {
          const why = isForCustomer ? failureOf(error, signal) : undefined;
          if (why !== undefined) playing.failed(why);
          throw error;
        },
      );
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
