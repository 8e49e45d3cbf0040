import type { Inbound } from '../../../core/kinds/channel.ts';
import type { Inbox, Waiting } from '../../../core/kinds/journal.ts';
import { keptScript, script } from './script.ts';
import type { RedisSharing } from './sharing.ts';
import { newCall, type Store } from './store.ts';

/** Chats that are read at a time. */
const pageSize = 200;

const accept = keptScript(`
local now, chat, id, body, from = unpack(ARGV)
if redis.call('HEXISTS', P .. ':known:' .. chat, id) == 1 then return 0 end
queueMessage(chat, id, body, now)
reckon(chat)
wake(from, chat)
return 1`);

const chatsFrom = script(`
local page = {}
local chats = redis.call('ZRANGEBYSCORE', P .. ':waiting', '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
for index = 1, #chats, 2 do page[#page + 1] = { chats[index], notBefore(chats[index]), chats[index + 1] } end
return page`);

const waitingOf = script(`
local chat, rows = ARGV[1], {}
for _, id in ipairs(redis.call('ZRANGE', P .. ':wait:' .. chat, 0, -1)) do
  rows[#rows + 1] = redis.call('HMGET', messageKey(chat, id), 'body', 'tries', 'at', 'deaths', 'lonely', 'by', 'alone')
end
return rows`);

const postpone = script(`
local fence, chat, moment, reason, call = unpack(ARGV, 1, 5)
if fenced(chat, fence) then return lost end
for index = 6, #ARGV do
  local key = messageKey(chat, ARGV[index])
  if redis.call('HGET', P .. ':known:' .. chat, ARGV[index]) == 'w' then
    if redis.call('HGET', key, 'call') ~= call then redis.call('HINCRBY', key, 'tries', 1) end
    redis.call('HSET', key, 'nb', moment, 'reason', reason, 'call', call)
    redis.call('HDEL', key, 'by')
  end
end
return 1`);

/** Who is told that a chat has something new to do. */
export type Told = Pick<RedisSharing, 'signature' | 'takeUp'>;

const find = script(`
local chat = redis.call('HGET', P .. ':ids', ARGV[1])
return chat and redis.call('HGET', messageKey(chat, ARGV[1]), 'body')`);

/** What a write survives is a matter of the server's settings and of `replicas`. */
const durable = Promise.resolve();

/** The inbox in Redis. */
export function openInbox(store: Store, now: () => number, sharing: Told): Inbox {
  return {
    async accept(inbound) {
      const { chat, id } = inbound;
      const isNew =
        (await store.write(accept, now(), chat, id, JSON.stringify(inbound), sharing.signature)) ===
        1;
      if (isNew) sharing.takeUp(chat);
      return { isNew, durable };
    },
    chats: () => chatsWaiting(store),
    async waiting(chat) {
      return ((await store.patiently(waitingOf, chat)) as WaitingRow[]).map((row) =>
        toWaiting(row, store.me),
      );
    },
    async postpone(chat, ids, notBefore, reason) {
      await store.patiently(
        postpone,
        store.fence.ofChat(chat),
        chat,
        Math.ceil(notBefore),
        reason,
        newCall(),
        ...ids,
      );
    },
    async find(id) {
      const body = (await store.read(find, id)) as string | null;
      return body === null ? undefined : (JSON.parse(body) as Inbound);
    },
  };
}

async function chatsWaiting(store: Store): Promise<{ chat: string; notBefore: number }[]> {
  const chats: { chat: string; notBefore: number }[] = [];
  for (let last = '-inf'; ;) {
    const page = (await store.read(chatsFrom, last, pageSize)) as [string, string, string][];
    chats.push(...page.map(([chat, notBefore]) => ({ chat, notBefore: Number(notBefore) })));
    last = page.at(-1)?.[2] ?? last;
    if (page.length < pageSize) return chats;
  }
}

/** Body, tries, accepted, deaths, lonely ones, whose turn on it is under way, whether that is alone. */
type WaitingRow = [
  string,
  string,
  string,
  string | null,
  string | null,
  string | null,
  string | null,
];

/** What another process began and has not ended is one death more: the chat would not be ours otherwise. */
function toWaiting([body, tries, at, deaths, lonely, by, alone]: WaitingRow, me: string): Waiting {
  const died = by !== null && by !== me;
  return {
    inbound: JSON.parse(body) as Inbound,
    tries: Number(tries),
    acceptedAt: Number(at),
    deaths: Number(deaths) + Number(died),
    lonelyDeaths: Number(lonely) + Number(died && alone === '1'),
  };
}
