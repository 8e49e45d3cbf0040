import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

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
