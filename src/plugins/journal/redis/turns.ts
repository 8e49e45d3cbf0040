import type { Inbound } from '../../../core/kinds/channel.ts';
import type { Ended, Settlement, TurnAccount, Turns } from '../../../core/kinds/journal.ts';
import type { TurnRecord } from '../../../core/kinds/turn-record.ts';
import { readDueReplies } from './outbox.ts';
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

const mark = script(`
local fence, me, chat, how = unpack(ARGV, 1, 4)
if fenced(chat, fence) then return lost end
for index = 5, #ARGV do
  local key = messageKey(chat, ARGV[index])
  local by, alone = unpack(redis.call('HMGET', key, 'by', 'alone'))
  if how == 'left' then
    if by == me then redis.call('HDEL', key, 'by') end
  elseif redis.call('HGET', P .. ':known:' .. chat, ARGV[index]) == 'w' then
    if by and by ~= me then
      redis.call('HINCRBY', key, 'deaths', 1)
      if alone == '1' then redis.call('HINCRBY', key, 'lonely', 1) end
    end
    redis.call('HSET', key, 'by', me, 'alone', how == 'alone' and '1' or '0')
  end
end
return 1`);

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

const doneAmong = script(`
local rows = {}
for index = 1, #ARGV, 2 do
  local chat, id = parts(string.sub(ARGV[index], 2))
  local body = redis.call('HGET', P .. ':known:' .. chat, id) == 'd' and redis.call('HGET', messageKey(chat, id), 'body')
  if body then rows[#rows + 1] = { body, ARGV[index + 1] } end
end
return rows`);

const know = keptScript(`
for index = 1, #ARGV, 4 do
  local chat, id, body, at = unpack(ARGV, index, index + 3)
  if redis.call('HSETNX', P .. ':known:' .. chat, id, 'd') == 1 then
    redis.call('HSET', messageKey(chat, id), 'body', body, 'at', at, 'tries', 0, 'nb', 0)
    redis.call('HSET', P .. ':ids', id, chat)
    redis.call('ZADD', P .. ':ended', at, 'm' .. pair(chat, id))
  end
end
return 1`);

/** Ended turns in Redis. */
export function openTurns(store: Store, now: () => number): Turns {
  return {
    settle: ({ chat, inbound, replies, record, givenUp }: Settlement) => {
      const said = replies.flatMap(({ text, voice = '' }) => [text, voice]);
      const end = [
        givenUp === undefined ? 0 : 1,
        givenUp ?? '',
        inbound.length,
        ...inbound,
        ...said,
      ];
      const values = [
        record.id,
        JSON.stringify(record),
        JSON.stringify(accountOf(record)),
        record.at,
        ...end,
      ];
      return readDueReplies(
        store.patiently(settle, store.fence.ofChat(chat), now(), chat, ...values),
      );
    },
    async mark(chat, ids, how) {
      const values = [store.me, chat, how, ...ids];
      // What was left is true whoever works on the chat by now, and nobody waits for it.
      if (how === 'left') await store.write(mark, '', ...values);
      else await store.patiently(mark, store.fence.ofChat(chat), ...values);
    },
    async unremembered(chat) {
      const key = chat === undefined ? `${store.base}:u` : `${store.base}:u:${chat}`;
      const records: TurnRecord[] = [];
      for (let last = '-inf'; ;) {
        const page = (await store.patiently(recordsFrom, key, last, pageSize)) as [
          string,
          string,
        ][];
        records.push(...page.map(([json]) => JSON.parse(json) as TurnRecord));
        last = page.at(-1)?.[1] ?? last;
        if (page.length < pageSize) return records;
      }
    },
    remembered: async ({ chat, id }) => Number(await store.patiently(remembered, chat, id)) === 1,
    ended: () => done(store),
    async know(ended) {
      const values = ended.flatMap(({ inbound, at }) => [
        inbound.chat,
        inbound.id,
        JSON.stringify(inbound),
        at,
      ]);
      for (let first = 0; first < values.length; first += 4 * pageSize)
        await store.write(know, ...values.slice(first, first + 4 * pageSize));
    },
  };
}

async function* done(store: Store): AsyncGenerator<Ended> {
  for (let cursor: string | undefined = '0'; cursor !== undefined;) {
    const from: string = cursor;
    const [next, found] = await store.call((client) =>
      client.zscan(`${store.base}:ended`, from, 'COUNT', pageSize),
    );
    const messages = found.flatMap((member, index) =>
      index % 2 === 0 && member.startsWith('m') ? [member, found[index + 1] ?? ''] : [],
    );
    const rows =
      messages.length === 0
        ? []
        : ((await store.read(doneAmong, ...messages)) as [string, string][]);
    for (const [body, at] of rows) yield { inbound: JSON.parse(body) as Inbound, at: Number(at) };
    cursor = next === '0' ? undefined : next;
  }
}

/** An account as it is kept, with the record's id for the script that forgets it. */
export type KeptAccount = TurnAccount & { id: string };

function accountOf({
  id,
  chat,
  at,
  model,
  usage,
  ms,
  promptVersion,
  facts,
}: TurnRecord): KeptAccount {
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
