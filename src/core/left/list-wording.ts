import type { Wording } from '../alerts/wording.ts';
import type { Cases } from '../kinds/cases.ts';
import { listText, questionsIn } from './list-text.ts';

/** Puts a list of questions into words, as they stand in the journal; one of which nothing is left is not told. */
export function listWording(cases: Pick<Cases, 'list'>): Wording {
  return async (notice, telling) => {
    const questions = questionsIn(notice, await cases.list({ kind: 'left' }));
    return questions.length === 0 ? undefined : { ...listText(questions, telling), level: 'info' };
  };
}
