import type { Begun, NewPause, Pause, PauseReason, Pauses } from '../../../core/kinds/pauses.ts';
import type { Told } from './inbox.ts';
import { openLifting } from './lifting.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';

/** Tells those who work on a chat, or on any, that the bot is silent there or not any more. */
const tell = `
local function tell(chat)
  local all = chat == '' and redis.call('ZRANGE', P .. ':busy', 0, -1) or { chat }
  for _, each in ipairs(all) do redis.call('PUBLISH', P .. ':wake', '! ' .. each) end
end`;

/** Begins or prolongs a pause; what the contract says of it. Returns what became of it. */
export const pausing = `
local function second(at) return math.floor(tonumber(at) / 1000) end
local function beginPause(now, chat, reason, at, till, words)
  local key = P .. ':pause:' .. chat
  local ends, begun, since, why, resumed, said = unpack(redis.call('HMGET', key, 'until', 'begun', 'at', 'reason', 'resumed', 'words'))
  local function isOld(moment) return moment and second(at) < second(moment) end
  local ofBot = isOfBot(reason)
  local isBarred = not ofBot and (isOld(resumed) or isOld(redis.call('HGET', P .. ':pause:', 'resumed')))
  if isBarred or openUntil(till) <= tonumber(now) then return 'over' end
  if begun and tonumber(begun) > 0 and openUntil(ends) > tonumber(now) then
    if ofBot and not isOfBot(why) then return 'paused' end
    local isTakenOver = isOfBot(why) and not ofBot and second(at) >= second(since)
    if why == 'command' or (why == 'handoff' and reason == 'rest') then reason = why end
    if said ~= words then words = '' end
    if not isTakenOver then
      if ends == '' or till == '' then till = ''
      elseif tonumber(ends) > tonumber(till) then till = ends end
    end
    if tonumber(since) > tonumber(at) then at = since end
  end
  redis.call('HSET', key, 'reason', reason, 'at', at, 'begun', now, 'until', till, 'words', words,
    'through', ofBot and redis.call('GET', P .. ':seq') or '')
  redis.call('HDEL', key, 'unanswered')
  redis.call('ZADD', P .. ':paused', till == '' and '+inf' or till, chat)
  return 'paused'
end`;

/** Ends a pause; `endHandoff` only that of a chat that was handed to a person. */
export const ending = `
local function endPause(chat, at)
  local key = P .. ':pause:' .. chat
  local ends, since = unpack(redis.call('HMGET', key, 'until', 'at'))
  if not since or math.floor(tonumber(since) / 1000) > math.floor(at / 1000) or openUntil(ends) <= at then return 0 end
  local moment = string.format('%.0f', at)
  redis.call('HSET', key, 'until', moment, 'resumed', moment)
  redis.call('ZADD', P .. ':paused', moment, chat)
  return 1
end
local function endHandoff(chat, at)
  if redis.call('HGET', P .. ':pause:' .. chat, 'reason') == 'handoff' and endPause(chat, at) == 1 then wake('!', chat) end
end`;

const begin = keptScript(`${tell}${pausing}
local now, chat, reason, at, till, words, id, body, from = unpack(ARGV)
local kept = 0
if id ~= '' then
  if redis.call('ZSCORE', P .. ':sent:' .. chat, id) then return { 'own', 0 } end
  if redis.call('HEXISTS', P .. ':known:' .. chat, id) == 1 then return { 'known', 1 } end
  if redis.call('EXISTS', P .. ':known:' .. chat) == 1 then
    queueMessage(chat, id, body, now)
    reckon(chat)
    kept = 1
  end
end
local outcome = beginPause(now, chat, reason, at, till, words)
if outcome == 'paused' then tell(chat) end
if kept == 1 then wake(from, chat) end
return { outcome, kept }`);

const finish = keptScript(`${tell}${ending}
local chat, at, every = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1'
local ended = 0
for _, each in ipairs(every and redis.call('ZRANGE', P .. ':paused', 0, -1) or { chat }) do
  ended = ended + endPause(each, at)
end
local key = P .. ':pause:' .. chat
if redis.call('HSETNX', key, 'begun', 0) == 1 then
  redis.call('HSET', key, 'reason', 'command', 'at', 0, 'until', ARGV[2], 'words', '')
  redis.call('ZADD', P .. ':paused', ARGV[2], chat)
end
if tonumber(redis.call('HGET', key, 'resumed') or 0) < at then redis.call('HSET', key, 'resumed', ARGV[2]) end
tell(chat)
return ended`);

const rows = `
local function rowOf(chat)
  return { chat, unpack(redis.call('HMGET', P .. ':pause:' .. chat, 'reason', 'at', 'begun', 'until', 'resumed', 'words', 'unanswered')) }
end
`;

const ofChat = script(`${rows}return { rowOf(ARGV[1]), rowOf('') }`);

const ofAll = script(`${rows}
local all = {}
for _, chat in ipairs(redis.call('ZREVRANGE', P .. ':paused', 0, -1)) do all[#all + 1] = rowOf(chat) end
return all`);

const conclude = script(`
local key = P .. ':pause:' .. ARGV[1]
if redis.call('HGET', key, 'until') ~= ARGV[2] then return 0 end
return redis.call('HSETNX', key, 'unanswered', ARGV[3])`);

/** Chat, reason, at, begun, until, resumed, words, unanswered. */
type Row = [
  string,
  PauseReason,
  string,
  string | null,
  string,
  string | null,
  string,
  string | null,
];

/** Where the bot is silent, in Redis. */
export function openPauses(store: Store, now: () => number, sharing: Told): Pauses {
  return {
    async begin({ chat = '', ...pause }, message) {
      const said = message ? [message.id, JSON.stringify(message)] : ['', ''];
      const values = [now(), chat, ...pauseValues(pause), ...said, sharing.signature];
      const [outcome, kept] = (await store.write(begin, ...values)) as [Begun, number];
      if (kept === 1 && outcome !== 'known') sharing.takeUp(chat);
      return { outcome, kept: kept === 1 };
    },
    end: async (chat, at) =>
      Number(await store.write(finish, chat ?? '', Math.floor(at), chat === undefined ? 1 : 0)),
    ...openLifting(store, now, sharing),
    async of(chat) {
      const found = (await store.patiently(ofChat, chat)) as Row[];
      return found.filter((row) => row[3] !== null).map(toPause);
    },
    async list() {
      const found = (await store.read(ofAll)) as Row[];
      return found.filter((row) => row[3] !== null).map(toPause);
    },
    conclude: async (chat, until, unanswered) =>
      (await store.write(conclude, chat, until, Number(unanswered))) === 1,
  };
}

/** A pause as scripts take it: why, since when, until when, and a machine's words. */
export function pauseValues({
  reason,
  at,
  until,
  words = '',
}: Omit<NewPause, 'chat'>): (string | number)[] {
  return [reason, Math.round(at), until === undefined ? '' : Math.ceil(until), words];
}

function toPause([chat, reason, at, begun, until, resumed, words, unanswered]: Row): Pause {
  return {
    ...(chat === '' ? {} : { chat }),
    reason,
    at: Number(at),
    begunAt: Number(begun),
    ...(until === '' ? {} : { until: Number(until) }),
    ...(resumed === null ? {} : { resumedAt: Number(resumed) }),
    ...(words === '' ? {} : { words }),
    ...(unanswered === null ? {} : { unanswered: unanswered === '1' }),
  };
}
