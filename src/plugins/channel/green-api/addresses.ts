import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Setting } from '../../../core/plugin-api/settings.ts';

/** Where files may come from. */
export interface MediaHosts {
  /** Hosts under these names, by https only, at public addresses only. Without a leading dot, lower case. */
  suffixes: readonly string[];
  /** Trusted exactly as written, whatever they are (`http://127.0.0.1:8081`). */
  origins: readonly string[];
}

/** Hosts that GREEN-API was seen to keep files on; it publishes no list. */
const knownHosts =
  '.digitaloceanspaces.com .storage.yandexcloud.net .storage.yandexcloud.kz .greenapi.net .green-api.com .greenapi.com';

/** Hosts from which files are taken: names (with all below them) and whole origins, with spaces or commas between. */
export function mediaHosts(env: string): Setting<MediaHosts> {
  return {
    env,
    summary:
      "Where customers' files may be downloaded from: host suffixes (https and public addresses only), or origins such as http://127.0.0.1:8081, trusted as written; separated by spaces or commas",
    default: knownHosts,
    parse(value) {
      const entries = value.split(/[\s,;]+/).filter((entry) => entry !== '');
      if (entries.length === 0) throw new Error('must name at least one host');
      const origins = entries.filter((entry) => entry.includes('://')).map(readOrigin);
      return {
        origins,
        suffixes: entries.filter((entry) => !entry.includes('://')).map(readSuffix),
      };
    },
  };
}

function readOrigin(entry: string): string {
  const parsed = URL.canParse(entry) ? new URL(entry) : undefined;
  const whole =
    parsed !== undefined &&
    /^https?:$/.test(parsed.protocol) &&
    parsed.href === `${parsed.origin}/`;
  if (!whole)
    throw new Error(
      `has an invalid origin: "${entry}" (an origin is http or https, host and port, nothing more)`,
    );
  return parsed.origin;
}

function readSuffix(entry: string): string {
  const suffix = entry.toLowerCase().replace(/^\*?\./, '');
  if (!/^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/.test(suffix))
    throw new Error(`has an invalid host: "${entry}"`);
  return suffix;
}

/** How an address may be fetched: `trusted` as it is, `guarded` only at public addresses, or not at all. */
export function judgeAddress(
  url: URL,
  { suffixes, origins }: MediaHosts,
): 'trusted' | 'guarded' | 'refused' {
  if (url.username !== '' || url.password !== '') return 'refused';
  if (origins.includes(url.origin)) return 'trusted';
  if (url.protocol !== 'https:' || url.port !== '') return 'refused';
  const host = url.hostname.replace(/\.$/, '');
  if (!suffixes.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))) return 'refused';
  return isIP(host) !== 0 && !isPublic(host) ? 'refused' : 'guarded';
}

type Range = readonly [network: string, prefix: number];

/** Special-purpose ranges (IANA registries for IPv4 and IPv6). */
const specialIpv4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Within the one block that is public at all; these embed other addresses or belong to nobody. */
const globalIpv6: Range = ['2000::', 3];
const specialIpv6: readonly Range[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

function rangesOf(ranges: readonly Range[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
}

const special4 = rangesOf(specialIpv4, 'ipv4');
const global6 = rangesOf([globalIpv6], 'ipv6');
const special6 = rangesOf(specialIpv6, 'ipv6');

/** Whether an address belongs to the public internet: not private, loopback, link-local, shared, multicast or embedding another. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !special4.check(address, 'ipv4');
  return isIP(address) === 6 && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}

/** The code of the error with which `publicLookup` refuses. */
export const privateAddressCode = 'EPRIVATE';

/** Resolves names for a connection and refuses those with an address that is not public: what is checked is what is used. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error || first === undefined) return callback(error ?? new Error('no address'), '', 0);
    if (!found.every(({ address }) => isPublic(address))) {
      return callback(
        Object.assign(new Error('not a public address'), { code: privateAddressCode }),
        '',
        0,
      );
    }
    return options.all ? callback(null, found) : callback(null, first.address, first.family);
  });
};
