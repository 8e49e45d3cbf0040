import { ChatStore } from '../history/chat-store.ts';
import { plural } from '../plural.ts';
import { SetupError } from '../errors.ts';
import { History, type HistoryOptions } from '../history/history.ts';
import type { Journal, JournalCounts } from '../kinds/journal.ts';
import type { Memory } from '../kinds/memory.ts';
import { copyAccounts, missingAccounts } from './accounts.ts';
import { copyChats, missingChats } from './chats.ts';
import { moveMatters, withdrawSilenced } from './matters.ts';
import { moveOwed, owedBy } from './owed.ts';
import { confined, newTallies, unequal, type Tallies } from './tally.ts';

/** Where a bot keeps what it knows and owes. */
export interface Storage {
  /** As in `--from` and `--to`. */
  name: string;
  memory: Memory;
  /** Absent: this place keeps only chats. */
  journal?: Journal;
}

export interface MigrateOptions {
  /** How the old place takes in what its memory has not taken in yet. */
  history: HistoryOptions;
  /** Called as the work goes on: so many of so many things are done. */
  progress(done: number, total: number): void;
}

/** What moved, and what the places owe afterwards. */
export interface Migrated extends Tallies {
  /** Absent where one of the places has no journal. */
  left?: JournalCounts;
  held?: JournalCounts;
}

/**
 * Moves house: copies every chat, moves what the journal owes, copies its accounts, pauses and cases, and looks afterwards whether all of it has
 * arrived. Interrupted, it goes on when it is called again. Rejects with a SetupError while a process works on either
 * journal, and with the ServiceError `service.migration.counts` when something is missing.
 */
export async function migrate(
  source: Storage,
  target: Storage,
  { history, progress }: MigrateOptions,
): Promise<Migrated> {
  for (const place of [source, target]) await take(place);
  await remember(source, history);
  const tallies = newTallies();
  const total = await totalOf(source, history);
  let done = 0;
  const moved = (): void => progress((done += 1), Math.max(total, done));
  await copyChats(source.memory, target.memory, tallies, moved);
  const missing = await missingChats(source.memory, target.memory);
  if (missing > 0) throw unequal(`${plural(missing, 'chat is', 'chats are')} missing`);
  if (!source.journal || !target.journal) return tallies;
  await withdrawSilenced(source.journal);
  await moveOwed(source.journal, target.journal, tallies, moved);
  await moveMatters(source.journal, target.journal, tallies);
  await copyAccounts(source.journal, target.journal, tallies.accounts);
  const unpaid = await missingAccounts(source.journal, target.journal);
  if (unpaid > 0) throw unequal(`${plural(unpaid, 'account is', 'accounts are')} missing`);
  return { ...tallies, left: await owedBy(source.journal), held: await owedBy(target.journal) };
}

/** Nobody may work on a place that is moved from or to. */
async function take({ name, memory, journal }: Storage): Promise<void> {
  if (memory.confined === true) throw confined(name);
  if (!journal) return;
  if (await journal.ownership.claimed()) {
    throw new SetupError('migration.claimed', `A running wabot serve uses the journal of ${name}`, {
      suggestions: [
        'Stop every `wabot serve` of this bot, then run this again.',
        'One that was killed, or a `migrate`, still counts for up to half a minute: wait for that.',
      ],
    });
  }
  await journal.ownership.claim(() => Promise.resolve());
}

/** What the journal keeps for the memory goes into it, so that it moves with the chats. */
async function remember({ memory, journal }: Storage, options: HistoryOptions): Promise<void> {
  if (!journal) return;
  const history = new History(memory, options);
  for (const record of await journal.turns.unremembered()) {
    if (record.entries.length > 0) await history.record(record);
    await journal.turns.remembered(record);
  }
}

async function totalOf(place: Storage, options: HistoryOptions): Promise<number> {
  const { chats, waiting, due, dead } = await contentOf(place, options);
  return chats + waiting + due + dead;
}

/** What a place holds that would move. */
export interface StorageContent extends JournalCounts {
  chats: number;
}

export async function contentOf(
  { memory, journal }: Storage,
  options: HistoryOptions,
): Promise<StorageContent> {
  const chats = await new ChatStore(memory, options).count();
  return { chats, ...(journal ? await owedBy(journal) : { waiting: 0, due: 0, dead: 0 }) };
}
