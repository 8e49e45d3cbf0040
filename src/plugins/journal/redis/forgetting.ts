import { forgettingDeeds } from './deeds.ts';
import { matters } from './matters.ts';
import { script } from './script.ts';
import type { Store } from './store.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** GREEN-API repeats a notification for 24 hours; what is older than this is not asked for again. */
const finishedMs = 3 * dayMs;
const deadMs = 30 * dayMs;
const accountsMs = 400 * dayMs;

/** Things of one kind that are forgotten at a time, so that nobody waits for it. */
const mostThings = 200;

/** Pauses between two times: usually, and while there is more to forget. Milliseconds. */
const pauseMs = 60_000;
const busyPauseMs = 1_000;

const forget = script(`${matters}${forgettingDeeds}
local finished, dead, old, most = unpack(ARGV)
local function before(key, moment) return redis.call('ZRANGEBYSCORE', P .. key, '-inf', '(' .. moment, 'LIMIT', 0, most) end
for _, chat in ipairs(before(':paused', dead)) do
  redis.call('DEL', P .. ':pause:' .. chat)
  redis.call('ZREM', P .. ':paused', chat)
end
local ended, letters, accounts = before(':ended', finished), before(':letters', dead), before(':accounts', old)
local cases, notices = before(':cases:ended', dead), before(':notices:closed', dead)
for _, number in ipairs(cases) do forgetCase(number) end
for _, id in ipairs(notices) do forgetNotice(id) end
local deeds = before(':deeds', dead)
for _, key in ipairs(deeds) do forgetDeed(key) end
for _, member in ipairs(ended) do
  local chat, id = parts(string.sub(member, 2))
  if string.sub(member, 1, 1) == 's' then forgetSent(chat, id)
  elseif redis.call('HGET', P .. ':known:' .. chat, id) == 'd' then forgetMessage(chat, id) end
  redis.call('ZREM', P .. ':ended', member)
end
for _, letter in ipairs(letters) do
  local chat, id = unpack(redis.call('HMGET', P .. ':l:' .. letter, 'chat', 'id'))
  if id then forgetMessage(chat, id) end
  unbury(letter, chat or '')
end
for _, number in ipairs(accounts) do
  local account = cjson.decode(redis.call('HGET', P .. ':account', number) or '{"id":"","chat":""}')
  if redis.call('EXISTS', P .. ':rec:' .. account.id) == 0 then
    redis.call('ZREM', P .. ':accounts', number)
    redis.call('HDEL', P .. ':account', number)
    redis.call('HDEL', P .. ':turn:' .. account.chat, account.id)
  end
end
return math.max(#ended, #letters, #accounts, #cases, #notices, #deeds)`);

/** Forgets what is old, a little after some of the writes. */
export function forgetInPassing(store: Store, now: () => number): void {
  let last = -Infinity;
  let pause = pauseMs;
  store.onWrite(() => {
    const at = now();
    if (Math.abs(at - last) < pause) return;
    last = at;
    pause = pauseMs;
    store.read(forget, at - finishedMs, at - deadMs, at - accountsMs, mostThings).then(
      (most) => (pause = Number(most) < mostThings ? pauseMs : busyPauseMs),
      () => {},
    );
  });
}
