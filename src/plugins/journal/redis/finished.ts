import type { Inbound } from '../../../core/kinds/channel.ts';
import type { Ended, Finished, Sent } from '../../../core/kinds/journal.ts';
import type { Argument, Script } from '../../redis/script.ts';
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

const textOfSent = script(`
local said = redis.call('HGET', P .. ':said:' .. ARGV[1], ARGV[2])
return said and string.match(said, '\\n(.+)$')`);

const sentAmong = script(`
local rows = {}
for index = 1, #ARGV, 2 do
  local chat, id = parts(string.sub(ARGV[index], 2))
  local said = redis.call('HGET', P .. ':said:' .. chat, id)
  if said then rows[#rows + 1] = { chat, id, string.match(said, '\\n(.*)$'), ARGV[index + 1] } end
end
return rows`);

const knowSent = keptScript(`
for index = 1, #ARGV, 4 do
  local chat, id, text, at = unpack(ARGV, index, index + 3)
  if not redis.call('ZSCORE', P .. ':sent:' .. chat, id) then keepSent(chat, id, at, text) end
end
return 1`);

/** What is done and still known, in Redis. */
export function openFinished(store: Store): Finished {
  return {
    ended: () => done(store),
    know: (ended) =>
      writeRows(
        store,
        know,
        ended.map(({ inbound, at }) => [inbound.chat, inbound.id, JSON.stringify(inbound), at]),
      ),
    sentIds: async (chat) => new Set((await store.patiently(sentOfChat, chat)) as string[]),
    sentText: async (chat, id) =>
      ((await store.patiently(textOfSent, chat, id)) as string | null) ?? undefined,
    sent: () => sent(store),
    knowSent: (known) =>
      writeRows(
        store,
        knowSent,
        known.map(({ chat, id, text, at }) => [chat, id, text, at]),
      ),
  };
}

/** Writes rows of four values each, a page at a time. */
async function writeRows(
  store: Store,
  taking: Script,
  rows: readonly (readonly Argument[])[],
): Promise<void> {
  for (let first = 0; first < rows.length; first += pageSize)
    await store.write(taking, ...rows.slice(first, first + pageSize).flat());
}

async function* done(store: Store): AsyncGenerator<Ended> {
  for await (const [body, at] of rowsAmong<[string, string]>(store, 'm', doneAmong))
    yield { inbound: JSON.parse(body) as Inbound, at: Number(at) };
}

async function* sent(store: Store): AsyncGenerator<Sent> {
  for await (const row of rowsAmong<[string, string, string, string]>(store, 's', sentAmong)) {
    const [chat, id, text, at] = row;
    yield { chat, id, text, at: Number(at) };
  }
}

/** What a script tells of everything that has ended, of one sort, a page at a time. */
async function* rowsAmong<Row>(
  store: Store,
  sort: 'm' | 's',
  reading: Script,
): AsyncGenerator<Row> {
  for (let cursor: string | undefined = '0'; cursor !== undefined;) {
    const from: string = cursor;
    const [next, found] = await store.call((client) =>
      client.zscan(`${store.base}:ended`, from, 'COUNT', pageSize),
    );
    const wanted = found.flatMap((member, index) =>
      index % 2 === 0 && member.startsWith(sort) ? [member, found[index + 1] ?? ''] : [],
    );
    if (wanted.length > 0) yield* (await store.read(reading, ...wanted)) as Row[];
    cursor = next === '0' ? undefined : next;
  }
}
