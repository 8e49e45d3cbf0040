import { rejectedLimits } from '../../../core/kinds/rejected-limits.ts';
import type { Reply } from '../../../core/kinds/channel.ts';
import type { DeadLetter, DeadLetters } from '../../../core/kinds/journal.ts';
import type { Told } from './inbox.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';

const kinds = { i: 'inbound', o: 'outbound', n: 'invalid' } as const;

const reject = keptScript(`
local body, reason, at, most, mostBytes = unpack(ARGV)
redis.call('ZADD', P .. ':rejected', 0, bury('n', '', reason, at, body))
local count, bytes = 0, 0
for _, letter in ipairs(redis.call('ZREVRANGE', P .. ':rejected', 0, -1)) do
  count, bytes = count + 1, bytes + redis.call('HSTRLEN', P .. ':l:' .. letter, 'body')
  if count > tonumber(most) or bytes > tonumber(mostBytes) then unbury(letter, '') end
end
return 1`);

const rowOf = `redis.call('HMGET', P .. ':l:' .. letter, 'chat', 'reason', 'at', 'body', 'voice', 'number')`;

const newest = script(`
local rows = {}
for _, letter in ipairs(redis.call('ZREVRANGE', P .. ':letters', ARGV[1], ARGV[2])) do
  rows[#rows + 1] = { letter, unpack(${rowOf}) }
end
return rows`);

const show = script(`
local letter = ARGV[1]
if redis.call('EXISTS', P .. ':l:' .. letter) == 0 then return false end
return { letter, unpack(${rowOf}) }`);

const retry = keptScript(`
local letter, now, from, again = unpack(ARGV)
local kind = string.sub(letter, -1)
local row = redis.call('HMGET', P .. ':l:' .. letter, 'chat', 'body', 'id', 'accepted', 'number', 'begun', 'voice')
local chat, body, id, accepted, number, begun, voice = unpack(row)
if kind == 'n' or not chat then return false end
unbury(letter, chat)
if kind == 'i' then
  redis.call('HDEL', messageKey(chat, id), 'by', 'lonely')
  -- As text: numbers that a decoder reads come out in another form.
  if again == '1' and string.sub(body, 1, 14) ~= '{"again":true,' then body = '{"again":true,' .. string.sub(body, 2) end
  queueMessage(chat, id, body, accepted)
else
  queueReply(number, chat, body, voice, now)
  if begun ~= '' then redis.call('HSET', P .. ':r:' .. number, 'begun', begun) end
end
redis.call('INCR', P .. ':version')
reckon(chat)
wake(from, chat)
return chat`);

const drop = script(`
local letter, now = unpack(ARGV)
local chat, id = unpack(redis.call('HMGET', P .. ':l:' .. letter, 'chat', 'id'))
if not chat then return 0 end
unbury(letter, chat)
if id then
  redis.call('HSET', P .. ':known:' .. chat, id, 'd')
  redis.call('ZADD', P .. ':ended', now, 'm' .. pair(chat, id))
end
return 1`);

/** Letter, chat, reason, at, body, voice, and of a reply its number. */
type LetterRow = [
  string,
  string,
  string,
  string,
  string,
  NonNullable<Reply['voice']> | '' | null,
  string | null,
];

/** What was given up, in Redis. */
export function openLetters(store: Store, now: () => number, sharing: Told): DeadLetters {
  return {
    async reject(body, reason) {
      // A character that the limit cuts in two is left out.
      const text = new TextDecoder().decode(body.subarray(0, rejectedLimits.bodyBytes), {
        stream: true,
      });
      await store.write(reject, text, reason, now(), rejectedLimits.letters, rejectedLimits.bytes);
    },
    list: (limit) => lettersFrom(store, 0, limit),
    async show(id) {
      const row = (await store.read(show, memberOf(id))) as LetterRow | null;
      return row ? toLetter(row) : undefined;
    },
    async retry(id, again = false) {
      const chat = (await store.write(
        retry,
        memberOf(id),
        now(),
        sharing.signature,
        again ? 1 : 0,
      )) as string | null;
      if (chat !== null) sharing.takeUp(chat);
      return chat !== null;
    },
    drop: async (id) => (await store.write(drop, memberOf(id), now())) === 1,
  };
}

/** Letters from newest to oldest, after the first `skip`, at most `limit`. */
export async function lettersFrom(
  store: Store,
  skip: number,
  limit: number,
): Promise<DeadLetter[]> {
  if (limit <= 0) return [];
  return ((await store.read(newest, skip, skip + limit - 1)) as LetterRow[]).map(toLetter);
}

/** Where a letter is: its number first, so that of two of the same moment the newer comes first. */
function memberOf(id: string): string {
  const [, kind = 'n', number = ''] = /^([ion])(\d{1,15})$/.exec(id) ?? [];
  return number.padStart(15, '0') + kind;
}

function toLetter([member, chat, reason, at, body, voice, number]: LetterRow): DeadLetter {
  const letter = member.slice(-1) as keyof typeof kinds;
  return {
    id: `${letter}${Number(member.slice(0, -1))}`,
    kind: kinds[letter],
    ...(chat === '' ? {} : { chat }),
    reason,
    at: Number(at),
    body,
    ...(voice === null || voice === '' ? {} : { voice }),
    ...(number === null ? {} : { reply: number }),
  };
}
