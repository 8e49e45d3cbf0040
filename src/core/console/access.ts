import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** What of a request tells where it comes from. */
export type PageRequest = Pick<IncomingMessage, 'headers' | 'httpVersion'> & {
  socket: Pick<IncomingMessage['socket'], 'remoteAddress'>;
};

/** Who may see the page at all. */
export interface AccessRules {
  /** CONSOLE_URL, an origin. */
  publicOrigin: string | undefined;
  /** Whether a request that reached this machine's own address comes from afar all the same, or may. */
  comesFromAfar(request: PageRequest): boolean;
}

/** The page's own origin for this request; or why there is no page: `remote`: no CONSOLE_URL; `host`: another host; `plain`: no https. */
export type Access = { origin: string; secure: boolean } | { refused: 'remote' | 'host' | 'plain' };

/** Whether a request is on this machine, or came through https under the public address. */
export function accessOf(
  request: PageRequest,
  { publicOrigin, comesFromAfar }: AccessRules,
): Access {
  const host = request.headers.host?.toLowerCase() ?? '';
  const isHere = isOwnAddress(request.socket.remoteAddress);
  // A port that none can be passes for this machine's name, and for no address.
  if (isHere && !comesFromAfar(request) && URL.canParse(`http://${host}`))
    return { origin: `http://${host}`, secure: false };
  if (publicOrigin === undefined) return { refused: 'remote' };
  const { host: expected, protocol } = new URL(publicOrigin);
  if (host !== expected) return { refused: 'host' };
  if (protocol === 'http:') return { origin: publicOrigin, secure: false };
  return isHttps(request) ? { origin: publicOrigin, secure: true } : { refused: 'plain' };
}

function isOwnAddress(address = ''): boolean {
  return /^(?:::ffff:)?127\./.test(address) || address === '::1';
}

/** As the proxy says in front of which https ends. */
function isHttps({ headers }: PageRequest): boolean {
  const [first = ''] = String(headers['x-forwarded-proto'] ?? '').split(',');
  if (first.trim().toLowerCase() === 'https') return true;
  const [forwarded = ''] = (headers.forwarded ?? '').split(',');
  return /(?:^|;)\s*proto="?https"?\s*(?:;|$)/i.test(forwarded);
}

/**
 * Whether a request that changes something comes from the page itself: browsers name the origin of every such request, and
 * most say how it is related.
 */
export function isFromPage({ headers }: PageRequest, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin === origin && (site === undefined || site === 'same-origin');
}

/** Whether another page asks, as browsers say: one of a neighbour's name or port, too, gets the cookie sent along. */
export function isFromElsewhere({ headers }: PageRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'same-site' || site === 'cross-site';
}

/** Where a proxy beside the bot is, as in another container of the same machine. */
const nearby = new BlockList();
nearby.addSubnet('10.0.0.0', 8, 'ipv4');
nearby.addSubnet('172.16.0.0', 12, 'ipv4');
nearby.addSubnet('192.168.0.0', 16, 'ipv4');
nearby.addSubnet('fc00::', 7, 'ipv6');

/** Whether an address may be a proxy's in front of the bot, through which everybody comes. */
function mayBeProxy(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return isOwnAddress(address) || nearby.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/** By whom a log-in is tried, as far as a network tells: one address, or one network where a person has many. */
export function callerOf({ headers, socket }: PageRequest): string {
  const remote = socket.remoteAddress ?? 'unknown';
  // The last one was added by the proxy that is in front, everything before it by whoever called.
  const through = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  const address = mayBeProxy(remote) && through ? through.slice(0, 64) : remote;
  return isIP(address) === 6 && !address.startsWith('::ffff:') ? networkOf(address) : address;
}

/** The first four groups of an IPv6 address, also where zeros among them are left out: all of it is one household's. */
function networkOf(address: string): string {
  const [before = '', after] = address.split('::');
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter(Boolean));
  const missing = after === undefined ? 0 : 8 - (head?.length ?? 0) - (tail?.length ?? 0);
  const zeros = Array.from({ length: Math.max(0, missing) }, () => '0');
  return [...(head ?? []), ...zeros, ...(tail ?? [])].slice(0, 4).join(':');
}
