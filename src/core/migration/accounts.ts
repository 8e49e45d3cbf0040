import type { Charge, Journal } from '../kinds/journal.ts';
import type { Tally } from './tally.ts';

/** Accounts that are written at a time; journals share a commit among them. */
const pageSize = 100;

/** Journals forget accounts after 400 days; those that are about to go are left behind. */
const keptMs = 399 * 24 * 60 * 60 * 1000;

/** Copies what was paid for; a charge of the same kind, chat, moment and prompt is the same charge. */
export async function copyAccounts(source: Journal, target: Journal, tally: Tally): Promise<void> {
  const there = await keysOf(target);
  for await (const page of pagesOf(source)) {
    const missing = page.filter((charge) => !there.has(keyOf(charge)));
    for (const charge of missing) there.add(keyOf(charge));
    await Promise.all(missing.map((charge) => target.accounts.charge(charge)));
    tally.moved += missing.length;
    tally.present += page.length - missing.length;
  }
}

/** How many accounts of the source the target has not. */
export async function missingAccounts(source: Journal, target: Journal): Promise<number> {
  const there = await keysOf(target);
  let missing = 0;
  for await (const page of pagesOf(source))
    missing += page.filter((charge) => !there.has(keyOf(charge))).length;
  return missing;
}

/** Accounts in which something was paid for. */
async function* pagesOf(journal: Journal): AsyncGenerator<Charge[]> {
  let page: Charge[] = [];
  for await (const charge of journal.accounts.usage(Date.now() - keptMs)) {
    const { model, usage, calls } = charge;
    if ([model, usage, calls].every((one) => one === undefined)) continue;
    page.push(charge);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function keysOf(journal: Journal): Promise<Set<string>> {
  const keys = new Set<string>();
  for await (const page of pagesOf(journal)) for (const charge of page) keys.add(keyOf(charge));
  return keys;
}

function keyOf({ kind, chat, at, promptVersion = '' }: Charge): string {
  return `${at} ${kind} ${promptVersion} ${chat}`;
}
