import { makeScript, type Script } from '../../redis/script.ts';

/**
 * KEYS of every script: the sorted set of members by the time of their values, the one by their deadlines (only members that
 * have one), then keys of values. A member is a value's key without what all of them begin with. `now` is the server's
 * clock, by which it drops values, so that the sets and the values end together.
 */
const shared = `
local times, deadlines = KEYS[1], KEYS[2]
local clock = redis.call('TIME')
local now = clock[1] .. string.format('%03d', math.floor(clock[2] / 1000))
local function forget(key, member)
  redis.call('ZREM', times, member)
  redis.call('ZREM', deadlines, member)
  return redis.call('UNLINK', key)
end
local function keep(key, member, value, time, deadline)
  if deadline == '' then
    redis.call('SET', key, value)
    redis.call('ZREM', deadlines, member)
  elseif tonumber(deadline) <= tonumber(now) then
    return forget(key, member)
  else
    redis.call('SET', key, value, 'PXAT', deadline)
    redis.call('ZADD', deadlines, deadline, member)
  end
  redis.call('ZADD', times, time, member)
end
local function sweep(most)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', deadlines, '-inf', '(' .. now, 'LIMIT', 0, most)) do
    redis.call('ZREM', times, member)
    redis.call('ZREM', deadlines, member)
  end
end
`;

function script(body: string): Script {
  return makeScript(`${shared}${body}`);
}

/** A chat that the journal has handed over for good must not be lost with the machine. */
function keptScript(body: string): Script {
  return makeScript(`${shared}${body}`, { kept: true });
}

/** Sets values; ARGV: for each its member, value, time, deadline (empty: none). Drops a few members whose time is over. */
export const setAll = keptScript(`
for index = 3, #KEYS do
  local at = (index - 3) * 4
  keep(KEYS[index], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4])
end
sweep(10 + 2 * #KEYS)
`);

/** Removes values; ARGV: their members. Gives for each how many there were. */
export const removeAll = keptScript(`
local removed = {}
for index = 3, #KEYS do removed[index - 2] = forget(KEYS[index], ARGV[index - 2]) end
return removed
`);

/** Sets a value while the one that is there is the one named; ARGV as of \`setAll\`, then whether there is one, and it. */
export const replaceOne = keptScript(`
local current = redis.call('GET', KEYS[3])
local expected = ARGV[5] == '1' and ARGV[6]
if current ~= expected then return 0 end
keep(KEYS[3], ARGV[1], ARGV[2], ARGV[3], ARGV[4])
sweep(16)
return 1
`);

/** Gives for each key whether it has a value. */
export const hasAll = script(`
local found = {}
for index = 3, #KEYS do found[index - 2] = redis.call('EXISTS', KEYS[index]) end
return found
`);

export const countAll = script(`
return redis.call('ZCARD', times) - redis.call('ZCOUNT', deadlines, '-inf', '(' .. now)
`);

/**
 * A page of members, newest first; ARGV: how many, and optionally the time and the member after which it begins, whether that
 * is still there or not. Gives the clock, then for each its member, time, deadline (empty: none). Compares byte by byte, as
 * the sorted set does: Lua's own comparison follows the language of the machine.
 */
export const readPage = script(`
local function isGreater(one, other)
  for index = 1, math.min(#one, #other) do
    local a, b = string.byte(one, index), string.byte(other, index)
    if a ~= b then return a > b end
  end
  return #one > #other
end
local first = 0
if ARGV[2] then
  first = redis.call('ZCOUNT', times, '(' .. ARGV[2], '+inf')
  local last = first + redis.call('ZCOUNT', times, ARGV[2], ARGV[2])
  while first < last do
    local middle = math.floor((first + last) / 2)
    local member = redis.call('ZREVRANGE', times, middle, middle)[1]
    if isGreater(ARGV[3], member) then last = middle else first = middle + 1 end
  end
end
local found = redis.call('ZREVRANGE', times, first, first + ARGV[1] - 1, 'WITHSCORES')
local page = { now }
for index = 1, #found, 2 do
  page[#page + 1] = found[index]
  page[#page + 1] = found[index + 1]
  page[#page + 1] = redis.call('ZSCORE', deadlines, found[index]) or ''
end
return page
`);
