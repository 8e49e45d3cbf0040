import type { Journal } from '../kinds/journal.ts';

/** Does a piece of work, and calls back once it is done. */
type After = <T>(work: Promise<T>) => Promise<T>;

/** The same journal; `noticed` is called once something was added in this process that people are to be told. */
export function noticingJournal(journal: Journal, noticed: () => void): Journal {
  const { inbox, outbox, letters, finished, accounts, ownership, pauses, rules, deeds } = journal;
  const after: After = async (work) => {
    const result = await work;
    noticed();
    return result;
  };
  return {
    inbox,
    outbox,
    letters,
    finished,
    accounts,
    ownership,
    pauses,
    rules,
    deeds,
    turns: turnsOf(journal, after),
    cases: casesOf(journal, after),
    notices: noticesOf(journal, after),
    health: (refused) => journal.health(refused),
    erase: (chat, phone) => journal.erase(chat, phone),
    close: () => journal.close(),
  };
}

function turnsOf({ turns }: Pick<Journal, 'turns'>, after: After): Journal['turns'] {
  return {
    settle(settlement) {
      const { opens, notices = [], ends } = settlement;
      const work = turns.settle(settlement);
      return notices.length > 0 || opens || ends ? after(work) : work;
    },
    mark: (...call) => turns.mark(...call),
    unremembered: (chat) => turns.unremembered(chat),
    remembered: (record) => turns.remembered(record),
  };
}

function casesOf({ cases }: Pick<Journal, 'cases'>, after: After): Journal['cases'] {
  return {
    open: (opened, notices = []) => after(cases.open(opened, notices)),
    end: (ending) => after(cases.end(ending)),
    find: (number) => cases.find(number),
    list: (which) => cases.list(which),
    know: (known) => cases.know(known),
  };
}

function noticesOf({ notices }: Pick<Journal, 'notices'>, after: After): Journal['notices'] {
  return {
    add: (notice) => after(notices.add(notice)),
    list: (which) => notices.list(which),
    attempt: (...call) => notices.attempt(...call),
    ended: (...call) => notices.ended(...call),
    retry: (...call) => notices.retry(...call),
    close: (id) => notices.close(id),
  };
}
