import type { Journal, TurnAccount } from '../kinds/journal.ts';
import type { TurnRecord } from '../kinds/turn-record.ts';
import type { Tally } from './tally.ts';

/** Accounts that are written at a time; journals share a commit among them. */
const pageSize = 100;

/** Journals forget accounts after 400 days; those that are about to go are left behind. */
const keptMs = 399 * 24 * 60 * 60 * 1000;

/** Copies what turns cost; an account of the same chat, moment and prompt is the same account. */
export async function copyAccounts(source: Journal, target: Journal, tally: Tally): Promise<void> {
  const there = await keysOf(target);
  for await (const page of pagesOf(source)) {
    const missing = page.filter((account) => !there.has(keyOf(account)));
    for (const account of missing) there.add(keyOf(account));
    await Promise.all(missing.map((account) => put(target, account)));
    tally.moved += missing.length;
    tally.present += page.length - missing.length;
  }
}

/** How many accounts of the source the target has not. */
export async function missingAccounts(source: Journal, target: Journal): Promise<number> {
  const there = await keysOf(target);
  let missing = 0;
  for await (const page of pagesOf(source))
    missing += page.filter((account) => !there.has(keyOf(account))).length;
  return missing;
}

/** Accounts in which something was paid for. */
async function* pagesOf(journal: Journal): AsyncGenerator<TurnAccount[]> {
  let page: TurnAccount[] = [];
  for await (const account of journal.books.usage(Date.now() - keptMs)) {
    if (account.model === undefined && account.usage === undefined) continue;
    page.push(account);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function keysOf(journal: Journal): Promise<Set<string>> {
  const keys = new Set<string>();
  for await (const page of pagesOf(journal)) for (const account of page) keys.add(keyOf(account));
  return keys;
}

function keyOf({ chat, at, promptVersion = '' }: TurnAccount): string {
  return `${at} ${promptVersion} ${chat}`;
}

async function put(target: Journal, { language, ...account }: TurnAccount): Promise<void> {
  const { chat } = account;
  const facts = language === undefined ? {} : { language };
  const record: TurnRecord = {
    ...account,
    id: `${chat}/account ${keyOf(account)}`,
    entries: [],
    facts,
  };
  await target.turns.settle({ chat, inbound: [], replies: [], record });
  await target.turns.remembered(record);
}
