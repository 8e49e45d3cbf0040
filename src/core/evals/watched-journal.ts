import type { Journal, Settlement } from '../kinds/journal.ts';

/** What is told of a journal's turns. */
export interface TurnEvents {
  /** A turn ended. */
  settled(settlement: Settlement): void;
  /** A chat's messages wait until this moment, Unix milliseconds. */
  postponed(notBefore: number): void;
  /** A chat's messages wait for something that no clock tells here, such as the end of a pause. */
  left(): void;
}

/** The same journal, which tells what becomes of turns. */
export function watchedJournal(journal: Journal, events: TurnEvents): Journal {
  const { inbox, turns } = journal;
  return {
    ...journal,
    inbox: {
      ...inbox,
      async postpone(chat, ids, notBefore, reason) {
        await inbox.postpone(chat, ids, notBefore, reason);
        events.postponed(notBefore);
      },
    },
    turns: {
      ...turns,
      async settle(settlement) {
        const due = await turns.settle(settlement);
        events.settled(settlement);
        return due;
      },
      async mark(chat, ids, mark) {
        await turns.mark(chat, ids, mark);
        if (mark === 'left') events.left();
      },
    },
  };
}
