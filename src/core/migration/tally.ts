import { ServiceError, SetupError } from '../errors.ts';

/** What became of the things of one kind. */
export interface Tally {
  moved: number;
  /** The target had them already. */
  present: number;
}

/** Everything that moves, kind by kind. */
export interface Tallies {
  chats: Tally;
  /** What is known of customers. */
  customers: Tally;
  /** Messages that wait for their answer. */
  waiting: Tally;
  /** Replies that are not sent yet. */
  due: Tally;
  /** What was given up. */
  letters: Tally;
  /** What turns cost. */
  accounts: Tally;
  /** Where the bot is silent. */
  pauses: Tally;
  /** What people have to deal with, or had. */
  cases: Tally;
  /** What they are still to be told. */
  notices: Tally;
  /** What holds for single chats. */
  rules: Tally;
}

export function newTallies(): Tallies {
  const tally = (): Tally => ({ moved: 0, present: 0 });
  return {
    chats: tally(),
    customers: tally(),
    waiting: tally(),
    due: tally(),
    letters: tally(),
    accounts: tally(),
    pauses: tally(),
    cases: tally(),
    notices: tally(),
    rules: tally(),
  };
}

export function count(tally: Tally, isNew: boolean): void {
  if (isNew) tally.moved += 1;
  else tally.present += 1;
}

/** What was moved has not arrived as it should. */
export function unequal(what: string): ServiceError {
  return new ServiceError('migration.counts', `The counts differ after moving: ${what}`, {
    retryable: true,
    suggestions: [
      'Stop every `wabot serve` of this bot, then run this again: it continues where it stopped.',
    ],
  });
}

/** Nothing is moved into what stands in for a place. */
export function away(name: string): ServiceError {
  return new ServiceError('migration.away', `${name} is away`, {
    retryable: true,
    suggestions: ['Start it, then run this again.'],
  });
}

/** Nothing is moved from or into what ends with its process. */
export function confined(name: string): SetupError {
  return new SetupError(
    'migration.confined',
    `What ${name} keeps ends with its process: there is nothing to move`,
    {
      suggestions: ['Name places that outlast a process.'],
    },
  );
}
