import type { Journal } from '../kinds/journal.ts';

/** The same journal; `noticed` is called once something was added in this process that people are to be told. */
export function noticingJournal(journal: Journal, noticed: () => void): Journal {
  const { turns, cases, notices, pauses } = journal;
  async function after<T>(work: Promise<T>, isTold: boolean): Promise<T> {
    const result = await work;
    if (isTold) noticed();
    return result;
  }
  return {
    inbox: journal.inbox,
    outbox: journal.outbox,
    letters: journal.letters,
    finished: journal.finished,
    accounts: journal.accounts,
    ownership: journal.ownership,
    rules: journal.rules,
    pauses,
    turns: {
      settle: (settlement) => {
        const { opens, notices: told = [], ends } = settlement;
        const isTold = told.length > 0 || opens !== undefined || ends !== undefined;
        return isTold ? after(turns.settle(settlement), true) : turns.settle(settlement);
      },
      mark: (...call) => turns.mark(...call),
      unremembered: (chat) => turns.unremembered(chat),
      remembered: (record) => turns.remembered(record),
    },
    cases: {
      open: (opened, told = []) => after(cases.open(opened, told), told.length > 0),
      find: (number) => cases.find(number),
      list: (which) => cases.list(which),
      end: (ending) => after(cases.end(ending), (ending.notices ?? []).length > 0),
      know: (known) => cases.know(known),
    },
    notices: {
      add: (notice) => after(notices.add(notice), true),
      owed: () => notices.owed(),
      attempt: (...call) => notices.attempt(...call),
      ended: (...call) => notices.ended(...call),
      retry: (...call) => notices.retry(...call),
      close: (id) => notices.close(id),
    },
    health: (refused) => journal.health(refused),
    erase: (chat) => journal.erase(chat),
    close: () => journal.close(),
  };
}
