import { randomUUID } from 'node:crypto';
import type { Accounts, Charge } from '../../../core/kinds/journal.ts';
import { kindBefore } from '../kind-before.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';

/** Accounts that are read at a time. */
const pageSize = 1_000;

const accountsFrom = script(`
local numbers = redis.call('ZRANGEBYSCORE', P .. ':accounts', ARGV[1], '+inf', 'LIMIT', ARGV[2], ARGV[3])
if #numbers == 0 then return {} end
return redis.call('HMGET', P .. ':account', unpack(numbers))`);

/** Once for each id: a call whose answer got lost is made again. */
const charge = keptScript(`
local chat, id, account, at = unpack(ARGV)
if redis.call('HEXISTS', P .. ':turn:' .. chat, id) == 0 then keepAccount(chat, id, account, at) end
return 1`);

/** An account as it is kept, as JSON: with the id of its turn or charge, for the script that forgets it. */
export function keptAccount(id: string, account: Charge): string {
  return JSON.stringify({ id, ...account });
}

/** An account as it was kept; one of an older version has no kind. */
type KeptAccount = Omit<Charge, 'kind'> & Partial<Pick<Charge, 'kind'>> & { id: string };

/** What was paid for, in Redis. */
export function openAccounts(store: Store): Accounts {
  return {
    async charge(account) {
      const id = `charge/${randomUUID()}`;
      await store.patiently(charge, account.chat, id, keptAccount(id, account), account.at);
    },
    async *usage(since) {
      let last = { at: since, read: 0 };
      for (;;) {
        const page = (await store.read(accountsFrom, last.at, last.read, pageSize)) as string[];
        for (const json of page) {
          const account = toCharge(json);
          const { at } = account;
          last = at === last.at ? { at, read: last.read + 1 } : { at, read: 1 };
          yield account;
        }
        if (page.length < pageSize) return;
      }
    },
  };
}

function toCharge(json: string): Charge {
  const { id: _, kind, ...account } = JSON.parse(json) as KeptAccount;
  return kind === undefined ? kindBefore(account) : { ...account, kind };
}
