import { CLIError } from '@oclif/core/errors';
import type { Journal } from '../../core/kinds/journal.ts';
import { allQuestions, questionOfNumber } from '../../core/unknown/asked-questions.ts';
import type { QuestionGroup } from '../../core/unknown/question-groups.ts';

/** The question of a number, which may be that of any of its duplicates. Wrong usage where there is none. */
export async function questionNamed(
  journal: Pick<Journal, 'cases'>,
  written: string,
): Promise<QuestionGroup> {
  const [, digits] = /^[№#]?(\d{1,9})$/.exec(written.trim()) ?? [];
  const found = questionOfNumber(await allQuestions(journal, Date.now()), Number(digits));
  if (found) return found;
  throw new CLIError(
    `There is no question ${written}; \`wabot questions list --all\` lists them.`,
    { exit: 2 },
  );
}
