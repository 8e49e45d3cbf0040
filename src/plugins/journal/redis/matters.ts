import type { CaseEnding } from '../../../core/kinds/cases.ts';
import type { NewNotice } from '../../../core/kinds/notices.ts';
import type { Argument } from '../../redis/script.ts';
import { recordOfEnding } from '../case-matters.ts';
import { adding, formsOf, keptRecord } from './outbox.ts';
import { ending, pausing, pauseValues } from './pauses.ts';

/**
 * What scripts share that open or end cases or add notices. They take what follows from the arguments one by one, from where
 * `cursor` is: `takeNotices` what `noticeValues` made, `endCase` what `endingValues` made.
 */
export const matters = `${adding}${pausing}${ending}
local cursor = 0
local function take()
  cursor = cursor + 1
  return ARGV[cursor]
end
local function addNotice(id, chat, body, case, number)
  local key = P .. ':notice:' .. id
  if redis.call('EXISTS', key) == 1 then return 0 end
  redis.call('HSET', key, 'body', body, 'chat', chat)
  if case then redis.call('HSET', key, 'case', case, 'number', number) end
  redis.call('ZADD', P .. ':notices', nextNumber(), id)
  if chat ~= '' then redis.call('SADD', P .. ':nof:' .. chat, id) end
  return 1
end
local function takeNotices(isWanted, case, number, chat)
  local added = 0
  for _ = 1, tonumber(take()) do
    local id, of, whose, body = take(), take(), take(), take()
    local isAbout = case and (of == '' or of == case)
    if isAbout and whose == '' then whose = chat end
    if isWanted then added = added + addNotice(id, whose, body, isAbout and case, number) end
  end
  return added
end
local function openCase(chat, id, kind, at, about)
  local number = redis.call('HGET', P .. ':caseid', id)
  local isNew = not number
  if isNew then
    local waiting = redis.call('ZRANGE', P .. ':wait:' .. chat, 0, 0, 'WITHSCORES')[2]
    local known = waiting and tonumber(waiting) - 1 or tonumber(redis.call('GET', P .. ':seq') or 0)
    number = string.format('%.0f', redis.call('INCR', P .. ':casenumber'))
    redis.call('HSET', P .. ':case:' .. number, 'id', id, 'kind', kind, 'chat', chat, 'at', at, 'about', about, 'known', known)
    redis.call('HSET', P .. ':caseid', id, number)
    for _, key in ipairs({ ':cases', ':cases:open', ':cof:' .. chat }) do redis.call('ZADD', P .. key, number, number) end
  end
  takeNotices(isNew, id, number, chat)
  return number
end
local function isNewer(chat, known)
  local messages = redis.call('HGETALL', P .. ':known:' .. chat)
  for index = 1, #messages, 2 do
    local body, number = unpack(redis.call('HMGET', messageKey(chat, messages[index]), 'body', 'n'))
    local isLater = messages[index + 1] == 'w' or tonumber(number or 0) > known
    if body and isLater and not cjson.decode(body).from then return true end
  end
  return false
end
local function endCase(now)
  local number, outcome, at, by, unlessNewer, resumes, anyway = take(), take(), take(), take(), take(), take(), take()
  local pause = take() == '1' and { take(), take(), take(), take() }
  local hands = { take(), take() }
  local record = { take(), take(), take(), take() }
  local count = tonumber(take())
  local first = cursor + 1
  cursor = cursor + 2 * count
  local key = P .. ':case:' .. number
  local id, chat, known, ended = unpack(redis.call('HMGET', key, 'id', 'chat', 'known', 'outcome'))
  local holds = id and (anyway == '1' or not ended) and not (unlessNewer == '1' and isNewer(chat, tonumber(known)))
  takeNotices(holds, id, number, chat)
  if not holds then return false end
  if not ended then
    redis.call('HSET', key, 'outcome', outcome, 'end', at, 'by', by)
    redis.call('ZREM', P .. ':cases:open', number)
    redis.call('ZADD', P .. ':cases:ended', at, number)
  end
  if hands[1] ~= '' and redis.call('HEXISTS', P .. ':known:' .. chat, hands[1]) == 0 then
    queueMessage(chat, hands[1], hands[2], now)
    reckon(chat)
    wake('-', chat)
  end
  if record[1] ~= '' then putAdded(now, chat, record, first, first + 2 * count - 1) end
  if resumes == '1' then endHandoff(chat, math.floor(tonumber(at))) end
  if pause and beginPause(now, chat, unpack(pause)) == 'paused' then wake('!', chat) end
  return true
end
local function forgetCase(number)
  local id, chat = unpack(redis.call('HMGET', P .. ':case:' .. number, 'id', 'chat'))
  redis.call('DEL', P .. ':case:' .. number)
  if id then redis.call('HDEL', P .. ':caseid', id) end
  for _, key in ipairs({ ':cases', ':cases:open', ':cases:ended', ':cof:' .. (chat or '') }) do redis.call('ZREM', P .. key, number) end
end
local function forgetNotice(id)
  local chat = redis.call('HGET', P .. ':notice:' .. id, 'chat')
  redis.call('DEL', P .. ':notice:' .. id)
  for _, key in ipairs({ ':notices', ':notices:closed' }) do redis.call('ZREM', P .. key, id) end
  redis.call('SREM', P .. ':nof:' .. (chat or ''), id)
end
`;

/** Notices as scripts take them: how many, and of each its id, the case that it names, whose it is, itself. */
export function noticeValues(notices: readonly NewNotice[] = []): Argument[] {
  const values = notices.flatMap((notice) => [
    notice.id,
    notice.case?.id ?? '',
    notice.chat ?? '',
    JSON.stringify(notice),
  ]);
  return [notices.length, ...values];
}

/** An end of a case as scripts take it. @param chatOf tells the case's chat, where that is needed */
export async function endingValues(
  wanted: CaseEnding,
  chatOf: (number: number) => Promise<string>,
): Promise<Argument[]> {
  const {
    number,
    outcome,
    at,
    by = '',
    replies = [],
    pause,
    unlessNewer,
    resumes,
    anyway,
    notices,
    hands,
  } = wanted;
  const isNamed = wanted.record !== undefined || replies.length === 0;
  const record = recordOfEnding(wanted, isNamed ? '' : await chatOf(number));
  return [
    number,
    outcome,
    at,
    by,
    unlessNewer ? 1 : 0,
    resumes ? 1 : 0,
    anyway ? 1 : 0,
    ...(pause ? [1, ...pauseValues(pause)] : [0]),
    ...(hands ? [hands.id, JSON.stringify(hands)] : ['', '']),
    ...(record ? keptRecord(record) : ['', '', '', '']),
    replies.length,
    ...formsOf(replies),
    ...noticeValues(notices),
  ];
}
