import { accountOf, numberIn, withoutAccount } from '../../../core/plugin-api/texts.ts';
import type { DeadLetters } from '../../../core/kinds/journal.ts';
import { forgettingDeeds } from './deeds.ts';
import { lettersFrom } from './letters.ts';
import { matters } from './matters.ts';
import { keptScript } from './script.ts';
import type { Store } from './store.ts';

/** Letters that are looked through at a time for the name of a person. */
const lettersPage = 100;

/** What carries a notice about a person is in the chats of those who are told. */
const eraseCarried = `
local function forgetSaid(chat, isAbout)
  local said = redis.call('HGETALL', P .. ':said:' .. chat)
  for index = 1, #said, 2 do
    if isAbout(string.match(said[index + 1], '^([^\\n]*)\\n(.*)$')) then redis.call('HDEL', P .. ':said:' .. chat, said[index]) end
  end
end
local function eraseCarried(prefix)
  local count = 0
  for _, chat in ipairs(redis.call('SMEMBERS', P .. ':told')) do
    for _, row in ipairs(dueOf(chat)) do
      if string.sub(row[9] or '', 1, #prefix) == prefix then
        unqueueReply(row[1], chat)
        count = count + 1
      end
    end
    for _, turn in ipairs(redis.call('HKEYS', P .. ':turn:' .. chat)) do
      if string.sub(turn, 1, #prefix) == prefix then
        local number = redis.call('HGET', P .. ':turn:' .. chat, turn)
        redis.call('ZREM', P .. ':accounts', number)
        redis.call('HDEL', P .. ':account', number)
        redis.call('HDEL', P .. ':turn:' .. chat, turn)
        redis.call('DEL', P .. ':rec:' .. turn)
        redis.call('ZREM', P .. ':u', turn)
        redis.call('ZREM', P .. ':u:' .. chat, turn)
        count = count + 1
      end
    end
    forgetSaid(chat, function(of) return string.sub(of, 1, #prefix) == prefix end)
    reckon(chat)
  end
  return count
end`;

/** What an owner wrote who quoted a ticket of the person is done with, and said to nobody any more. */
const eraseQuoted = `
local function eraseQuoted(number)
  local count, phone = 0, number ~= '' and number
  for _, chat in ipairs(phone and redis.call('SMEMBERS', P .. ':told') or {}) do
    forgetSaid(chat, function(of, text) return string.sub(of, 1, 7) == 'notice/' and string.find(text, phone, 1, true) end)
    local messages = redis.call('HGETALL', P .. ':known:' .. chat)
    for index = 1, #messages, 2 do
      local key = messageKey(chat, messages[index])
      local body = messages[index + 1] == 'd' and redis.call('HGET', key, 'body')
      if body and string.find(body, phone, 1, true) then
        local inbound = cjson.decode(body)
        inbound.content = { type = 'text', text = '' }
        redis.call('HSET', key, 'body', cjson.encode(inbound))
        count = count + 1
      end
    end
  end
  return count
end`;

const eraseAll = keptScript(`${matters}${forgettingDeeds}${eraseCarried}${eraseQuoted}
local chat, count = ARGV[1], 0
for _, id in ipairs(redis.call('HKEYS', P .. ':known:' .. chat)) do
  count = count + 1
  forgetMessage(chat, id)
  redis.call('ZREM', P .. ':ended', 'm' .. pair(chat, id))
end
for _ = 1, redis.call('ZCARD', P .. ':wait:' .. chat) do redis.call('HINCRBY', P .. ':count', 'waiting', -1) end
for _, id in ipairs(redis.call('ZRANGE', P .. ':due:' .. chat, 0, -1)) do
  count = count + 1
  unqueueReply(id, chat)
end
for _, id in ipairs(redis.call('ZRANGE', P .. ':sent:' .. chat, 0, -1)) do
  count = count + 1
  redis.call('ZREM', P .. ':ended', 's' .. pair(chat, id))
end
for _, letter in ipairs(redis.call('SMEMBERS', P .. ':lof:' .. chat)) do
  if string.sub(letter, -1) == 'o' then count = count + 1 end
  unbury(letter, chat)
end
for _, turn in ipairs(redis.call('ZRANGE', P .. ':u:' .. chat, 0, -1)) do
  redis.call('DEL', P .. ':rec:' .. turn)
  redis.call('ZREM', P .. ':u', turn)
end
for _, number in ipairs(redis.call('HVALS', P .. ':turn:' .. chat)) do
  count = count + 1
  redis.call('ZREM', P .. ':accounts', number)
  redis.call('HDEL', P .. ':account', number)
end
for _, name in ipairs(redis.call('SMEMBERS', P .. ':vof:' .. chat)) do redis.call('DEL', P .. ':value:' .. name) end
redis.call('ZREM', P .. ':paused', chat)
for _, id in ipairs(redis.call('SMEMBERS', P .. ':nof:' .. chat)) do
  count = count + 1 + eraseCarried('notice/' .. id .. '/')
  forgetNotice(id)
end
for _, number in ipairs(redis.call('ZRANGE', P .. ':cof:' .. chat, 0, -1)) do
  count = count + 1
  forgetCase(number)
end
for _, key in ipairs(redis.call('ZRANGE', P .. ':dof:' .. chat, 0, -1)) do
  count = count + 1
  forgetDeed(key)
end
count = count + eraseQuoted(ARGV[2])
if redis.call('HDEL', P .. ':rule:' .. chat, 'mode', 'stoppedAt') > 0 then count = count + 1 end
if redis.call('EXISTS', P .. ':rule:' .. chat) == 0 then redis.call('ZREM', P .. ':rules', chat) end
for _, name in ipairs({ 'pause', 'known', 'wait', 'sent', 'said', 'u', 'turn', 'vof' }) do redis.call('DEL', P .. ':' .. name .. ':' .. chat) end
reckon(chat)
return count`);

/** Removes a person from the journal. Resolves with how many things of theirs there were. */
export async function erase(
  store: Store,
  letters: DeadLetters,
  chat: string,
  phone?: string,
): Promise<number> {
  const erased = Number(await store.write(eraseAll, chat, numberIn(chat, phone)));
  return erased + (await dropNaming(store, letters, chat));
}

/** Drops notifications in which this chat is named, and its account where it is a further one; nothing else says whose they were. */
async function dropNaming(store: Store, letters: DeadLetters, chat: string): Promise<number> {
  const names = [withoutAccount(chat), accountOf(chat) ?? ''];
  let dropped = 0;
  for (let kept = 0; ;) {
    const page = await lettersFrom(store, kept, lettersPage);
    const naming = page.filter(
      ({ kind, body }) => kind === 'invalid' && names.every((name) => body.includes(name)),
    );
    for (const { id } of naming) dropped += Number(await letters.drop(id));
    kept += page.length - naming.length;
    if (page.length < lettersPage) return dropped;
  }
}
