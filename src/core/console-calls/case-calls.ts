import { decideDraft } from '../drafts/decide-draft.ts';
import { isDraft } from '../drafts/withhold.ts';
import { closeTicket } from '../operator/close-ticket.ts';
import { movedAway } from '../operator/dead-letters.ts';
import type { Case, CaseKind } from '../kinds/cases.ts';
import type { DeadLetter, Journal } from '../kinds/journal.ts';
import { withdrawnReason } from '../kinds/pauses.ts';
import { allBookings } from './chat-view.ts';
import type { Calls } from './console-calls.ts';
import { entryOf } from './chat-list.ts';
import type { Inbound } from '../kinds/channel.ts';
import { numberField, optionalTextField, CallRefused, textField } from './sent-fields.ts';

/** Ended cases and dead letters that are shown. */
const mostShown = 200;

const decisions = ['send', 'replace', 'drop'] as const;

/** What people of the business have to deal with. */
interface WorkView {
  open: Case[];
  /** Newest first. */
  ended: Case[];
  letters: ShownLetter[];
  bookings: Awaited<ReturnType<typeof allBookings>>;
}

interface ShownLetter extends Pick<DeadLetter, 'id' | 'kind' | 'reason' | 'at'> {
  chat: string | null;
  text: string;
}

function shownLetter({ id, kind, chat, reason, at, body }: DeadLetter): ShownLetter {
  const text = kind === 'inbound' ? entryOf(JSON.parse(body) as Inbound).text : body;
  return { id, kind, chat: chat ?? null, reason, at, text: text.slice(0, 2_000) };
}

/** A case of this kind. Throws CallRefused where there is none. */
async function caseOf(
  { cases }: Pick<Journal, 'cases'>,
  number: number,
  kind: CaseKind,
): Promise<Case> {
  const found = await cases.find(number);
  if (found?.kind !== kind) throw new CallRefused('not-found', 404);
  return found;
}

/** What the page asks about what waits for a person, and does with it. */
export const caseCalls: Calls = {
  work: {
    reads: true,
    shared: true,
    run: async (parts): Promise<WorkView> => {
      const { journal } = parts.opened.plugins;
      const all = (await journal.cases.list()).filter(
        (each) => each.kind !== 'question' && (each.kind !== 'draft' || isDraft(each)),
      );
      const letters = (await journal.letters.list(mostShown)).filter(
        ({ reason }) => reason !== movedAway && reason !== withdrawnReason,
      );
      return {
        open: all.filter(({ end }) => !end),
        ended: all.filter(({ end }) => end).slice(0, mostShown),
        letters: letters.map(shownLetter),
        bookings: await allBookings(parts),
      };
    },
  },
  draft: {
    run: async ({ opened }, fields) => {
      const action = decisions.find((each) => each === fields['action']);
      const text = optionalTextField(fields, 'text', 20_000)?.trim();
      if (!action || (action === 'replace' && !text)) throw new CallRefused('bad-action');
      const { journal } = opened.plugins;
      const number = numberField(fields, 'number');
      await caseOf(journal, number, 'draft');
      const owners = opened.bot.owners.length;
      const at = opened.world.now();
      if (await decideDraft(journal, { number, action, text, at, owners })) return {};
      throw new CallRefused('too-late', 409);
    },
  },
  closeTicket: {
    run: async ({ opened }, fields) => {
      const { journal } = opened.plugins;
      const ticket = await caseOf(journal, numberField(fields, 'number'), 'ticket');
      if (await closeTicket(journal, ticket, opened.world.now())) return {};
      throw new CallRefused('too-late', 409);
    },
  },
  retry: {
    run: async ({ opened }, fields) => {
      const id = textField(fields, 'id');
      if (await opened.plugins.journal.letters.retry(id, true)) return {};
      throw new CallRefused('not-found', 404);
    },
  },
  drop: {
    run: async ({ opened }, fields) => {
      if (await opened.plugins.journal.letters.drop(textField(fields, 'id'))) return {};
      throw new CallRefused('not-found', 404);
    },
  },
};
