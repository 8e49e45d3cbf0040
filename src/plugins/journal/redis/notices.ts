import type {
  Newest,
  NewNotice,
  Notice,
  Notices,
  RouteState,
} from '../../../core/kinds/notices.ts';
import { matters, noticeValues } from './matters.ts';
import { keptScript, script } from './script.ts';
import { newCall, type Store } from './store.ts';

/** Notices that are read at a time. */
const pageSize = 200;

/** A try of a process of which nothing is known counts as under way for so long, milliseconds. */
const tryMs = 60_000;

const add = keptScript(`${matters}
return takeNotices(true)`);

const owedFrom = script(`
local page = {}
local ids = redis.call('ZRANGEBYSCORE', P .. ':notices', '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
for index = 1, #ids, 2 do page[#page + 1] = { redis.call('HGETALL', P .. ':notice:' .. ids[index]), ids[index + 1] } end
return page`);

/** Of those that are owed and of the closed the newest so many that begin so, each with how it is kept; not more than 5,000 are looked at. */
const newest = script(`
local begin, most, found = ARGV[1], tonumber(ARGV[2]), {}
for _, kept in ipairs({ ':notices', ':notices:closed' }) do
  local left = most
  for _, id in ipairs(redis.call('ZREVRANGE', P .. kept, 0, 4999)) do
    if left > 0 and string.sub(id, 1, #begin) == begin then
      found[#found + 1] = redis.call('HGETALL', P .. ':notice:' .. id)
      left = left - 1
    end
  end
end
return found`);

/** Begins a change of a route; ends here where the notice is closed or unknown, or the route has ended. */
const route = `
local id, route = ARGV[1], ARGV[2]
local key = P .. ':notice:' .. id
local function of(name) return redis.call('HGET', key, route .. ' ' .. name) end
local function set(name, value) redis.call('HSET', key, route .. ' ' .. name, value) end
local function clear(...)
  for _, name in ipairs({ ... }) do redis.call('HDEL', key, route .. ' ' .. name) end
end
if redis.call('HEXISTS', key, 'body') == 0 or redis.call('HEXISTS', key, 'closed') == 1 or of('ended') then return false end
`;

/** A call whose answer got lost is made again, and claims the same try. */
const attempt = keptScript(`${route}
local at, me, tryMs, call = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5]), ARGV[6]
if tonumber(of('notBefore') or 0) > at then return false end
local function isAlive(process)
  if process == me or process == '' then return true end
  local till = redis.call('ZSCORE', P .. ':claims', process)
  return till and tonumber(till) > redis.call('TIME')[1] * 1000
end
local by, begun, isAgain = of('by'), of('attemptedAt'), of('call') == call
if by and not isAgain then
  if isAlive(by) and math.abs(at - tonumber(begun)) < tryMs then return false end
  set('unknown', tonumber(of('unknown') or 0) + 1)
end
set('attemptedAt', ARGV[3])
set('by', redis.call('ZSCORE', P .. ':claims', me) and me or '')
set('call', call)
return { of('tries') or '0', of('notBefore') or '0', not isAgain and begun, of('unknown'), of('reason') }`);

const ended = keptScript(`${route}
clear('by', 'call', 'attemptedAt')
set('ended', ARGV[3])
if ARGV[4] ~= '' then set('reason', ARGV[4]) end
return 1`);

const retry = keptScript(`${route}
local moment, reason, outcome, call = unpack(ARGV, 3, 6)
if of('call') ~= call then
  set('tries', tonumber(of('tries') or 0) + 1)
  if outcome == 'unknown' then set('unknown', tonumber(of('unknown') or 0) + 1) end
end
set('notBefore', moment)
set('reason', reason)
set('call', call)
clear('by')
if outcome == 'unsent' then clear('attemptedAt') end
return 1`);

const close = keptScript(`
if redis.call('ZREM', P .. ':notices', ARGV[1]) == 1 then
  redis.call('HSET', P .. ':notice:' .. ARGV[1], 'closed', ARGV[2])
  redis.call('ZADD', P .. ':notices:closed', ARGV[2], ARGV[1])
end
return 1`);

/** Tries, not before, attempted, unknown, reason. */
type StateRow = [string, string, string | null, string | null, string | null];

/** What the people of the business are told, in Redis. */
export function openNotices(store: Store, now: () => number): Notices {
  return {
    add: async (notice) => (await store.patiently(add, ...noticeValues([notice]))) === 1,
    list: (which) => (which === 'owed' ? owedNotices(store) : newestNotices(store, which)),
    async attempt(id, name, at) {
      const values = [id, name, at, store.me, tryMs, newCall()];
      const row = (await store.patiently(attempt, ...values)) as StateRow | null;
      return row === null ? false : toState(row);
    },
    ended: async (id, name, how, reason = '') =>
      void (await store.patiently(ended, id, name, how, reason)),
    retry: async (id, name, notBefore, reason, outcome) =>
      void (await store.patiently(
        retry,
        id,
        name,
        Math.ceil(notBefore),
        reason,
        outcome,
        newCall(),
      )),
    close: async (id) => void (await store.patiently(close, id, now())),
  };
}

async function owedNotices(store: Store): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (let last = '-inf'; ;) {
    const page = (await store.read(owedFrom, last, pageSize)) as [string[], string][];
    notices.push(...page.map(([fields]) => toNotice(fields)));
    last = page.at(-1)?.[1] ?? last;
    if (page.length < pageSize) return notices;
  }
}

async function newestNotices(store: Store, { begin, most }: Newest): Promise<Notice[]> {
  const found = (await store.read(newest, begin, most)) as string[][];
  const notices = found.map(toNotice);
  return notices.toSorted((one, other) => other.at - one.at).slice(0, most);
}

function toNotice(fields: readonly string[]): Notice {
  const values = new Map(
    fields.flatMap((name, index) => (index % 2 === 0 ? [[name, fields[index + 1] ?? '']] : [])),
  );
  const routes: Record<string, RouteState> = {};
  for (const field of values.keys()) {
    const [name = '', value] = field.split(' ');
    if (value !== undefined) routes[name] ??= routeIn(values, name);
  }
  const [chat = '', id, number] = ['chat', 'case', 'number'].map((name) => values.get(name));
  return {
    ...(JSON.parse(values.get('body') ?? '') as NewNotice),
    ...(id === undefined ? {} : { case: { id, number: Number(number) } }),
    ...(chat === '' ? {} : { chat }),
    routes,
    ...(values.has('closed') ? { closed: true } : {}),
  };
}

function routeIn(values: ReadonlyMap<string, string>, way: string): RouteState {
  const of = (name: string): string | undefined => values.get(`${way} ${name}`);
  const how = of('ended');
  const state = toState([
    of('tries') ?? '0',
    of('notBefore') ?? '0',
    of('attemptedAt') ?? null,
    of('unknown') ?? null,
    of('reason') ?? null,
  ]);
  return how === 'done' || how === 'given-up' ? { ...state, ended: how } : state;
}

function toState([tries, notBefore, attemptedAt, unknown, reason]: StateRow): RouteState {
  return {
    tries: Number(tries),
    notBefore: Number(notBefore),
    ...(attemptedAt === null ? {} : { attemptedAt: Number(attemptedAt) }),
    ...(unknown === null ? {} : { unknown: Number(unknown) }),
    ...(reason === null ? {} : { reason }),
  };
}
