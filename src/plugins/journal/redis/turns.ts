import type { Settlement, TurnAccount, Turns } from '../../../core/kinds/journal.ts';
import type { TurnRecord } from '../../../core/turn-record.ts';
import { dueReplies } from './outbox.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';

/** Records that are read at a time. */
const pageSize = 200;

const settle = keptScript(`
local fence, now, chat, turn, record, account, at, givenUp, reason, count = unpack(ARGV, 1, 10)
if fenced(chat, fence) then return lost end
local ended, known = 0, tonumber(count) == 0
for index = 11, 10 + tonumber(count) do
  local id = ARGV[index]
  local state = redis.call('HGET', P .. ':known:' .. chat, id)
  known = known or state
  if state == 'w' then
    ended = ended + 1
    local row = redis.call('HMGET', messageKey(chat, id), 'body', 'at')
    redis.call('ZREM', P .. ':wait:' .. chat, id)
    redis.call('HINCRBY', P .. ':count', 'waiting', -1)
    redis.call('HSET', P .. ':known:' .. chat, id, givenUp == '1' and 'x' or 'd')
    if givenUp == '1' then bury('i', chat, reason, now, row[1], 'id', id, 'accepted', row[2])
    else redis.call('ZADD', P .. ':ended', now, 'm' .. pair(chat, id)) end
  end
end
if not known then return dueOf(chat) end
local before = redis.call('HGET', P .. ':turn:' .. chat, turn)
if ended > 0 or not before then
  for index = 11 + tonumber(count), #ARGV, 2 do
    queueReply(string.format('%.0f', nextNumber()), chat, ARGV[index], ARGV[index + 1], now)
  end
  if before then
    redis.call('ZREM', P .. ':accounts', before)
    redis.call('HDEL', P .. ':account', before)
  end
  local number = nextNumber()
  redis.call('HSET', P .. ':turn:' .. chat, turn, padded(number))
  redis.call('ZADD', P .. ':accounts', at, padded(number))
  redis.call('HSET', P .. ':account', padded(number), account)
  redis.call('HSET', P .. ':rec:' .. turn, 'chat', chat, 'json', record)
  redis.call('ZADD', P .. ':u', number, turn)
  redis.call('ZADD', P .. ':u:' .. chat, number, turn)
end
reckon(chat)
if fence == '' then wake('-', chat) end
return dueOf(chat)`);

const recordsFrom = script(`
local page = {}
local turns = redis.call('ZRANGEBYSCORE', ARGV[1], '(' .. ARGV[2], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[3])
for index = 1, #turns, 2 do
  page[#page + 1] = { redis.call('HGET', P .. ':rec:' .. turns[index], 'json'), turns[index + 1] }
end
return page`);

const remembered = script(`
local chat, turn = ARGV[1], ARGV[2]
if redis.call('DEL', P .. ':rec:' .. turn) == 1 then
  redis.call('ZREM', P .. ':u', turn)
  redis.call('ZREM', P .. ':u:' .. chat, turn)
  reckon(chat)
end
return redis.call('HEXISTS', P .. ':turn:' .. chat, turn)`);

/** Ended turns in Redis. */
export function openTurns(store: Store, now: () => number): Turns {
  return {
    settle: ({ chat, inbound, replies, record, givenUp }: Settlement) => {
      const said = replies.flatMap(({ text, voice = '' }) => [text, voice]);
      const end = [givenUp === undefined ? 0 : 1, givenUp ?? '', inbound.length, ...inbound, ...said];
      const values = [record.id, JSON.stringify(record), JSON.stringify(accountOf(record)), record.at, ...end];
      return dueReplies(store.patiently(settle, store.fence.ofChat(chat), now(), chat, ...values));
    },
    async unremembered(chat) {
      const key = chat === undefined ? `${store.base}:u` : `${store.base}:u:${chat}`;
      const records: TurnRecord[] = [];
      for (let last = '-inf'; ;) {
        const page = (await store.patiently(recordsFrom, key, last, pageSize)) as [string, string][];
        records.push(...page.map(([json]) => JSON.parse(json) as TurnRecord));
        last = page.at(-1)?.[1] ?? last;
        if (page.length < pageSize) return records;
      }
    },
    remembered: async ({ chat, id }) => Number(await store.patiently(remembered, chat, id)) === 1,
  };
}

/** An account as it is kept, with the record's id for the script that forgets it. */
export type KeptAccount = TurnAccount & { id: string };

function accountOf({ id, chat, at, model, usage, ms, promptVersion, facts }: TurnRecord): KeptAccount {
  const { language } = facts;
  return {
    id,
    chat,
    at,
    ...(model === undefined ? {} : { model }),
    ...(usage === undefined ? {} : { usage }),
    ...(ms === undefined ? {} : { ms }),
    ...(promptVersion === undefined ? {} : { promptVersion }),
    ...(language === undefined ? {} : { language }),
  };
}
