import { accountsChecks } from './journal/accounts.ts';
import { casesChecks } from './journal/cases.ts';
import { consequencesChecks, ownPausesChecks } from './journal/consequences.ts';
import { deedsChecks } from './journal/deeds.ts';
import { finishedChecks } from './journal/finished.ts';
import { inboxChecks } from './journal/inbox.ts';
import { lettersChecks } from './journal/letters.ts';
import { liftingChecks } from './journal/lifting.ts';
import { marksChecks } from './journal/marks.ts';
import { noticesChecks } from './journal/notices.ts';
import { rulesChecks } from './journal/rules.ts';
import { outboxChecks } from './journal/outbox.ts';
import { pagesChecks } from './journal/pages.ts';
import { pausesChecks } from './journal/pauses.ts';
import { Place, type OpenJournal } from './journal/place.ts';
import { wholeChecks } from './journal/whole.ts';
import { turnsChecks } from './journal/turns.ts';

export type { OpenJournal } from './journal/place.ts';

/** What every journal must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function journalSuite(
  it: (name: string, test: () => Promise<void>) => unknown,
  open: OpenJournal,
): void {
  const rooms = {
    inbox: inboxChecks,
    turns: { ...turnsChecks, ...consequencesChecks, ...pagesChecks, ...marksChecks },
    outbox: outboxChecks,
    letters: lettersChecks,
    pauses: { ...pausesChecks, ...ownPausesChecks, ...liftingChecks },
    cases: casesChecks,
    notices: noticesChecks,
    rules: rulesChecks,
    deeds: deedsChecks,
    finished: finishedChecks,
    accounts: accountsChecks,
    journal: wholeChecks,
  };
  for (const [room, checks] of Object.entries(rooms)) {
    for (const [name, check] of Object.entries(checks)) {
      it(`${room}: ${name}`, async () => {
        await using place = new Place(open);
        await check(place);
      });
    }
  }
}
