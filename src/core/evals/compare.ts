import { passedRuns, type CaseResult } from './suite.ts';

/** How a conversation went with one prompt or model, and with the other. */
export interface Compared {
  file: string;
  title: string;
  /** Runs that were as expected. */
  passed: number;
  passedBefore: number;
  runs: number;
  change: 'better' | 'worse' | 'same';
  /** US dollars, without what has no known price. */
  money: number;
  moneyBefore: number;
}

/** Conversations with what is looked at, beside what it is compared with; both in one order. What got worse comes first, then what got better. */
export function compareResults(
  results: readonly CaseResult[],
  before: readonly CaseResult[],
): Compared[] {
  const compared = results.flatMap((result, index) => {
    const other = before[index];
    return other ? [comparedOf(result, other)] : [];
  });
  const rank = { worse: 0, better: 1, same: 2 };
  return compared.toSorted((one, other) => rank[one.change] - rank[other.change]);
}

function comparedOf(result: CaseResult, other: CaseResult): Compared {
  const [passed, passedBefore] = [passedRuns(result), passedRuns(other)];
  const change = passed > passedBefore ? 'better' : passed < passedBefore ? 'worse' : 'same';
  const { file, title, runs } = result;
  return {
    file,
    title,
    passed,
    passedBefore,
    runs: runs.length,
    change,
    money: moneyOf(result),
    moneyBefore: moneyOf(other),
  };
}

function moneyOf({ runs }: CaseResult): number {
  return runs.reduce((sum, { money }) => sum + money, 0);
}
