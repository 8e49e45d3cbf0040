import type { Journal } from '../../../core/kinds/journal.ts';
import { keptScript } from './script.ts';
import type { Store } from './store.ts';

/** A message of this name is taken along the path of every other and forgotten in the same step. */
const trial = 'trial';

/** First as much as a long message: where there is no room for it, there is none for a message. */
const prove = keptScript(`
local chat, id = ARGV[1], ARGV[2]
redis.call('SET', P .. ':proof', string.rep('.', 32768), 'PX', 60000)
redis.call('HEXISTS', P .. ':known:' .. chat, id)
queueMessage(chat, id, id, 0)
redis.call('ZRANGE', P .. ':wait:' .. chat, 0, -1)
redis.call('HMGET', messageKey(chat, id), 'body', 'tries', 'at')
redis.call('ZREM', P .. ':wait:' .. chat, id)
redis.call('HINCRBY', P .. ':count', 'waiting', -1)
forgetMessage(chat, id)
queueReply('0', chat, id, '', 0)
dueOf(chat)
unqueueReply('0', chat)
local counts = redis.call('HMGET', P .. ':count', 'waiting', 'due')
return { counts[1] or 0, counts[2] or 0, redis.call('ZCARD', P .. ':letters') }`);

/** Proves that Redis can be written, and counts what is in the journal. */
export function openHealth(store: Store): Journal['health'] {
  return async (refused) => {
    const proof = await store.read(prove, refused?.chat ?? trial, trial);
    const [waiting = 0, due = 0, dead = 0] = (proof as (string | number)[]).map(Number);
    return { waiting, due, dead };
  };
}
