import { CLIError } from '@oclif/core/errors';
import type { Case } from '../../core/kinds/cases.ts';
import type { Journal } from '../../core/kinds/journal.ts';
import { JournalCommand, phoneOf } from './journal-command.ts';

/** A ticket as the commands print it with --json; moments are ISO 8601, what is not known is null. */
export interface PrintedTicket {
  number: number;
  chat: string;
  phone: string;
  name: string | null;
  language: string | null;
  /** `asked`: the customer asked for a person; `model`: the model called one. */
  reason: string | null;
  summary: string[];
  question: string | null;
  at: string;
  /** Null while it is open. `by`: the chat of an owner, `phone`, `program`, `resume`, `command`. */
  end: { outcome: string; at: string; by: string | null } | null;
}

/** What the commands about tickets share. */
export abstract class TicketsCommand extends JournalCommand {
  /** The ticket of a number, with the mark before it or without. Wrong usage where there is none. */
  protected async ticket({ cases }: Pick<Journal, 'cases'>, written: string): Promise<Case> {
    const [, digits] = /^[№#]?(\d{1,9})$/.exec(written.trim()) ?? [];
    const found = digits === undefined ? undefined : await cases.find(Number(digits));
    if (found?.kind !== 'ticket')
      throw new CLIError(
        `There is no ticket ${written}; \`wabot tickets list --all\` lists them.`,
        {
          exit: 2,
        },
      );
    return found;
  }
}

/** A ticket for --json. */
export function printedTicket({ number, chat, at, about, end }: Case): PrintedTicket {
  const iso = (moment: number): string => new Date(moment).toISOString();
  return {
    number,
    chat,
    phone: phoneOf(chat),
    name: about.name ?? null,
    language: about.language ?? null,
    reason: about.reason ?? null,
    summary: about.summary ?? [],
    question: about.question ?? null,
    at: iso(at),
    end: end ? { outcome: end.outcome, at: iso(end.at), by: end.by ?? null } : null,
  };
}

/** How a ticket stands, in English: `open`, `answered`. */
export function stateOf({ end }: Pick<PrintedTicket, 'end'>): string {
  return end?.outcome ?? 'open';
}
