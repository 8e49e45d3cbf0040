import type { CaseEnd } from '../kinds/cases.ts';
import type { Journal } from '../kinds/journal.ts';
import { isRecent } from './question-bound.ts';
import { questionGroups, type QuestionGroup } from './question-groups.ts';

/** A question as the commands print it with --json, and the page shows it; moments are ISO 8601, what is not known is null. Phones are masked. */
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

/** All questions of thirty days, near-duplicates together; `now`: Unix milliseconds. */
export async function allQuestions(
  { cases }: Pick<Journal, 'cases'>,
  now: number,
): Promise<QuestionGroup[]> {
  const found = await cases.list({ kind: 'question' });
  return questionGroups(
    found.filter((each) => isRecent(each, now) && each.end?.outcome !== 'expired'),
  );
}

/** The question of a number, which may be that of any of its duplicates. */
export function questionOfNumber(
  groups: readonly QuestionGroup[],
  wanted: number,
): QuestionGroup | undefined {
  return groups.find((group) => group.cases.some(({ number }) => number === wanted));
}

/** Ends every open case of a question so. */
export async function endQuestion(
  { cases }: Pick<Journal, 'cases'>,
  group: QuestionGroup,
  ending: CaseEnd,
): Promise<void> {
  for (const { number, end } of group.cases) if (!end) await cases.end({ number, ...ending });
}

/** A question as it is printed. */
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
