import { CLIError } from '@oclif/core/errors';
import type { CaseOutcome } from '../../core/kinds/cases.ts';
import type { Journal } from '../../core/kinds/journal.ts';
import { isRecent } from '../../core/unknown/question-bound.ts';
import { questionGroups, type QuestionGroup } from '../../core/unknown/question-groups.ts';

/** A question as the commands print it with --json; moments are ISO 8601, what is not known is null. Phones are masked. */
export interface PrintedQuestion {
  number: number;
  question: string;
  language: string | null;
  /** How often it was asked within thirty days, since it was last answered. */
  count: number;
  /** In how many chats. */
  chats: number;
  state: QuestionGroup['state'];
  firstAt: string;
  lastAt: string;
  /** What the customer wrote, of the newest. */
  example: string;
}

/** All questions of thirty days, near-duplicates together. */
export async function allQuestions({ cases }: Pick<Journal, 'cases'>): Promise<QuestionGroup[]> {
  const now = Date.now();
  const found = await cases.list({ kind: 'question' });
  return questionGroups(
    found.filter((each) => isRecent(each, now) && each.end?.outcome !== 'expired'),
  );
}

/** The question of a number, which may be that of any of its duplicates. Wrong usage where there is none. */
export async function questionNamed(
  journal: Pick<Journal, 'cases'>,
  written: string,
): Promise<QuestionGroup> {
  const [, digits] = /^[№#]?(\d{1,9})$/.exec(written.trim()) ?? [];
  const all = await allQuestions(journal);
  const found = all.find((group) => group.cases.some(({ number }) => number === Number(digits)));
  if (found) return found;
  throw new CLIError(
    `There is no question ${written}; \`wabot questions list --all\` lists them.`,
    { exit: 2 },
  );
}

/** Ends every open case of a question so. */
export async function endQuestion(
  { cases }: Pick<Journal, 'cases'>,
  group: QuestionGroup,
  outcome: CaseOutcome,
): Promise<void> {
  for (const { number, end } of group.cases)
    if (!end) await cases.end({ number, outcome, at: Date.now(), by: 'command' });
}

/** A question for --json. */
export function printedQuestion(group: QuestionGroup): PrintedQuestion {
  const { number, question, language, cases, state } = group;
  const iso = (at: number | undefined): string => new Date(at ?? 0).toISOString();
  return {
    number,
    question,
    language: language ?? null,
    count: cases.length,
    chats: new Set(cases.map(({ chat }) => chat)).size,
    state,
    firstAt: iso(cases.at(-1)?.at),
    lastAt: iso(cases[0]?.at),
    example: cases[0]?.about.question ?? question,
  };
}
