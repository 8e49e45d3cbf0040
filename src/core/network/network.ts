import { lightFetch } from './light-fetch.ts';
import { isFromFile } from '../origins.ts';
import { readProxies } from '../settings/proxy.ts';
import type { Environment } from '../settings/settings.ts';
import { settingsError } from '../settings/read-settings.ts';

/** Open connections per host: as many as turns may run at once. */
const connectionsPerHost = 512;

/** How long an unused connection is kept, in milliseconds; below the usual 60 s of servers and proxies. */
const keepAliveMs = 30_000;

/** The way out of this process. */
export interface Network {
  fetch: typeof fetch;
  /** Cuts every connection. */
  close(): Promise<void>;
}

/** A network that is opened by `open` or with the first request. */
export function networkOnDemand(environment: Environment): Network & { open(): Promise<void> } {
  let opening: Promise<Network> | undefined;
  const opened = (): Promise<Network> => (opening ??= openNetwork(environment));
  return {
    fetch: async (...request) => (await opened()).fetch(...request),
    open: async () => void (await opened()),
    close: async () => (await opening)?.close(),
  };
}

/**
 * Makes undici the one way out of this process: pooled, kept alive, through the proxy that HTTP_PROXY, HTTPS_PROXY and
 * NO_PROXY name. Called once, at start; the globals (fetch, FormData …) become undici's, because a
 * dispatcher of one undici does not work with the fetch of another. Rejects with the settings' SetupError where a proxy
 * cannot be used, or where `.env` has what must be there before it is read.
 */
export async function openNetwork(environment: Environment): Promise<Network> {
  const { undiciParts, installGlobals } = await import('./undici-parts.ts');
  const { Agent, EnvHttpProxyAgent, setGlobalDispatcher } = undiciParts();
  refuseTooLate(environment);
  const { http, https, except } = readProxies(environment);
  const options = {
    connections: connectionsPerHost,
    keepAliveTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const proxies = { httpProxy: http ?? '', httpsProxy: https ?? '', noProxy: except ?? '' };
  // Where there is no proxy, its address need not be looked for with every call.
  const dispatcher =
    http === undefined && https === undefined
      ? new Agent(options)
      : new EnvHttpProxyAgent({ ...options, ...proxies });
  setGlobalDispatcher(dispatcher);
  installGlobals();
  // By name: of two networks in a process the later one is the globals'.
  const own: object = { dispatcher };
  const whole: typeof fetch = (input, init) => globalThis.fetch(input, { ...own, ...init });
  return { fetch: lightFetch(dispatcher, whole), close: () => dispatcher.destroy() };
}

/** What Node reads of certificates when it starts, before any `.env` is read. */
const readAtStart = ['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'NODE_TLS_REJECT_UNAUTHORIZED'];

function refuseTooLate(environment: Environment): void {
  const late = readAtStart.filter((name) => isFromFile(name, environment));
  if (late.length === 0) return;
  throw settingsError(
    late.map(
      (name) =>
        `${name} has no effect in .env: Node reads it when it starts, before wabot reads .env`,
    ),
    [
      'Put it into the environment of the process (shell, systemd unit, compose.yaml), and take its line out of .env.',
    ],
  );
}
