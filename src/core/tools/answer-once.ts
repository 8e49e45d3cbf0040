import { TimedOut, within } from '../deadline.ts';
import { ServiceError, SetupError } from '../errors.ts';
import type { Answer, Model, Question } from '../kinds/model.ts';
import type { Log } from '../log.ts';

/** So long before the deadline of a turn nobody waits for its model any more, so that it can still end honestly, milliseconds. */
const longestEndMs = 2_000;

/** A model that acts by itself may have taken a turn, and nobody knows what it did: it is not asked again, and nobody else is. */
export class TurnUnclear extends ServiceError {
  /** Under which it knows the turn. */
  readonly turn: string;

  constructor(turn: string, cause: unknown) {
    super('model.unclear', 'the model may have dealt with this turn, and its answer was lost', {
      retryable: false,
      outcomeUnknown: true,
      cause,
    });
    this.turn = turn;
  }
}

/** What one answer is bounded by. */
export interface AnswerParts {
  /** Of the turn, Unix milliseconds. */
  deadline: number;
  now(): number;
  log: Pick<Log, 'warn'>;
}

/**
 * One try of one answer. What a model that acts by itself has certainly not taken is answered by its fallback; where it may
 * have taken it, rejects with `TurnUnclear`. Rejects otherwise as the model does.
 */
export async function answerOnce(
  model: Model,
  question: Question,
  { deadline, now, log }: AnswerParts,
  signal: AbortSignal,
): Promise<Answer> {
  if (!model.acts) return model.answer(question, signal);
  const left = deadline - now();
  const patience = Math.max(1, left - Math.min(longestEndMs, left / 10));
  try {
    return await within(patience, signal, (limited) => model.answer(question, limited));
  } catch (error) {
    signal.throwIfAborted();
    if (!isUntaken(error)) throw new TurnUnclear(question.turn?.id ?? '', error);
    const { fallback } = model.acts;
    if (!fallback) throw error;
    log.warn('model-fallback', { error });
    return fallback.answer(question, signal);
  }
}

function isUntaken(error: unknown): boolean {
  if (error instanceof TimedOut) return false;
  return error instanceof ServiceError ? !error.outcomeUnknown : error instanceof SetupError;
}
