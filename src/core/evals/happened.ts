import type { Case } from '../kinds/cases.ts';
import type { Settlement } from '../kinds/journal.ts';
import type { Question } from '../kinds/model.ts';
import type { CalledFunction, Usage } from '../kinds/turn-record.ts';

/** A question that was asked of the model, and whether its answer was recorded with another prompt. */
export interface AskedQuestion {
  question: Pick<Question, 'shared' | 'chat' | 'messages'>;
  isStale: boolean;
}

/** What one turn cost. */
export interface SpentOnTurn {
  model?: string;
  usage?: Usage;
}

/** What happened since an action. */
export interface Happened {
  /** What the customer received, in order. */
  replies: string[];
  calls: CalledFunction[];
  /** Cases that were opened for people. */
  opened: Case['kind'][];
  /** What the model was asked for the customer. */
  asked: AskedQuestion[];
  spent: SpentOnTurn[];
  /** The longest time from a customer's message to its answer, milliseconds. */
  ms: number;
  /** Why messages were given up, where any were. */
  givenUp: string[];
}

/** Nothing yet. */
export function nothingYet(): Happened {
  return { replies: [], calls: [], opened: [], asked: [], spent: [], ms: 0, givenUp: [] };
}

/** Adds what a turn came to. */
export function addTurn(
  happened: Happened,
  { record, opens, givenUp }: Pick<Settlement, 'record' | 'opens' | 'givenUp'>,
): void {
  const { model, usage, calls = [], ms = 0 } = record;
  happened.calls.push(...calls);
  happened.spent.push({ ...(model !== undefined && { model }), ...(usage && { usage }) });
  happened.ms = Math.max(happened.ms, ms);
  if (opens) happened.opened.push(opens.kind);
  if (givenUp !== undefined) happened.givenUp.push(givenUp);
}
