import type { Inbound } from '../../../core/kinds/channel.ts';
import type { Ended, Finished } from '../../../core/kinds/journal.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';

/** Messages that are read or taken over at a time. */
const pageSize = 200;

const doneAmong = script(`
local rows = {}
for index = 1, #ARGV, 2 do
  local chat, id = parts(string.sub(ARGV[index], 2))
  local body = redis.call('HGET', P .. ':known:' .. chat, id) == 'd' and redis.call('HGET', messageKey(chat, id), 'body')
  if body then rows[#rows + 1] = { body, ARGV[index + 1] } end
end
return rows`);

const know = keptScript(`
for index = 1, #ARGV, 4 do
  local chat, id, body, at = unpack(ARGV, index, index + 3)
  if redis.call('HSETNX', P .. ':known:' .. chat, id, 'd') == 1 then
    redis.call('HSET', messageKey(chat, id), 'body', body, 'at', at, 'tries', 0, 'nb', 0)
    redis.call('HSET', P .. ':ids', id, chat)
    redis.call('ZADD', P .. ':ended', at, 'm' .. pair(chat, id))
  end
end
return 1`);

const sentOfChat = script("return redis.call('ZRANGE', P .. ':sent:' .. ARGV[1], 0, -1)");

/** What is done and still known, in Redis. */
export function openFinished(store: Store): Finished {
  return {
    ended: () => done(store),
    async know(ended) {
      const values = ended.flatMap(({ inbound, at }) => [
        inbound.chat,
        inbound.id,
        JSON.stringify(inbound),
        at,
      ]);
      for (let first = 0; first < values.length; first += 4 * pageSize)
        await store.write(know, ...values.slice(first, first + 4 * pageSize));
    },
    sentIds: async (chat) => new Set((await store.patiently(sentOfChat, chat)) as string[]),
  };
}

async function* done(store: Store): AsyncGenerator<Ended> {
  for (let cursor: string | undefined = '0'; cursor !== undefined;) {
    const from: string = cursor;
    const [next, found] = await store.call((client) =>
      client.zscan(`${store.base}:ended`, from, 'COUNT', pageSize),
    );
    const messages = found.flatMap((member, index) =>
      index % 2 === 0 && member.startsWith('m') ? [member, found[index + 1] ?? ''] : [],
    );
    const rows =
      messages.length === 0
        ? []
        : ((await store.read(doneAmong, ...messages)) as [string, string][]);
    for (const [body, at] of rows) yield { inbound: JSON.parse(body) as Inbound, at: Number(at) };
    cursor = next === '0' ? undefined : next;
  }
}
