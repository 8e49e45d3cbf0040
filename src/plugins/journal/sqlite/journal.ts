import { join } from 'node:path';
import type { Journal } from '../../../core/kinds/journal.ts';
import { openAccounts } from './accounts.ts';
import { openCases } from './cases.ts';
import { SqliteConnection } from './connection.ts';
import { openDeeds } from './deeds.ts';
import { erase } from './erasing.ts';
import { toOpenError } from './failures.ts';
import { openFinished } from './finished.ts';
import { forgetInPassing } from './forgetting.ts';
import { openHealth } from './health.ts';
import { openInbox } from './inbox.ts';
import { openLetters } from './letters.ts';
import { openNotices } from './notices.ts';
import { openOutbox } from './outbox.ts';
import { FileOwnership } from './ownership.ts';
import { openPauses } from './pauses.ts';
import { openRules } from './rules.ts';
import { Store } from './store.ts';
import { openTurns } from './turns.ts';

/** Where the journal of a data folder is. */
export function journalFile(dataFolder: string): string {
  return join(dataFolder, 'journal.db');
}

/** Opens the journal of a data folder, made when missing. Throws a SetupError when the file cannot be used. */
export function openJournal(dataFolder: string, now: () => number): Journal {
  const file = journalFile(dataFolder);
  try {
    return toJournal(new SqliteConnection(file), now, join(dataFolder, 'journal.lock'));
  } catch (error) {
    throw toOpenError(error, file);
  }
}

/** The journal over an open connection, which it then owns. */
export function toJournal(connection: SqliteConnection, now: () => number, lock: string): Journal {
  const store = new Store(connection);
  const ownership = new FileOwnership(store, lock);
  forgetInPassing(store, now);
  return {
    inbox: openInbox(store, now),
    turns: openTurns(store, now),
    outbox: openOutbox(store, now),
    letters: openLetters(store, now),
    pauses: openPauses(store, now),
    finished: openFinished(store),
    accounts: openAccounts(store),
    ownership,
    cases: openCases(store, now),
    notices: openNotices(store, now),
    rules: openRules(store),
    deeds: openDeeds(store),
    health: openHealth(store, now),
    erase: (chat, phone) => erase(store, chat, phone),
    async close() {
      await store.close();
      ownership.close();
    },
  };
}
