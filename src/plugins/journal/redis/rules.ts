import type { ChatRule, ChatRuleChange, ChatRules } from '../../../core/kinds/chat-rules.ts';
import type { Argument } from '../../redis/script.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';

/** Changes what holds for a chat: names and values of the arguments from one place to another, empty where it holds no longer. */
export const ruling = `
local function changeRule(chat, first, last)
  local key = P .. ':rule:' .. chat
  for index = first, last, 2 do
    if ARGV[index + 1] == '' then redis.call('HDEL', key, ARGV[index])
    else redis.call('HSET', key, ARGV[index], ARGV[index + 1]) end
  end
  if redis.call('EXISTS', key) == 1 then redis.call('ZADD', P .. ':rules', 0, chat)
  else redis.call('ZREM', P .. ':rules', chat) end
  if not isHeldBack(chat) then return end
  for _, id in ipairs(redis.call('ZRANGE', P .. ':due:' .. chat, 0, -1)) do redis.call('HSET', P .. ':r:' .. id, 'held', 1) end
end`;

const change = keptScript(`${ruling}
changeRule(ARGV[1], 2, #ARGV)
wake('!', ARGV[1])
return 1`);

const ofChat = script("return redis.call('HGETALL', P .. ':rule:' .. ARGV[1])");

const ofAll = script(`
local all = {}
for _, chat in ipairs(redis.call('ZRANGE', P .. ':rules', 0, -1)) do
  all[#all + 1] = { chat, redis.call('HGETALL', P .. ':rule:' .. chat) }
end
return all`);

/** What holds for single chats, in Redis. */
export function openRules(store: Store): ChatRules {
  return {
    set: async (chat, wanted) => void (await store.patiently(change, chat, ...ruleValues(wanted))),
    of: async (chat) => toRule(chat, (await store.patiently(ofChat, chat)) as string[]),
    list: async () =>
      ((await store.read(ofAll)) as [string, string[]][]).map(([chat, fields]) =>
        toRule(chat, fields),
      ),
  };
}

/** A change of a rule as scripts take it: names and values as JSON. */
export function ruleValues(wanted: ChatRuleChange): Argument[] {
  return Object.entries(wanted).flatMap(([name, value]) => [
    name,
    value === undefined ? '' : JSON.stringify(value),
  ]);
}

function toRule(chat: string, fields: readonly string[]): ChatRule {
  const named = fields.flatMap((name, index) =>
    index % 2 === 0 ? [[name, JSON.parse(fields[index + 1] ?? '') as unknown]] : [],
  );
  return { chat, ...(Object.fromEntries(named) as Omit<ChatRule, 'chat'>) };
}
