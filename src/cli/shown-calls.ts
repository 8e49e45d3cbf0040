import { callOutcome, type CallOutcome } from '../core/tools/called-functions.ts';
import type { CalledFunction } from '../core/kinds/turn-record.ts';
import { printable } from '../core/printable.ts';

/** What was called in a turn, or lately in a chat. */
interface Called {
  calls?: readonly CalledFunction[];
}

/** A call of a function as a command prints it. */
export interface PrintedCall {
  name: string;
  /** JSON, cut where it is long. */
  arguments: string;
  /** A line, cut where it is long. */
  result: string;
  outcome: CallOutcome;
  /** ISO 8601. */
  at: string;
}

/** What was called, in order, for a program. */
export function printedCalls({ calls = [] }: Called): PrintedCall[] {
  return calls.map((call) => {
    const { name, args, result, at } = call;
    const outcome = callOutcome(call);
    return { name, arguments: args, result, outcome, at: new Date(at).toISOString() };
  });
}

/** What was called, in order, a line each. */
export function shownCalls(record: Called): string[] {
  return printedCalls(record).map(({ name, arguments: args, outcome, result }) =>
    printable(`⚙ ${name} ${args} → ${outcome}: ${result}`.replaceAll('\n', ' ')),
  );
}
