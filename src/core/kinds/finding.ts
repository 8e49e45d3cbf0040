import { ServiceError, type WabotError } from '../errors.ts';

/** How something is: as it should be, something to look at while the work goes on, or the work does not go on. */
export type Level = 'ok' | 'warning' | 'problem';

/** One thing that a check found, in one line for a person; without secrets, phone numbers and customers' texts. */
export interface Finding {
  level: Level;
  message: string;
  /** What to do about a warning or a problem, one imperative sentence each. */
  suggestions?: string[];
  /** The code of the error that a problem came as. */
  code?: string;
  /** True for a problem of the other side that may pass although nobody changes anything. */
  passing?: true;
}

/** What is as it should be. */
export function fine(message: string): Finding {
  return { level: 'ok', message };
}

/** What to look at while the work goes on, and what to do about it, one imperative sentence each. */
export function warning(message: string, ...suggestions: string[]): Finding {
  return { level: 'warning', message, suggestions };
}

/** Why the work does not go on, and what to do about it, one imperative sentence each. */
export function problem(message: string, ...suggestions: string[]): Finding {
  return { level: 'problem', message, suggestions };
}

/** A problem that came as an error; its message on one line. */
export function problemOf(error: WabotError): Finding {
  const message = error.message
    .replace(/:\s*\n\s*- /, ': ')
    .replace(/(?<!\s)\s*\n\s*(?:- )?/g, '; ');
  const passing = error instanceof ServiceError && error.retryable;
  return {
    ...problem(message, ...error.suggestions),
    code: error.code,
    ...(passing ? { passing } : {}),
  };
}

const order: readonly Level[] = ['ok', 'warning', 'problem'];

/** The worst of some levels; `ok` when there are none. */
export function worst(levels: readonly Level[]): Level {
  return order.findLast((level) => levels.includes(level)) ?? 'ok';
}
