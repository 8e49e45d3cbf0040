import type { Reply } from '../../../core/kinds/channel.ts';
import type { Due, Outbox } from '../../../core/kinds/journal.ts';
import type { TurnRecord } from '../../../core/kinds/turn-record.ts';
import { turnCharge } from '../turn-charge.ts';
import { keptAccount } from './accounts.ts';
import { keptScript, script } from './script.ts';
import { leaseLost, newCall, type Store } from './store.ts';

/** Chats whose replies are read at a time. */
const pageSize = 200;

/** A row of `dueOf` in the scripts: id, chat, text, created, tries, not before, begun, voice, the record with which it was added. */
export type DueRow = [
  string,
  string,
  string,
  string,
  string,
  string,
  string | null,
  NonNullable<Reply['voice']> | null,
  string | null,
];

const dueOfChat = script('return dueOf(ARGV[1])');

const dueFrom = script(`
local page = {}
local chats = redis.call('ZRANGEBYSCORE', P .. ':owing', '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
for index = 1, #chats, 2 do page[#page + 1] = { dueOf(chats[index]), chats[index + 1] } end
return page`);

/** Makes replies due that no turn wrote: those of the arguments from one place to another, with a record, unless that is known. */
export const adding = `
local function putAdded(now, chat, kept, first, last)
  local turn, record, account, at = unpack(kept)
  if redis.call('HEXISTS', P .. ':turn:' .. chat, turn) == 1 then return end
  for index = first, last, 2 do
    local id = string.format('%.0f', nextNumber())
    queueReply(id, chat, ARGV[index], ARGV[index + 1], now)
    redis.call('HSET', P .. ':r:' .. id, 'of', turn)
  end
  keepRecord(chat, turn, record, keepAccount(chat, turn, account, at))
  if string.sub(turn, 1, 7) == 'notice/' then redis.call('SADD', P .. ':told', chat) end
  reckon(chat)
  wake('+', chat)
end`;

/** Begins a change of a due reply: what it returns is `chat`; ends here when there is no such reply. */
const reply = `
local fence, id = ARGV[1], ARGV[2]
local chat = redis.call('HGET', P .. ':r:' .. id, 'chat')
if not chat then return 0 end
if fenced(chat, fence) then return lost end
`;

const add = keptScript(`${adding}
local now, chat, turn, record, account, at = unpack(ARGV, 1, 6)
putAdded(now, chat, { turn, record, account, at }, 7, #ARGV)
local own = {}
for _, row in ipairs(dueOf(chat)) do
  if row[9] == turn then own[#own + 1] = row end
end
return own`);

const attempt = keptScript(`${reply}
local created, of, held = unpack(redis.call('HMGET', P .. ':r:' .. id, 'at', 'of', 'held'))
local isSilent = not of and (held or isHeldBack(chat) or silenced(chat, tonumber(created), tonumber(ARGV[3]), id))
if isSilent then return -1 end
redis.call('HSET', P .. ':r:' .. id, 'begun', ARGV[3])
return 1`);

const sent = script(`${reply}
keepSent(chat, ARGV[3], ARGV[4], unpack(redis.call('HMGET', P .. ':r:' .. id, 'text', 'of')))
unqueueReply(id, chat)
reckon(chat)
return 1`);

const retry = script(`${reply}
if redis.call('HGET', P .. ':r:' .. id, 'call') ~= ARGV[5] then redis.call('HINCRBY', P .. ':r:' .. id, 'tries', 1) end
redis.call('HSET', P .. ':r:' .. id, 'nb', ARGV[3], 'call', ARGV[5])
if ARGV[4] == 'unsent' then redis.call('HDEL', P .. ':r:' .. id, 'begun') end
return 1`);

const giveUp = script(`${reply}
local row = redis.call('HMGET', P .. ':r:' .. id, 'text', 'begun', 'voice', 'at')
unqueueReply(id, chat)
bury('o', chat, ARGV[3], ARGV[4], row[1], 'number', id, 'begun', row[2] or '', 'voice', row[3] or '', 'due', row[4])
reckon(chat)
return 1`);

/** The outbox in Redis. */
export function openOutbox(store: Store, now: () => number): Outbox {
  const { fence } = store;
  return {
    add(chat, replies, record) {
      const values = [now(), chat, ...keptRecord(record), ...formsOf(replies)];
      return readDueReplies(store.patiently(add, ...values));
    },
    due: (chat) =>
      chat === undefined ? dueOfAll(store) : readDueReplies(store.patiently(dueOfChat, chat)),
    async attempt(id, at) {
      const found = await store.patiently(attempt, fence.ofProcess(), id, at);
      // Where others work, too, a reply that is no longer due has gone out meanwhile.
      if (found === 0 && fence.ofProcess() !== '') throw leaseLost();
      return found === 1;
    },
    // It is true no matter who works on the chat by now.
    sent: async (id, channelId) =>
      Number(await store.patiently(sent, '', id, channelId, now())) === 1,
    retry: async (id, notBefore, _reason, outcome) =>
      void (await store.patiently(
        retry,
        fence.ofProcess(),
        id,
        Math.ceil(notBefore),
        outcome,
        newCall(),
      )),
    giveUp: async (id, reason) =>
      void (await store.patiently(giveUp, fence.ofProcess(), id, reason, now())),
  };
}

/** A record as scripts take it: its id, itself, its account, its moment. */
export function keptRecord(record: TurnRecord): [string, string, string, number] {
  const { id, at } = record;
  return [id, JSON.stringify(record), keptAccount(id, turnCharge(record)), at];
}

/** Replies as scripts take them: each one's text and the language in which it is spoken, empty when it is written. */
export function formsOf(replies: readonly Reply[]): string[] {
  return replies.flatMap(({ text, voice = '' }) => [text, voice]);
}

async function dueOfAll(store: Store): Promise<Due[]> {
  const due: Due[] = [];
  for (let last = '-inf'; ;) {
    const page = (await store.read(dueFrom, last, pageSize)) as [DueRow[], string][];
    for (const [rows] of page) due.push(...rows.map(toDue));
    last = page.at(-1)?.[1] ?? last;
    if (page.length < pageSize) return due;
  }
}

/** A chat's replies that are not sent yet, in order, from the rows that a script returned. */
export async function readDueReplies(rows: Promise<unknown>): Promise<Due[]> {
  return ((await rows) as DueRow[]).map(toDue);
}

function toDue([id, chat, text, at, tries, notBefore, begun, voice, of]: DueRow): Due {
  return {
    id,
    chat,
    text,
    ...(voice === null ? {} : { voice }),
    createdAt: Number(at),
    tries: Number(tries),
    notBefore: Number(notBefore),
    ...(begun === null ? {} : { attemptedAt: Number(begun) }),
    ...(of === null ? {} : { added: true }),
  };
}
