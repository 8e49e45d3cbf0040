import type { UnknownMark } from '../unknown/not-known.ts';
import { questionCase } from '../unknown/question-case.ts';
import type { Scene, TurnParts, TurnResult } from './scene.ts';

/** How the model says in this turn that it does not know something; undefined: it is not asked to. */
export function unknownMark({
  marksUnknown,
  takesFunctions,
  acts,
}: Pick<TurnParts, 'marksUnknown' | 'takesFunctions' | 'acts'>): UnknownMark | undefined {
  if (marksUnknown !== true || acts) return undefined;
  return takesFunctions === true ? 'function' : 'line';
}

/** Whether all that a turn opens is a question that had no answer, which keeps nothing else from being opened. */
export function isQuestion({ brings }: Pick<TurnResult, 'brings'>): boolean {
  return brings?.opens?.kind === 'question';
}

/**
 * The result with what could not be answered, where the model says so or a guard has taken a figure out of its answer that nobody had given:
 * in the record, and as a case, unless a person is called in any case.
 */
export function withUnknown(
  result: TurnResult,
  { chat, said, tongues }: Pick<Scene, 'chat' | 'said' | 'tongues'>,
  question: string | undefined,
  parts: Pick<TurnParts, 'marksUnknown' | 'acts' | 'takesFunctions'>,
): TurnResult {
  const isGuarded = result.objections?.some(({ guard }) => guard === 'numbers') === true;
  if (!unknownMark(parts) || (question === undefined && !isGuarded)) return result;
  const { id, at } = result.record;
  const opens = questionCase({
    id,
    chat,
    at,
    language: tongues.language,
    question: question ?? '',
    said,
    by: question === undefined ? 'numbers' : 'model',
  });
  const [unknown = ''] = opens.about.summary ?? [];
  const marked = { ...result, record: { ...result.record, unknown } };
  return result.brings?.opens ? marked : { ...marked, brings: { ...result.brings, opens } };
}
