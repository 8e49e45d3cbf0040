import { CLIError } from '@oclif/core/errors';
import type { Case } from '../../core/kinds/cases.ts';
import type { Journal } from '../../core/kinds/journal.ts';
import { JournalCommand, phoneOf } from './journal-command.ts';

/** A request as the commands print it with --json; moments are ISO 8601, what is not known is null. */
export interface PrintedRequest {
  number: number;
  chat: string;
  phone: string;
  name: string | null;
  language: string | null;
  /** `said`: a phone number that the customer typed, and not the chat's own. */
  fields: { name: string; label: string; value: string; said: boolean }[];
  at: string;
  /** Null while it is open. */
  end: { outcome: string; at: string } | null;
}

/** What the commands about requests share. */
export abstract class RequestsCommand extends JournalCommand {
  /** The request of a number, with the mark before it or without. Wrong usage where there is none. */
  protected async request({ cases }: Pick<Journal, 'cases'>, written: string): Promise<Case> {
    const [, digits] = /^[№#]?(\d{1,9})$/.exec(written.trim()) ?? [];
    const found = digits === undefined ? undefined : await cases.find(Number(digits));
    if (found?.kind !== 'request')
      throw new CLIError(`There is no request ${written}; \`wabot requests list\` lists them.`, {
        exit: 2,
      });
    return found;
  }
}

/** A request for --json. */
export function printedRequest({ number, chat, at, about, end }: Case): PrintedRequest {
  const iso = (moment: number): string => new Date(moment).toISOString();
  return {
    number,
    chat,
    phone: about.phone ?? phoneOf(chat),
    name: about.name ?? null,
    language: about.language ?? null,
    fields: (about.fields ?? []).map(({ said = false, ...field }) => ({ ...field, said })),
    at: iso(at),
    end: end ? { outcome: end.outcome, at: iso(end.at) } : null,
  };
}

/** How a request stands, in English: `open`, `delivered`. */
export function requestState({ end }: Pick<PrintedRequest, 'end'>): string {
  return end?.outcome ?? 'open';
}
