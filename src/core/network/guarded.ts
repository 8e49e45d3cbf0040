import type { Dispatcher } from 'undici';
import { publicLookup } from './public-address.ts';

/** How this machine reaches the internet, where not directly. */
export interface Proxy {
  url: string | undefined;
  /** Hosts that are reached directly. */
  except: string | undefined;
}

/** An unused connection is kept for this long, in milliseconds. */
const keepAliveMs = 4000;

/**
 * A way out that connects to public addresses only. Behind a proxy it is the proxy that resolves names: there the host's name
 * is all that can be checked.
 */
export async function openGuarded({ url, except }: Proxy): Promise<Dispatcher> {
  const { undiciParts } = await import('./undici-parts.ts');
  const { EnvHttpProxyAgent } = undiciParts();
  return new EnvHttpProxyAgent({
    connect: { lookup: publicLookup },
    keepAliveTimeout: keepAliveMs,
    // Without values of ours it would read the environment by itself.
    httpProxy: url ?? '',
    httpsProxy: url ?? '',
    noProxy: except ?? '',
  });
}
