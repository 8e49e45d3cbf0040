import type {
  Case,
  CaseAbout,
  CaseKind,
  CaseOutcome,
  Cases,
  NewCase,
} from '../../../core/kinds/cases.ts';
import type { Argument } from '../../redis/script.ts';
import { endingValues, matters, noticeValues } from './matters.ts';
import { keptScript, script } from './script.ts';
import type { Store } from './store.ts';

/** Cases that are read at a time. */
const pageSize = 200;

const rowOf = `
local function rowOf(number)
  return { number, unpack(redis.call('HMGET', P .. ':case:' .. number, 'id', 'kind', 'chat', 'at', 'about', 'outcome', 'end', 'by')) }
end`;

const open = keptScript(`${matters}${rowOf}
cursor = 5
return rowOf(openCase(unpack(ARGV, 1, 5)))`);

const end = keptScript(`${matters}${rowOf}
cursor = 1
if not endCase(ARGV[1]) then return false end
return rowOf(ARGV[2])`);

const know = keptScript(`
local number, id, kind, chat, at, about, outcome, ended, by = unpack(ARGV)
local key = P .. ':case:' .. number
if redis.call('EXISTS', key) == 1 or redis.call('HSETNX', P .. ':caseid', id, number) == 0 then return 0 end
redis.call('HSET', key, 'id', id, 'kind', kind, 'chat', chat, 'at', at, 'about', about, 'known', 0)
for _, name in ipairs({ ':cases', ':cof:' .. chat }) do redis.call('ZADD', P .. name, number, number) end
if outcome == '' then redis.call('ZADD', P .. ':cases:open', number, number)
else
  redis.call('HSET', key, 'outcome', outcome, 'end', ended, 'by', by)
  redis.call('ZADD', P .. ':cases:ended', ended, number)
end
if tonumber(redis.call('GET', P .. ':casenumber') or 0) < tonumber(number) then redis.call('SET', P .. ':casenumber', number) end
return 1`);

const find = script(`${rowOf}
if redis.call('EXISTS', P .. ':case:' .. ARGV[1]) == 0 then return false end
return rowOf(ARGV[1])`);

const before = script(`${rowOf}
local rows = {}
for _, number in ipairs(redis.call('ZREVRANGEBYSCORE', P .. ARGV[1], '(' .. ARGV[2], '-inf', 'LIMIT', 0, ARGV[3])) do
  rows[#rows + 1] = rowOf(number)
end
return rows`);

/** Number, id, kind, chat, at, about, outcome, end, by. */
type Row = [
  string,
  string,
  CaseKind,
  string,
  string,
  string,
  CaseOutcome | null,
  string | null,
  string | null,
];

/** What people have to deal with, in Redis. */
export function openCases(store: Store, now: () => number): Cases {
  return {
    async open(opened, notices) {
      const values = [...caseValues(opened), ...noticeValues(notices)];
      return toCase((await store.patiently(open, ...values)) as Row);
    },
    find: (number) => findCase(store, number),
    async list({ open: isOpen, chat, kind } = {}) {
      const key = chat === undefined ? (isOpen ? ':cases:open' : ':cases') : `:cof:${chat}`;
      const cases = (await rowsOf(store, key)).map(toCase);
      return cases.filter(
        (each) =>
          (kind === undefined || each.kind === kind) &&
          (isOpen === undefined || isOpen === (each.end === undefined)),
      );
    },
    async end(ending) {
      const values = await endingValues(ending, (number) => chatOf(store, number));
      const row = (await store.patiently(end, now(), ...values)) as Row | null;
      return row === null ? undefined : toCase(row);
    },
    async know({ number, end: ended, ...opened }) {
      const [chat, id, kind, at, about] = caseValues(opened);
      const how = [ended?.outcome ?? '', ended?.at ?? '', ended?.by ?? ''];
      const values = [number, id, kind, chat, at, about, ...how];
      return (await store.write(know, ...values)) === 1;
    },
  };
}

/** A case as scripts take it. */
export function caseValues({
  chat,
  id,
  kind,
  at,
  about,
}: NewCase): [string, string, CaseKind, number, string] {
  return [chat, id, kind, at, JSON.stringify(about)];
}

/** The chat of a case; empty where there is none. */
export async function chatOf(store: Store, number: number): Promise<string> {
  return (await findCase(store, number))?.chat ?? '';
}

async function findCase(store: Store, number: number): Promise<Case | undefined> {
  const row = (await store.read(find, number)) as Row | null;
  return row === null ? undefined : toCase(row);
}

async function rowsOf(store: Store, key: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let last: Argument = '+inf'; ;) {
    const page = (await store.read(before, key, last, pageSize)) as Row[];
    rows.push(...page);
    last = page.at(-1)?.[0] ?? last;
    if (page.length < pageSize) return rows;
  }
}

function toCase([number, id, kind, chat, at, about, outcome, ended, by]: Row): Case {
  return {
    number: Number(number),
    id,
    kind,
    chat,
    at: Number(at),
    about: JSON.parse(about) as CaseAbout,
    ...(outcome === null
      ? {}
      : { end: { outcome, at: Number(ended), ...(by === null || by === '' ? {} : { by }) } }),
  };
}
