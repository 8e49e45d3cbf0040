import type {
  Consequences,
  Due,
  Settlement,
  TurnMark,
  Turns,
} from '../../../core/kinds/journal.ts';
import type { TurnRecord } from '../../../core/kinds/turn-record.ts';
import type { Argument } from '../../redis/script.ts';
import { caseValues, chatOf } from './cases.ts';
import { endingValues, matters, noticeValues } from './matters.ts';
import { formsOf, keptRecord, readDueReplies } from './outbox.ts';
import { pauseValues } from './pauses.ts';
import { ruleValues, ruling } from './rules.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';

/** Records that are read at a time. */
const pageSize = 200;

/** Ends a turn. @param brings decides from where to where the arguments hold what is said, then sees to what follows from it */
function settling({ decide, follow } = { decide: '', follow: '' }): string {
  return `
local fence, now, chat, turn, record, account, at, givenUp, reason, count, said = unpack(ARGV, 1, 11)
if fenced(chat, fence) then return lost end
local ended, known = 0, tonumber(count) == 0
local first, last = 12 + count, 11 + count + 2 * said
for index = 12, 11 + tonumber(count) do
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
  ${decide}
  for index = first, last, 2 do
    queueReply(string.format('%.0f', nextNumber()), chat, ARGV[index], ARGV[index + 1], now)
  end
  ${follow}
  if before then
    redis.call('ZREM', P .. ':accounts', before)
    redis.call('HDEL', P .. ':account', before)
  end
  keepRecord(chat, turn, record, keepAccount(chat, turn, account, at))
end
reckon(chat)
if fence == '' then wake('-', chat) end
return dueOf(chat)`;
}

const settle = keptScript(settling());

/** The same with what follows from a turn beside its replies: `followValues` are the arguments behind them. */
const settleAll = keptScript(
  `${matters}${ruling}${settling({
    decide: `
  cursor = last
  if take() == '1' then
    local hasEnded, count = endCase(now), take()
    if not hasEnded then first, last = cursor + 1, cursor + 2 * count end
    cursor = cursor + 2 * count
  end`,
    follow: `
  if take() == '1' then beginPause(now, chat, take(), take(), take(), take()) end
  if take() == '1' then openCase(take(), take(), take(), take(), take())
  else takeNotices(true) end
  if take() == '1' then openCase(take(), take(), take(), take(), take()) end
  changeRule(chat, cursor + 1, #ARGV)`,
  })}`,
);

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

/** Ended turns in Redis. */
export function openTurns(store: Store, now: () => number): Turns {
  return {
    settle: (settlement) => settleTurn(store, settlement, now()),
    mark: (chat, ids, how) => markMessages(store, chat, ids, how),
    unremembered: (chat) => recordsOf(store, chat),
    remembered: async ({ chat, id }) => Number(await store.patiently(remembered, chat, id)) === 1,
  };
}

async function settleTurn(store: Store, settlement: Settlement, now: number): Promise<Due[]> {
  const { chat, inbound, replies, record, givenUp } = settlement;
  const values = [
    ...keptRecord(record),
    givenUp === undefined ? 0 : 1,
    givenUp ?? '',
    inbound.length,
    replies.length,
    ...inbound,
    ...formsOf(replies),
  ];
  const { pause, opens, unanswered, notices, ends, rule } = settlement;
  const follows = pause ?? opens ?? unanswered ?? notices ?? ends ?? rule;
  const more = follows === undefined ? [] : await followValues(store, settlement);
  const run = follows === undefined ? settle : settleAll;
  return readDueReplies(
    store.patiently(run, store.fence.ofChat(chat), now, chat, ...values, ...more),
  );
}

/** What follows from a turn beside its replies, as the script takes it. */
async function followValues(
  store: Store,
  { pause, opens, unanswered, notices, ends, rule }: Consequences,
): Promise<Argument[]> {
  const ending = ends && [
    ...(await endingValues(ends, (number) => chatOf(store, number))),
    ends.otherwise.length,
    ...formsOf(ends.otherwise),
  ];
  return [
    ...(ending ? [1, ...ending] : [0]),
    ...(pause ? [1, ...pauseValues(pause)] : [0]),
    ...(opens ? [1, ...caseValues(opens)] : [0]),
    ...noticeValues(notices),
    ...(unanswered ? [1, ...caseValues(unanswered), ...noticeValues()] : [0]),
    ...ruleValues(rule ?? {}),
  ];
}

async function markMessages(
  store: Store,
  chat: string,
  ids: readonly string[],
  how: TurnMark,
): Promise<void> {
  const values = [store.me, chat, how, ...ids];
  // What was left is true no matter who works on the chat by now, and nobody waits for it.
  if (how === 'left') await store.write(mark, '', ...values);
  else await store.patiently(mark, store.fence.ofChat(chat), ...values);
}

async function recordsOf(store: Store, chat: string | undefined): Promise<TurnRecord[]> {
  const key = chat === undefined ? `${store.base}:u` : `${store.base}:u:${chat}`;
  const records: TurnRecord[] = [];
  for (let last = '-inf'; ;) {
    const page = (await store.patiently(recordsFrom, key, last, pageSize)) as [string, string][];
    records.push(...page.map(([json]) => JSON.parse(json) as TurnRecord));
    last = page.at(-1)?.[1] ?? last;
    if (page.length < pageSize) return records;
  }
}
