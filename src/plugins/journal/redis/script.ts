import { makeScript, type Script } from '../../redis/script.ts';

/**
 * What the scripts share. KEYS: what every key of the journal begins with, and what the keys of the queue begin with. All
 * keys have the bot's name in braces, so that a cluster keeps them on one node and one script may touch any of them.
 *
 *   seq              the last number given out; numbers only grow
 *   count            hash: how many are waiting, how many are due
 *   known:CHAT       hash: message id → w(aiting), d(one), x (given up)
 *   m:CHAT ID        hash: a message that is known
 *   ids              hash: message id → the chat that had it last
 *   wait:CHAT        sorted: ids of waiting messages by number
 *   r:ID             hash: a reply that is due; `of` is the record with which it was added, where no turn wrote it
 *   due:CHAT         sorted: ids of due replies by number
 *   sent:CHAT        sorted: the channel's ids of sent replies by time
 *   rec:ID           hash: a record that memory has not confirmed; u and u:CHAT sort them by number
 *   turn:CHAT        hash: id of a record or a charge → number of its account
 *   account          hash: number → account; accounts sorts the numbers by time
 *   l:LETTER         hash: a dead letter; letters sorts them by time, lof:CHAT names a chat's
 *   rejected         sorted: letters that can never become a message, by number
 *   value:NAME       what all processes see; vof:CHAT names a chat's
 *   waiting, owing   sorted: chats with waiting messages, with due replies, by number
 *   busy             sorted: chats with either, or with a record to remember
 *   pause:CHAT       hash: since when and until when the bot is silent there; of every chat, where CHAT is empty
 *   paused           sorted: chats of those by their end
 *   casenumber       the last number of a case
 *   case:NUMBER      hash: a case; caseid: hash: its id → its number
 *   cases            sorted: numbers of cases; cases:open of those that are open, cof:CHAT of a chat's, cases:ended by their end
 *   notice:ID        hash: a notice, and of each route `ROUTE name`; nof:CHAT names a chat's
 *   notices          sorted: ids of notices that are owed by number, notices:closed of the others by when they were closed
 *   told             set: chats to which notices are carried
 *   deed:KEY         hash: a write that was begun; deeds sorts the keys by time, dof:CHAT a chat's by number
 *   rule:CHAT        hash: what holds for a chat, as JSON; rules sorts the chats by name
 *   ended            sorted: what is forgotten three days later, by time
 */
const shared = `
local P, Q = KEYS[1], KEYS[2]
local function nextNumber() return redis.call('INCR', P .. ':seq') end
local function padded(number) return string.format('%015.0f', number) end
local function pair(chat, id) return #chat .. ':' .. chat .. id end
local function parts(text)
  local length, at = string.match(text, '^(%d+):()')
  local last = at + tonumber(length) - 1
  return string.sub(text, at, last), string.sub(text, last + 1)
end
local function messageKey(chat, id) return P .. ':m:' .. pair(chat, id) end
local function fenced(chat, fence)
  if fence == '' then return false end
  local name = string.gsub(chat, '[%%:]', { ['%'] = '%25', [':'] = '%3A' })
  local lock = redis.call('GET', Q .. ':c-' .. name .. ':lock')
  if not lock then return true end
  if string.sub(fence, -1) == ':' then return string.sub(lock, 1, #fence) ~= fence end
  return lock ~= fence
end
local lost = { err = 'LEASE another process works on this chat' }
local function list(key, chat, has)
  if not has then return redis.call('ZREM', key, chat) end
  if not redis.call('ZSCORE', key, chat) then redis.call('ZADD', key, nextNumber(), chat) end
end
local function reckon(chat)
  local waits = redis.call('EXISTS', P .. ':wait:' .. chat) == 1
  local owes = redis.call('EXISTS', P .. ':due:' .. chat) == 1
  local recalls = redis.call('EXISTS', P .. ':u:' .. chat) == 1
  list(P .. ':waiting', chat, waits)
  list(P .. ':owing', chat, owes)
  list(P .. ':busy', chat, waits or owes or recalls)
end
local function queueMessage(chat, id, body, at)
  local number = nextNumber()
  redis.call('HSET', P .. ':known:' .. chat, id, 'w')
  redis.call('HSET', messageKey(chat, id), 'body', body, 'at', at, 'tries', 0, 'nb', 0, 'n', number)
  redis.call('HSET', P .. ':ids', id, chat)
  redis.call('ZADD', P .. ':wait:' .. chat, number, id)
  redis.call('HINCRBY', P .. ':count', 'waiting', 1)
end
local function queueReply(id, chat, text, voice, at)
  redis.call('HSET', P .. ':r:' .. id, 'chat', chat, 'text', text, 'at', at, 'tries', 0, 'nb', 0)
  if voice and voice ~= '' then redis.call('HSET', P .. ':r:' .. id, 'voice', voice) end
  redis.call('ZADD', P .. ':due:' .. chat, id, id)
  redis.call('HINCRBY', P .. ':count', 'due', 1)
end
local function unqueueReply(id, chat)
  redis.call('DEL', P .. ':r:' .. id)
  redis.call('ZREM', P .. ':due:' .. chat, id)
  redis.call('HINCRBY', P .. ':count', 'due', -1)
end
local function keepSent(chat, id, at, text, of)
  redis.call('ZADD', P .. ':sent:' .. chat, at, id)
  redis.call('ZADD', P .. ':ended', at, 's' .. pair(chat, id))
  redis.call('HSET', P .. ':said:' .. chat, id, (of or '') .. '\\n' .. text)
end
local function forgetSent(chat, id)
  redis.call('ZREM', P .. ':sent:' .. chat, id)
  redis.call('HDEL', P .. ':said:' .. chat, id)
end
local function keepAccount(chat, id, account, at)
  local number = nextNumber()
  redis.call('HSET', P .. ':turn:' .. chat, id, padded(number))
  redis.call('ZADD', P .. ':accounts', at, padded(number))
  redis.call('HSET', P .. ':account', padded(number), account)
  return number
end
local function keepRecord(chat, id, record, number)
  redis.call('HSET', P .. ':rec:' .. id, 'chat', chat, 'json', record)
  redis.call('ZADD', P .. ':u', number, id)
  redis.call('ZADD', P .. ':u:' .. chat, number, id)
end
local function bury(kind, chat, reason, at, body, ...)
  local letter = padded(nextNumber()) .. kind
  redis.call('HSET', P .. ':l:' .. letter, 'chat', chat, 'reason', reason, 'at', at, 'body', body, ...)
  redis.call('ZADD', P .. ':letters', at, letter)
  if chat ~= '' then redis.call('SADD', P .. ':lof:' .. chat, letter) end
  return letter
end
local function unbury(letter, chat)
  redis.call('DEL', P .. ':l:' .. letter)
  redis.call('ZREM', P .. ':letters', letter)
  redis.call('ZREM', P .. ':rejected', letter)
  redis.call('SREM', P .. ':lof:' .. chat, letter)
end
local function dueOf(chat)
  local due = {}
  for _, id in ipairs(redis.call('ZRANGE', P .. ':due:' .. chat, 0, -1)) do
    local row = redis.call('HMGET', P .. ':r:' .. id, 'text', 'at', 'tries', 'nb', 'begun', 'voice', 'of')
    due[#due + 1] = { id, chat, unpack(row) }
  end
  return due
end
local function notBefore(chat)
  local latest = 0
  for _, id in ipairs(redis.call('ZRANGE', P .. ':wait:' .. chat, 0, -1)) do
    latest = math.max(latest, tonumber(redis.call('HGET', messageKey(chat, id), 'nb') or 0))
  end
  return string.format('%.0f', latest)
end
local function forgetMessage(chat, id)
  redis.call('HDEL', P .. ':known:' .. chat, id)
  redis.call('DEL', messageKey(chat, id))
  if redis.call('HGET', P .. ':ids', id) == chat then redis.call('HDEL', P .. ':ids', id) end
end
local function openUntil(value) return value and value ~= '' and tonumber(value) or 9e15 end
local function isOfBot(reason) return reason == 'handoff' or reason == 'rest' end
local function silenced(chat, created, now, id)
  local function binding(key)
    local till, begun, at, resumed, reason, through = unpack(redis.call('HMGET', P .. ':pause:' .. key, 'until', 'begun', 'at', 'resumed', 'reason', 'through'))
    local passes = isOfBot(reason) and tonumber(id) <= (tonumber(through or '') or 0)
    local binds = not passes and begun and tonumber(begun) > 0 and (openUntil(till) > now or tonumber(begun) >= created)
    return binds, tonumber(at), tonumber(resumed or 0)
  end
  local own, _, resumed = binding(chat)
  if own then return true end
  local every, at = binding('')
  return every and resumed < at
end
local function isHeldBack(chat)
  local blocked, stopped, mode = unpack(redis.call('HMGET', P .. ':rule:' .. chat, 'blocked', 'stoppedAt', 'mode'))
  return blocked or stopped or mode == '"draft"' or mode == '"observe"'
end
local function wake(from, chat) redis.call('PUBLISH', P .. ':wake', from .. ' ' .. chat) end
`;

/** A script of the journal: it may use what the scripts share. */
export function script(body: string): Script {
  return makeScript(`${shared}${body}`);
}

/** The same for what may not be lost with the machine: the change counts when replicas have it, too. */
export function keptScript(body: string): Script {
  return makeScript(`${shared}${body}`, { kept: true });
}
