import type { Compared } from '../../core/evals/compare.ts';
import {
  notRecorded,
  passedRuns,
  type CaseResult,
  type EvalSummary,
} from '../../core/evals/suite.ts';
import { printable } from '../../core/printable.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import type { Column } from '../terminal/table.ts';
import { styled, type Screen } from '../terminal/screen.ts';

/** So much of a reply is shown beside what is wrong with it, characters. */
const longestReply = 400;

/** What went wrong in a conversation, and which meanings nobody has judged, in lines; nothing of one that passed whole. */
export function failureLines(result: CaseResult, words: Translate, screen: Screen): string[] {
  return [...wrongLines(result, words, screen), ...unjudgedLines(result, words, screen)];
}

function unjudgedLines(
  { file, title, passed, runs }: CaseResult,
  words: Translate,
  screen: Screen,
): string[] {
  const unjudged = runs.find((run) => run.unjudged.length > 0)?.unjudged ?? [];
  if (unjudged.length === 0) return [];
  return [
    ...(passed ? [styled(screen, 'yellow', `? ${printable(title)}`)] : []),
    ...unjudged.flatMap(({ line, expected, problem }) => [
      `  ${file}:${line}: ${printable(expected)}`,
      `    ${printable(words(problem))}`,
    ]),
  ];
}

function wrongLines(result: CaseResult, words: Translate, screen: Screen): string[] {
  if (result.passed) return [];
  const { file, title, runs } = result;
  const often = runs.length === 1 ? '' : ` (${passedRuns(result)}/${runs.length})`;
  const failed = runs.find(({ failures }) => failures.length > 0);
  return [
    styled(screen, 'red', `✗ ${printable(title)}${often}`),
    ...(failed?.failures ?? []).flatMap(({ line, expected, problem, replies }) => [
      `  ${file}:${line}: ${printable(expected)}`,
      `    ${words(problem)}`,
      ...(replies.length > 0 ? [`    🤖 ${shortened(replies.join(' '))}`] : []),
    ]),
    ...(failed && failed.missed > 0 && failed.failures[0]?.problem !== notRecorded
      ? [`    ${words(notRecorded)}`]
      : []),
  ];
}

function shortened(reply: string): string {
  const line = printable(reply.replaceAll(/\s+/g, ' '));
  return line.length <= longestReply ? line : `${line.slice(0, longestReply).toWellFormed()}…`;
}

/** What all conversations come to, in sentences. */
export function summaryLines(summary: EvalSummary, isSandbox: boolean): string[] {
  const { cases, passed, stale, missed, unjudged, unpriced, money, opinionMoney } = summary;
  return [
    `${passed} of ${cases} conversations passed.`,
    ...(money > 0 ? [`The answers cost $${money.toFixed(4)}.`] : []),
    ...(opinionMoney > 0
      ? [`The opinions of the model cost $${opinionMoney.toFixed(4)} more.`]
      : []),
    ...(unpriced.length > 0
      ? [`Price unknown, not included in the cost: ${unpriced.join(', ')}.`]
      : []),
    ...(stale > 0
      ? [
          `Recorded with another prompt or other documents: ${stale} answers. Record again: wabot eval --record`,
        ]
      : []),
    ...(missed > 0 ? [`Not recorded: ${missed} questions. Record again: wabot eval --record`] : []),
    ...(unjudged > 0 ? [`Not judged: ${unjudged} meanings.`] : []),
    ...(isSandbox
      ? ['The sandbox answered what is not recorded: it quotes your texts, it is not a GPT.']
      : []),
  ];
}

/** The columns of a comparison; `names`: of what is looked at, and of what it is compared with. */
export function comparedColumns([one, other]: readonly [string, string]): Column[] {
  return [
    { heading: 'CONVERSATION', long: 'cut' },
    { heading: other, align: 'right' },
    { heading: one, align: 'right' },
    { heading: '' },
    { heading: 'COST BEFORE', align: 'right' },
    { heading: 'COST', align: 'right' },
  ];
}

/** The rows of a comparison: what changed, and in the end all of them together. */
export function comparedRows(compared: readonly Compared[], words: Translate): string[][] {
  const sum = (of: (each: Compared) => number): number =>
    compared.reduce((total, each) => total + of(each), 0);
  const changed = compared.filter(({ change }) => change !== 'same');
  return [
    ...changed.map((each) => [
      each.title,
      `${each.passedBefore}/${each.runs}`,
      `${each.passed}/${each.runs}`,
      words(each.change),
      `$${each.moneyBefore.toFixed(4)}`,
      `$${each.money.toFixed(4)}`,
    ]),
    [
      words('total'),
      `${sum(({ passedBefore }) => passedBefore)}/${sum(({ runs }) => runs)}`,
      `${sum(({ passed }) => passed)}/${sum(({ runs }) => runs)}`,
      '',
      `$${sum(({ moneyBefore }) => moneyBefore).toFixed(4)}`,
      `$${sum(({ money }) => money).toFixed(4)}`,
    ],
  ];
}
