import type { Slot } from '../../core/kinds/calendar.ts';
import type { RedisConnection } from '../redis/connection.ts';
import { mayHaveBeenMade } from '../redis/errors.ts';
import { makeScript, type Argument, type Script } from '../redis/script.ts';
import {
  keptMs,
  keptOffers,
  offeredMs,
  type BookingLedger,
  type PutOutcome,
  type BookingRow,
  type Which,
} from './booking-ledger.ts';
import { unsure } from './unsure.ts';

/**
 * KEYS of every script: what all keys begin with, which has the bot's name in braces.
 *
 *   row:ID       hash: a booking: revision, chat, its body as JSON, its spans
 *   ends         sorted: ids by their end; of:CHAT: a chat's
 *   spans:STAFF  sorted: `ID end` by the beginning
 *   offers:CHAT  what was offered there
 */
const shared = `
local P = KEYS[1]
local function free(id)
  for staff, member in string.gmatch(redis.call('HGET', P .. ':row:' .. id, 'spans') or '', '([^\\n]*)\\t([^\\n]*)\\n') do
    redis.call('ZREM', P .. ':spans:' .. staff, member)
  end
end
local function forget(id)
  local chat = redis.call('HGET', P .. ':row:' .. id, 'chat')
  free(id)
  redis.call('ZREM', P .. ':ends', id)
  if chat then redis.call('ZREM', P .. ':of:' .. chat, id) end
  redis.call('DEL', P .. ':row:' .. id)
end
local function keep(id, revision, chat, ends, body, first)
  local before = redis.call('HGET', P .. ':row:' .. id, 'chat')
  if before and before ~= chat then redis.call('ZREM', P .. ':of:' .. before, id) end
  free(id)
  local spans = ''
  for index = first, #ARGV, 3 do
    local staff, member = ARGV[index], id .. ' ' .. ARGV[index + 2]
    redis.call('ZADD', P .. ':spans:' .. staff, ARGV[index + 1], member)
    spans = spans .. staff .. '\\t' .. member .. '\\n'
  end
  redis.call('HSET', P .. ':row:' .. id, 'revision', revision, 'chat', chat, 'body', body, 'spans', spans)
  redis.call('ZADD', P .. ':ends', ends, id)
  redis.call('ZADD', P .. ':of:' .. chat, ends, id)
end`;

/** The longest time that one span takes, milliseconds: a service of a day, and a buffer of a day. */
const longestMs = 2 * 24 * 60 * 60 * 1000;

function script(body: string, kept = false): Script {
  return makeScript(`${shared}\n${body}`, { kept });
}

const putScript = script(
  `local id, revision = ARGV[1], tonumber(ARGV[2])
if tonumber(redis.call('HGET', P .. ':row:' .. id, 'revision') or 0) ~= revision - 1 then return 'stale' end
for index = 7, #ARGV, 3 do
  local from, to = tonumber(ARGV[index + 1]), tonumber(ARGV[index + 2])
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', P .. ':spans:' .. ARGV[index], from - ${longestMs}, '(' .. ARGV[index + 2])) do
    local other, ends = string.match(member, '^(%S+) (%d+)$')
    if other ~= id and tonumber(ends) > from then return 'taken ' .. other end
  end
end
keep(id, revision, ARGV[3], ARGV[4], ARGV[5], 7)
for _, old in ipairs(redis.call('ZRANGEBYSCORE', P .. ':ends', '-inf', ARGV[6], 'LIMIT', 0, 10)) do forget(old) end
return 'done'`,
  true,
);

const findScript = script(`return redis.call('HGET', P .. ':row:' .. ARGV[1], 'body')`);

const listScript = script(`
local key = ARGV[1] == '' and P .. ':ends' or P .. ':of:' .. ARGV[1]
local rows = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', key, '(' .. ARGV[2], '+inf')) do
  rows[#rows + 1] = redis.call('HGET', P .. ':row:' .. id, 'body')
end
return rows`);

/** The offers that are kept while they are still those that were read; ARGV: chat, what was read, what is to be, for how long. */
const offerScript = script(`
local key = P .. ':offers:' .. ARGV[1]
if (redis.call('GET', key) or '') ~= ARGV[2] then return 0 end
redis.call('SET', key, ARGV[3], 'PX', ARGV[4])
return 1`);

const eraseScript = script(`redis.call('DEL', P .. ':offers:' .. ARGV[1]) return 1`);

/** Bookings in Redis, for any number of processes. */
export class RedisLedger implements BookingLedger {
  readonly #open: () => Promise<RedisConnection>;
  readonly #now: () => number;
  #connection: Promise<RedisConnection> | undefined;

  constructor(open: () => Promise<RedisConnection>, now: () => number) {
    this.#open = open;
    this.#now = now;
  }

  async put(row: BookingRow): Promise<PutOutcome> {
    const { id, revision, visitor, to, spans } = row;
    const ends = Math.max(to, ...spans.map((span) => span.to));
    const values = spans.flatMap((span) => [span.staff, span.from, span.to]);
    const outcome = await this.#run(
      putScript,
      id,
      revision,
      visitor.chat,
      ends,
      JSON.stringify(row),
      this.#now() - keptMs,
      ...values,
    );
    if (outcome === 'done' || outcome === 'stale') return outcome;
    return { taken: String(outcome).slice('taken '.length) };
  }

  async find(id: string): Promise<BookingRow | undefined> {
    const body = await this.#run(findScript, id);
    return typeof body === 'string' ? (JSON.parse(body) as BookingRow) : undefined;
  }

  async list({
    chat = '',
    after = 0,
    before = Number.MAX_SAFE_INTEGER,
  }: Which): Promise<BookingRow[]> {
    const bodies = (await this.#run(listScript, chat, after)) as string[];
    return bodies
      .map((body) => JSON.parse(body) as BookingRow)
      .filter(({ from }) => from < before)
      .toSorted((one, other) => one.from - other.from || (one.id < other.id ? -1 : 1));
  }

  async offered(chat: string, more: readonly Slot[] = []): Promise<readonly Slot[]> {
    for (;;) {
      const now = this.#now();
      const connection = await this.#connected();
      const key = `${baseOf(connection)}:offers:${chat}`;
      const read = await connection.run((client) => client.get(key));
      const known = keptOffers(
        read === null ? [] : (JSON.parse(read) as (Slot & { at: number })[]),
        now,
      );
      if (more.length === 0) return known;
      const all = keptOffers([...known, ...more.map((slot) => ({ ...slot, at: now }))], now);
      if (await this.#run(offerScript, chat, read ?? '', JSON.stringify(all), offeredMs))
        return all;
    }
  }

  async erase(chat: string): Promise<void> {
    await this.#run(eraseScript, chat);
    for (let rows = await this.list({ chat }); rows.length > 0; rows = await this.list({ chat }))
      for (const row of rows)
        await this.put({ ...row, revision: row.revision + 1, visitor: { chat: '' } });
  }

  async close(): Promise<void> {
    (await this.#connection?.catch(() => undefined))?.close();
  }

  /** A failure of which Redis may have made the change is `outcomeUnknown`. */
  async #run(asked: Script, ...values: readonly Argument[]): Promise<unknown> {
    const connection = await this.#connected();
    let isOpen = false;
    try {
      return await connection.run((_, run) =>
        run(asked, [baseOf(connection)], values).catch((error: unknown) => {
          isOpen = mayHaveBeenMade(error);
          throw error;
        }),
      );
    } catch (error) {
      throw isOpen ? unsure(error) : error;
    }
  }

  /** A bot can begin while Redis is unavailable; the next call tries again. */
  async #connected(): Promise<RedisConnection> {
    this.#connection ??= this.#open();
    try {
      return await this.#connection;
    } catch (error) {
      this.#connection = undefined;
      throw error;
    }
  }
}

function baseOf({ slot }: RedisConnection): string {
  return `${slot}:bookings`;
}
