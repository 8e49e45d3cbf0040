import { CLIError } from '@oclif/core/errors';
import type { CaseOutcome } from '../../core/kinds/cases.ts';
import type { Journal } from '../../core/kinds/journal.ts';
import { questionGroups, type QuestionGroup } from '../../core/unknown/question-groups.ts';
import { JournalCommand } from './journal-command.ts';

/** A question as the commands print it with --json; moments are ISO 8601, what is not known is null. Phones are masked. */
export interface PrintedQuestion {
  number: number;
  question: string;
  language: string | null;
  /** How often it was asked within thirty days. */
  count: number;
  /** In how many chats. */
  chats: number;
  state: QuestionGroup['state'];
  firstAt: string;
  lastAt: string;
  /** What the customer wrote, of the newest. */
  example: string;
}

/** What the commands about questions without an answer share. */
export abstract class QuestionsCommand extends JournalCommand {
  /** All questions, near-duplicates together. */
  protected async groups({ cases }: Pick<Journal, 'cases'>): Promise<QuestionGroup[]> {
    return questionGroups(await cases.list({ kind: 'question' }));
  }

  /** The question of a number, which may be that of any of its duplicates. Wrong usage where there is none. */
  protected async group(journal: Pick<Journal, 'cases'>, written: string): Promise<QuestionGroup> {
    const [, digits] = /^[№#]?(\d{1,9})$/.exec(written.trim()) ?? [];
    const found = (await this.groups(journal)).find((group) =>
      group.cases.some(({ number }) => number === Number(digits)),
    );
    if (found) return found;
    throw new CLIError(
      `There is no question ${written}; \`wabot questions list --all\` lists them.`,
      { exit: 2 },
    );
  }

  /** Ends every open case of a question so. */
  protected async end(
    { cases }: Pick<Journal, 'cases'>,
    group: QuestionGroup,
    outcome: CaseOutcome,
  ): Promise<void> {
    for (const { number, end } of group.cases)
      if (!end) await cases.end({ number, outcome, at: Date.now(), by: 'command' });
  }
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
