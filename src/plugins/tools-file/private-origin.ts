import { isIP } from 'node:net';
import { isPublic } from '../../core/plugin-api/network.ts';

/** Names that no public server has: this machine, one word, and the ends that are reserved for inner networks. */
const innerName =
  /^(?:[^.]+|(?:.+\.)?(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa))$/;

/** Whether an origin says by itself that it is in an inner network; then it is meant. */
export function isPrivateOrigin(origin: string): boolean {
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(host) === 0 ? innerName.test(host.toLowerCase()) : !isPublic(host);
}
