import type { Inbound } from '../../../core/kinds/channel.ts';
import type {
  Books,
  DeadLetters,
  JournalCounts,
  TurnAccount,
} from '../../../core/kinds/journal.ts';
import type { Cluster } from '../../../core/kinds/cluster.ts';
import { lettersFrom } from './letters.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';
import type { KeptAccount } from './turns.ts';
import { watchVersion } from '../watch-version.ts';

/** Accounts that are read at a time. */
const pageSize = 1_000;

/** Letters that are looked through at a time for the name of a person. */
const lettersPage = 100;

/** A message of this name is taken along the path of every other and forgotten in the same step. */
const trial = 'trial';

/** First as much as a long message: where there is no room for it, there is none for a message. */
const prove = keptScript(`
local chat, id = ARGV[1], ARGV[2]
redis.call('SET', P .. ':proof', string.rep('.', 32768), 'PX', 60000)
redis.call('HEXISTS', P .. ':known:' .. chat, id)
queueMessage(chat, id, id, 0)
redis.call('ZRANGE', P .. ':wait:' .. chat, 0, -1)
redis.call('HMGET', messageKey(chat, id), 'body', 'tries', 'at')
redis.call('ZREM', P .. ':wait:' .. chat, id)
redis.call('HINCRBY', P .. ':count', 'waiting', -1)
forgetMessage(chat, id)
queueReply('0', chat, id, '', 0)
dueOf(chat)
unqueueReply('0', chat)
local counts = redis.call('HMGET', P .. ':count', 'waiting', 'due')
return { counts[1] or 0, counts[2] or 0, redis.call('ZCARD', P .. ':letters') }`);

const accountsFrom = script(`
local numbers = redis.call('ZRANGEBYSCORE', P .. ':accounts', ARGV[1], '+inf', 'LIMIT', ARGV[2], ARGV[3])
if #numbers == 0 then return {} end
return redis.call('HMGET', P .. ':account', unpack(numbers))`);

const erase = keptScript(`
local chat, count = ARGV[1], 0
for _, id in ipairs(redis.call('HKEYS', P .. ':known:' .. chat)) do
  count = count + 1
  forgetMessage(chat, id)
  redis.call('ZREM', P .. ':ended', 'm' .. pair(chat, id))
end
for _ = 1, redis.call('ZCARD', P .. ':wait:' .. chat) do redis.call('HINCRBY', P .. ':count', 'waiting', -1) end
for _, id in ipairs(redis.call('ZRANGE', P .. ':due:' .. chat, 0, -1)) do
  count = count + 1
  unqueueReply(id, chat)
end
for _, id in ipairs(redis.call('ZRANGE', P .. ':sent:' .. chat, 0, -1)) do
  count = count + 1
  redis.call('ZREM', P .. ':ended', 's' .. pair(chat, id))
end
for _, letter in ipairs(redis.call('SMEMBERS', P .. ':lof:' .. chat)) do
  if string.sub(letter, -1) == 'o' then count = count + 1 end
  unbury(letter, chat)
end
for _, turn in ipairs(redis.call('ZRANGE', P .. ':u:' .. chat, 0, -1)) do
  redis.call('DEL', P .. ':rec:' .. turn)
  redis.call('ZREM', P .. ':u', turn)
end
for _, number in ipairs(redis.call('HVALS', P .. ':turn:' .. chat)) do
  count = count + 1
  redis.call('ZREM', P .. ':accounts', number)
  redis.call('HDEL', P .. ':account', number)
end
for _, name in ipairs(redis.call('SMEMBERS', P .. ':vof:' .. chat)) do redis.call('DEL', P .. ':value:' .. name) end
for _, name in ipairs({ 'known', 'wait', 'sent', 'u', 'turn', 'vof' }) do redis.call('DEL', P .. ':' .. name .. ':' .. chat) end
reckon(chat)
return count`);

/** How long a claim holds without being renewed, and how often it is renewed; milliseconds on the clock of Redis. */
const claimMs = 15_000;
const renewMs = 4_000;

const claim = script(`
local now = redis.call('TIME')[1] * 1000
redis.call('ZADD', P .. ':claims', now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', P .. ':claims', '-inf', now)
return 1`);

const claimed = script(
  "return redis.call('ZCOUNT', P .. ':claims', redis.call('TIME')[1] * 1000, '+inf')",
);

/** The journal in Redis as a whole. `close` ends what `claim` began. @param me names this process to the others */
export class RedisBooks implements Books {
  readonly sharing: Cluster;
  readonly #store: Store;
  readonly #letters: DeadLetters;
  readonly #me: string;
  readonly #release: (() => void)[] = [];

  constructor(store: Store, letters: DeadLetters, sharing: Cluster, me: string) {
    this.#store = store;
    this.#me = me;
    this.#letters = letters;
    this.sharing = sharing;
  }

  /** Others may claim it, too: they share the work. */
  async claim(changed: () => Promise<void>): Promise<void> {
    const version = (): Promise<unknown> =>
      this.#store.call((client) => client.get(`${this.#store.base}:version`));
    this.#release.push(await watchVersion(version, changed));
    await this.#store.write(claim, this.#me, claimMs);
    const renewing = setInterval(
      () => void this.#store.write(claim, this.#me, claimMs).catch(() => {}),
      renewMs,
    ).unref();
    this.#release.push(() => clearInterval(renewing));
  }

  async claimed(): Promise<boolean> {
    return Number(await this.#store.read(claimed)) > 0;
  }

  async health(refused?: Inbound): Promise<JournalCounts> {
    const proof = await this.#store.read(prove, refused?.chat ?? trial, trial);
    const [waiting = 0, due = 0, dead = 0] = (proof as (string | number)[]).map(Number);
    return { waiting, due, dead };
  }

  async *usage(since: number): AsyncGenerator<TurnAccount> {
    let last = { at: since, read: 0 };
    for (;;) {
      const page = (await this.#store.read(accountsFrom, last.at, last.read, pageSize)) as string[];
      for (const json of page) {
        const { id: _, ...account } = JSON.parse(json) as KeptAccount;
        last =
          account.at === last.at
            ? { at: last.at, read: last.read + 1 }
            : { at: account.at, read: 1 };
        yield account;
      }
      if (page.length < pageSize) return;
    }
  }

  async erase(chat: string): Promise<number> {
    const erased = Number(await this.#store.write(erase, chat));
    return erased + (await this.#dropNaming(chat));
  }

  /** Gives the claim back. */
  async close(): Promise<void> {
    if (this.#release.length === 0) return;
    for (const release of this.#release.splice(0)) release();
    // Without Redis the claim lapses by itself.
    await this.#store
      .call((client) => client.zrem(`${this.#store.base}:claims`, this.#me))
      .catch(() => {});
  }

  /** Drops notifications in which this chat is named; nothing else says whose they were. */
  async #dropNaming(chat: string): Promise<number> {
    let dropped = 0;
    for (let kept = 0; ;) {
      const letters = await lettersFrom(this.#store, kept, lettersPage);
      const naming = letters.filter(({ kind, body }) => kind === 'invalid' && body.includes(chat));
      for (const { id } of naming) dropped += Number(await this.#letters.drop(id));
      kept += letters.length - naming.length;
      if (letters.length < lettersPage) return dropped;
    }
  }
}
