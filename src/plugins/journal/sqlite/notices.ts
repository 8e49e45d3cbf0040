import type {
  Newest,
  NewNotice,
  Notice,
  Notices,
  RouteState,
} from '../../../core/kinds/notices.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

/** A try of a process of which nothing is known counts as under way for so long, milliseconds. */
const tryMs = 60_000;

/** Holds the claims of a process that did not process the journal. */
const anybody = 0;

const insert = 'INSERT INTO notices (id, chat, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';

const owed = 'SELECT body, routes FROM notices WHERE closed_at IS NULL ORDER BY seq';

/** The ids are in an index, in which those that begin the same stand together: `begin`, and the first behind them. */
const newest =
  'SELECT body, routes, closed_at FROM notices WHERE id >= ? AND id < ? ORDER BY seq DESC LIMIT ?';

const routesOf = 'SELECT routes FROM notices WHERE id = ? AND closed_at IS NULL';

const keep = 'UPDATE notices SET routes = ? WHERE id = ?';

const close = 'UPDATE notices SET closed_at = ? WHERE id = ? AND closed_at IS NULL';

interface Row {
  body: string;
  routes: string;
  closed_at?: number | null;
}

/** A route with the life of the process whose try is under way. */
interface KeptRoute extends RouteState {
  by?: number;
}

type KeptRoutes = Record<string, KeptRoute>;

/** What the people of the business are told, in the journal's file. */
export function openNotices(store: Store, now: () => number): Notices {
  return {
    async add(notice) {
      const isNew = await store.write((connection) => addNotice(connection, notice));
      store.syncSoon();
      return isNew;
    },
    list: (which) => store.read((connection) => rowsOf(connection, which).map(toNotice)),
    async attempt(id, route, at) {
      const before = await store.write((connection) => claim(connection, { id, route, at }, store));
      store.syncSoon();
      return before;
    },
    ended: (id, route, how, reason) =>
      store.write((connection) =>
        changeRoute(connection, { id, route }, (before) => endRoute(before, how, reason)),
      ),
    retry: (id, route, notBefore, reason, outcome) =>
      store.write((connection) =>
        changeRoute(connection, { id, route }, (before) =>
          putOff(before, Math.ceil(notBefore), reason, outcome),
        ),
      ),
    close: (id) => store.write((connection) => void connection.run(close, now(), id)),
  };
}

function rowsOf(connection: SqliteConnection, which: 'owed' | Newest): Row[] {
  if (which === 'owed') return connection.all<Row>(owed);
  return connection.all<Row>(newest, which.begin, `${which.begin}\u{10FFFF}`, which.most);
}

/** Keeps a notice, unless its id is known. */
export function addNotice(connection: SqliteConnection, notice: NewNotice): boolean {
  return connection.run(insert, notice.id, notice.chat ?? null, JSON.stringify(notice)) === 1;
}

interface Place {
  id: string;
  route: string;
}

/** Claims a try; what the contract says of it. */
function claim(
  connection: SqliteConnection,
  { id, route, at }: Place & { at: number },
  { isOwner, life }: Pick<Store, 'isOwner' | 'life'>,
): RouteState | false {
  const routes = routesIn(connection, id);
  if (!routes) return false;
  const { by, ...state } = routes[route] ?? { tries: 0, notBefore: 0 };
  const { attemptedAt = at, unknown = 0 } = state;
  const isDead = isOwner && by !== anybody && by !== life;
  const isUnderWay = by !== undefined && !isDead && Math.abs(at - attemptedAt) < tryMs;
  if (state.ended || state.notBefore > at || isUnderWay) return false;
  const before = by === undefined ? state : { ...state, unknown: unknown + 1 };
  routes[route] = { ...before, attemptedAt: at, by: isOwner ? life : anybody };
  connection.run(keep, JSON.stringify(routes), id);
  return before;
}

function changeRoute(
  connection: SqliteConnection,
  { id, route }: Place,
  change: (before: KeptRoute) => RouteState,
): void {
  const routes = routesIn(connection, id);
  if (!routes) return;
  const before = routes[route] ?? { tries: 0, notBefore: 0 };
  if (before.ended) return;
  routes[route] = change(before);
  connection.run(keep, JSON.stringify(routes), id);
}

function endRoute(
  { tries, notBefore, unknown, reason: before }: KeptRoute,
  ended: 'done' | 'given-up',
  reason = before,
): RouteState {
  return {
    tries,
    notBefore,
    ...(unknown === undefined ? {} : { unknown }),
    ended,
    ...(reason === undefined ? {} : { reason }),
  };
}

function putOff(
  { tries, attemptedAt, unknown = 0 }: KeptRoute,
  notBefore: number,
  reason: string,
  outcome: 'unsent' | 'unknown',
): RouteState {
  const mayHaveArrived = unknown + Number(outcome === 'unknown');
  return {
    tries: tries + 1,
    notBefore,
    reason,
    ...(mayHaveArrived === 0 ? {} : { unknown: mayHaveArrived }),
    ...(outcome === 'unsent' || attemptedAt === undefined ? {} : { attemptedAt }),
  };
}

function routesIn(connection: SqliteConnection, id: string): KeptRoutes | undefined {
  const row = connection.get<Pick<Row, 'routes'>>(routesOf, id);
  return row && (JSON.parse(row.routes) as KeptRoutes);
}

function toNotice({ body, routes, closed_at: closedAt }: Row): Notice {
  const kept = Object.entries(JSON.parse(routes) as KeptRoutes);
  return {
    ...(JSON.parse(body) as NewNotice),
    routes: Object.fromEntries(kept.map(([route, state]) => [route, toState(state)])),
    ...(typeof closedAt === 'number' ? { closed: true } : {}),
  };
}

function toState(kept: KeptRoute): RouteState {
  const { by: _, ...state } = kept;
  return state;
}
