/** A machine and a port. */
export interface Node {
  host: string;
  port: number;
}

/** Where Redis is and what opens it. */
export interface Address {
  /** `sentinel`: the nodes are sentinels, which name the machine that serves `name`. `cluster`: the nodes are some of a cluster. */
  how: 'single' | 'sentinel' | 'cluster';
  nodes: readonly Node[];
  tls: boolean;
  username?: string;
  password?: string;
  database: number;
  /** What the sentinels call it. */
  name?: string;
}

const form = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:(.*)@)?([^/?#@]+)(?:\/([^?#]*))?$/;

const usualPorts = { single: 6379, sentinel: 26_379, cluster: 6379 } as const;

/**
 * Understands `redis://user:password@host:6379/0` (`rediss://` for TLS), `redis+sentinel://…@one:26379,two:26379/name/0` and
 * `redis+cluster://…@one:7000,two:7000`. Throws an Error that completes "REDIS_URL …" and repeats nothing of the address.
 */
export function parseAddress(url: string): Address {
  const [, scheme, kind, login, hosts = '', path = ''] = form.exec(url.trim()) ?? [];
  if (scheme === undefined)
    throw new Error(`must look like redis://user:password@host:6379 (or rediss:// for TLS)`);
  const how = kind === 'sentinel' || kind === 'cluster' ? kind : 'single';
  const nodes = hosts.split(',').map((host) => parseNode(host.trim(), usualPorts[how]));
  const words = path.split('/').filter(Boolean);
  const name = how === 'sentinel' ? words.shift() : undefined;
  return {
    how,
    nodes,
    tls: scheme === 'rediss',
    ...parseLogin(login),
    database: parseDatabase(words),
    ...(name === undefined ? {} : { name: decode(name) }),
  };
}

/** The same address as sentinels or as a cluster, where settings say so and the URL does not. Throws like `parseAddress`. */
export function completeAddress(
  address: Address,
  { sentinelName, cluster }: { sentinelName?: string; cluster: boolean },
): Address {
  const how =
    address.how === 'single' && cluster
      ? 'cluster'
      : address.how === 'single' && sentinelName
        ? 'sentinel'
        : address.how;
  const name = address.name ?? sentinelName;
  if (how === 'single' && address.nodes.length > 1)
    throw new Error(
      'names several hosts: say redis+sentinel:// or redis+cluster://, or set REDIS_SENTINEL_NAME or REDIS_CLUSTER',
    );
  if (how === 'sentinel' && name === undefined)
    throw new Error(
      'names sentinels but not what they watch: add /name to it, or set REDIS_SENTINEL_NAME',
    );
  if (how === 'cluster' && address.database !== 0)
    throw new Error('names a database, but a cluster has only the first');
  return { ...address, how, ...(name === undefined ? {} : { name }) };
}

/** Where it is, for a person to see: `host:6379`, without user and password. */
export function showAddress({ nodes, name, database }: Address): string {
  const hosts = nodes
    .map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`)
    .join(',');
  return `${hosts}${name === undefined ? '' : `/${name}`}${database === 0 ? '' : `/${database}`}`;
}

function parseNode(text: string, usualPort: number): Node {
  const [, inBrackets, plain, port] =
    /^(?:\[([\da-fA-F:.]+)\]|([^:[\]\s]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = inBrackets ?? plain;
  const number = port === undefined ? usualPort : Number(port);
  if (host === undefined || number < 1 || number > 65_535)
    throw new Error('names a host or a port that cannot be');
  return { host, port: number };
}

function parseLogin(login: string | undefined): Pick<Address, 'username' | 'password'> {
  if (login === undefined) return {};
  const colon = login.indexOf(':');
  const username = decode(colon === -1 ? login : login.slice(0, colon));
  const password = colon === -1 ? '' : decode(login.slice(colon + 1));
  return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }) };
}

function parseDatabase([word, ...more]: readonly string[]): number {
  if (word === undefined) return 0;
  if (!/^\d{1,5}$/.test(word) || more.length > 0)
    throw new Error('must end with the number of the database, such as /0');
  return Number(word);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('holds a % that begins no code: write it as %25');
  }
}
