import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import type { Pause } from '../../core/kinds/pauses.ts';
import { standing } from '../../core/people/standing.ts';
import { instanceFlag, phoneFlag } from '../phone-flag.ts';
import { JournalCommand, phoneOf } from './journal-command.ts';

/** A pause as the commands print it with --json; moments are ISO 8601. */
export interface PrintedPause {
  /** Null: every chat. */
  chat: string | null;
  phone: string | null;
  /** `phone`: somebody wrote by hand; `program`: another program did; `command`: somebody bade it. */
  reason: Pause['reason'];
  since: string;
  /** Null: until somebody resumes it. */
  until: string | null;
}

/** Whom the commands about pauses are for. */
export const chatFlags = {
  phone: phoneFlag({ exclusive: ['all'] }),
  instance: instanceFlag,
  all: Flags.boolean({ summary: 'Every chat.', exclusive: ['phone'] }),
};

/** What the commands about pauses share. */
export abstract class PauseCommand extends JournalCommand {
  /** The chat that is meant; undefined: every one. Neither named is wrong usage. */
  protected chatOf(flags: { phone?: string | undefined; all: boolean }): string | undefined {
    if (flags.phone === undefined && !flags.all)
      throw new CLIError('Say which chat: --phone, or --all for every one.', { exit: 2 });
    return flags.phone;
  }
}

/** A pause for --json. */
export function printedPause({ chat, reason, at, until }: Pause): PrintedPause {
  return {
    chat: chat ?? null,
    phone: chat === undefined ? null : phoneOf(chat),
    reason,
    since: new Date(at).toISOString(),
    until: until === undefined ? null : new Date(until).toISOString(),
  };
}

/** Why the bot is silent, and until when: `you wrote there, until 2026-11-24 12:10`. */
export function pauseWords({ reason, until }: Pause, clock: (at: number) => string): string {
  const why = {
    phone: 'somebody wrote from the phone',
    program: 'another program wrote',
    command: 'paused by a person',
    handoff: 'handed over to a person',
    rest: 'resting by itself',
  }[reason];
  return `${why}, ${until === undefined ? 'until it is resumed' : `until ${clock(until)}`}`;
}

/** Where the bot is silent at a moment (Unix milliseconds), for lists of chats. */
export class Silences {
  readonly #pauses: readonly Pause[];
  readonly #now: number;

  constructor(pauses: readonly Pause[], now: number) {
    this.#pauses = pauses;
    this.#now = now;
  }

  /** For people; a dash where the bot answers. */
  wordsOf(chat: string, clock: (at: number) => string): string {
    const pause = this.#of(chat);
    return pause ? pauseWords(pause, clock) : '–';
  }

  /** For --json; nothing where the bot answers. */
  printed(chat: string): { paused?: PrintedPause } {
    const pause = this.#of(chat);
    return pause ? { paused: printedPause(pause) } : {};
  }

  /** Whether the bot is silent there. */
  has(chat: string): boolean {
    return this.#of(chat) !== undefined;
  }

  #of(chat: string): Pause | undefined {
    const own = this.#pauses.filter((pause) => pause.chat === chat || pause.chat === undefined);
    const found = standing(own, this.#now);
    return found.silent ? found.pause : undefined;
  }
}
