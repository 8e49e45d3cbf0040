import { booksChecks } from './journal/accounts.ts';
import { endedChecks } from './journal/ended.ts';
import { inboxChecks } from './journal/inbox.ts';
import { lettersChecks } from './journal/letters.ts';
import { marksChecks } from './journal/marks.ts';
import { outboxChecks } from './journal/outbox.ts';
import { Place, type OpenJournal } from './journal/place.ts';
import { turnsChecks } from './journal/turns.ts';

export type { OpenJournal } from './journal/place.ts';

/** What every journal must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function journalSuite(
  it: (name: string, test: () => Promise<void>) => unknown,
  open: OpenJournal,
): void {
  const turns = { ...turnsChecks, ...marksChecks, ...endedChecks };
  const rooms = {
    inbox: inboxChecks,
    turns,
    outbox: outboxChecks,
    letters: lettersChecks,
    books: booksChecks,
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
