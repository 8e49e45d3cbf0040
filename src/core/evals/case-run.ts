/** An expectation that does not hold. */
export interface Failed {
  line: number;
  /** As it stands in the file. */
  expected: string;
  problem: string;
  /** What the customer received since the last action. */
  replies: string[];
}

/** A meaning of which no model has said whether it is there. */
export interface Unjudged extends Pick<Failed, 'line' | 'expected'> {
  /** Why not, in words. */
  problem: string;
}

/** How one run of a conversation went. */
export interface CaseRun {
  failures: Failed[];
  /** US dollars of the answers, without what has no known price; and of the opinions. */
  money: number;
  opinionMoney: number;
  /** Models whose price is not known. */
  unpriced: string[];
  /** The slowest answer, milliseconds. */
  ms: number;
  /** Answers that were recorded with other instructions than now. */
  stale: number;
  /** Questions for which nothing is recorded. */
  missed: number;
  unjudged: Unjudged[];
  /** What models found, expectation by expectation. */
  opinions: string[];
  /** Why a service could not be asked, where one could not: what failed by that is no fault of the prompt. */
  outage?: string;
}

/** One that has not begun. */
export function freshRun(): CaseRun {
  return {
    failures: [],
    money: 0,
    opinionMoney: 0,
    unpriced: [],
    ms: 0,
    stale: 0,
    missed: 0,
    unjudged: [],
    opinions: [],
  };
}

/** Why a run says nothing of the prompt, as a service could not be asked; undefined where it says something. */
export function outageOf({ outage, failures, unjudged }: CaseRun): string | undefined {
  return failures.length > 0 || unjudged.length > 0 ? outage : undefined;
}
