import type { Deed, Deeds } from '../../../core/kinds/deeds.ts';
import { keptScript, script } from './script.ts';
import { newCall, type Store } from './store.ts';

const begin = keptScript(`
local key, chat, at, body, call = unpack(ARGV)
local deed = P .. ':deed:' .. key
local known, ended, vain, by = unpack(redis.call('HMGET', deed, 'body', 'end', 'vain', 'call'))
if by == call then return {} end
if known and vain ~= '1' then return { known, ended or '' } end
redis.call('DEL', deed)
redis.call('HSET', deed, 'chat', chat, 'body', body, 'at', at, 'call', call)
redis.call('ZADD', P .. ':deeds', at, key)
redis.call('ZADD', P .. ':dof:' .. chat, nextNumber(), key)
return {}`);

const finish = keptScript(`
local deed = P .. ':deed:' .. ARGV[1]
if redis.call('EXISTS', deed) == 0 or redis.call('HEXISTS', deed, 'end') == 1 then return 0 end
redis.call('HSET', deed, 'end', ARGV[2], 'vain', ARGV[3])
return 1`);

const list = script(`
local all = {}
local keys = ARGV[2] == '1' and redis.call('ZRANGE', P .. ':deeds', 0, -1) or redis.call('ZRANGE', P .. ':dof:' .. ARGV[1], 0, -1)
for _, key in ipairs(keys) do
  local body, ended = unpack(redis.call('HMGET', P .. ':deed:' .. key, 'body', 'end'))
  if body then all[#all + 1] = { body, ended or '' } end
end
return all`);

/** A deed that is forgotten; for the scripts of others. */
export const forgettingDeeds = `
local function forgetDeed(key)
  local chat = redis.call('HGET', P .. ':deed:' .. key, 'chat')
  redis.call('DEL', P .. ':deed:' .. key)
  redis.call('ZREM', P .. ':deeds', key)
  if chat then redis.call('ZREM', P .. ':dof:' .. chat, key) end
end`;

type Row = [body: string, end: string];

/** What functions change for customers, in Redis. */
export function openDeeds(store: Store): Deeds {
  return {
    async begin(deed) {
      const { key, chat, at } = deed;
      const known = await store.patiently(begin, key, chat, at, JSON.stringify(deed), newCall());
      return (known as string[]).length === 0 ? undefined : toDeed(known as Row);
    },
    async end(key, end) {
      const vain = end.result.done === false ? 1 : 0;
      return (await store.patiently(finish, key, JSON.stringify(end), vain)) === 1;
    },
    async list(chat) {
      const found = await store.patiently(list, chat ?? '', chat === undefined ? 1 : 0);
      return (found as Row[]).map(toDeed);
    },
  };
}

function toDeed([body, end]: Row): Deed {
  const deed = JSON.parse(body) as Deed;
  return end === '' ? deed : { ...deed, end: JSON.parse(end) as NonNullable<Deed['end']> };
}
