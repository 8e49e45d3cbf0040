import { isIP } from 'node:net';
import { isPublic } from '../../../core/plugin-api/network.ts';
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
