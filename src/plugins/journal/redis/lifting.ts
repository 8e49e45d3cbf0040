import { withdrawnReason, type Pauses } from '../../../core/kinds/pauses.ts';
import type { Told } from './inbox.ts';
import { keptScript } from './script.ts';
import type { Store } from './store.ts';

const lift = keptScript(`
local now, chat, words, from = unpack(ARGV)
local key = P .. ':pause:' .. chat
local begun, since, ends, said = unpack(redis.call('HMGET', key, 'begun', 'at', 'until', 'words'))
if said ~= words or tonumber(begun) == 0 or openUntil(ends) <= tonumber(now) then return 0 end
local first = tonumber(begun)
for _, letter in ipairs(redis.call('SMEMBERS', P .. ':lof:' .. chat)) do
  local reason, at, due = unpack(redis.call('HMGET', P .. ':l:' .. letter, 'reason', 'at', 'due'))
  if reason == '${withdrawnReason}' and tonumber(at) >= tonumber(begun) and due then first = math.min(first, tonumber(due)) end
end
local again = {}
local known = redis.call('HGETALL', P .. ':known:' .. chat)
for index = 1, #known, 2 do
  local id = known[index]
  local ended = known[index + 1] == 'd' and redis.call('ZSCORE', P .. ':ended', 'm' .. pair(chat, id))
  if ended and tonumber(ended) >= first then
    local body, at, number = unpack(redis.call('HMGET', messageKey(chat, id), 'body', 'at', 'n'))
    local message = cjson.decode(body)
    if not (message.from or message.changes or message.unless) then
      again[#again + 1] = { id, body, at, tonumber(number or 0) }
    end
  end
end
table.sort(again, function(one, other) return one[4] < other[4] end)
for _, message in ipairs(again) do
  local id, body, at = unpack(message)
  -- As text: numbers that a decoder reads come out in another form.
  if string.sub(body, 1, 15) ~= '{"lifted":true,' then body = '{"lifted":true,' .. string.sub(body, 2) end
  redis.call('ZREM', P .. ':ended', 'm' .. pair(chat, id))
  redis.call('HDEL', messageKey(chat, id), 'by', 'lonely', 'deaths')
  queueMessage(chat, id, body, at)
end
redis.call('HSET', key, 'begun', 0, 'until', since, 'resumed', since)
redis.call('ZADD', P .. ':paused', since, chat)
reckon(chat)
redis.call('PUBLISH', P .. ':wake', '! ' .. chat)
wake(from, chat)
return 1`);

/** Lifts what a machine's words made, in Redis. */
export function openLifting(store: Store, now: () => number, sharing: Told): Pick<Pauses, 'lift'> {
  return {
    async lift(chat, words) {
      const lifted = (await store.write(lift, now(), chat, words, sharing.signature)) === 1;
      if (lifted) sharing.takeUp(chat);
      return lifted;
    },
  };
}
