import { createRequire } from 'node:module';
import type * as Undici from 'undici';

const require = createRequire(import.meta.url);

type Part = 'Agent' | 'EnvHttpProxyAgent' | 'setGlobalDispatcher';

/**
 * What of undici a bot needs. Its index loads twice as many modules (mocks, caches, sockets …), for a twelfth of the time that a
 * start takes.
 */
export function undiciParts(): Pick<typeof Undici, Part> {
  const Dispatcher = require('undici/lib/dispatcher/dispatcher.js') as typeof Undici.Dispatcher;
  // A proxy is asked for the way to a place with https by this, which only the index gives to all dispatchers.
  Dispatcher.prototype.connect ??=
    require('undici/lib/api/api-connect.js') as Undici.Dispatcher['connect'];
  const { setGlobalDispatcher } = require('undici/lib/global.js') as typeof Undici;
  return {
    Agent: require('undici/lib/dispatcher/agent.js') as typeof Undici.Agent,
    EnvHttpProxyAgent:
      require('undici/lib/dispatcher/env-http-proxy-agent.js') as typeof Undici.EnvHttpProxyAgent,
    setGlobalDispatcher,
  };
}

/** Where each global is that a fetch needs, and that belongs to one undici together with its dispatchers. */
const needed = {
  fetch: 'undici/lib/web/fetch/index.js',
  Headers: 'undici/lib/web/fetch/headers.js',
  Response: 'undici/lib/web/fetch/response.js',
  Request: 'undici/lib/web/fetch/request.js',
  FormData: 'undici/lib/web/fetch/formdata.js',
};

/** Globals that we need ourselves nowhere; the rest of undici is loaded with the first of them. */
const others = ['WebSocket', 'CloseEvent', 'ErrorEvent', 'MessageEvent', 'EventSource'];

/** Makes the globals of the web undici's, as its own `install` does. */
export function installGlobals(): void {
  for (const [name, file] of Object.entries(needed))
    set(name, (require(file) as Record<string, unknown>)[name]);
  for (const name of others)
    define(name, {
      get: () => (require('undici') as Record<string, unknown>)[name],
      set(value: unknown) {
        set(name, value);
      },
    });
}

function set(name: string, value: unknown): void {
  define(name, { writable: true, value });
}

/** Without what is there before: Node looks at that while it puts another in its place, and loads its own undici to do so. */
function define(name: string, property: PropertyDescriptor): void {
  Reflect.deleteProperty(globalThis, name);
  Object.defineProperty(globalThis, name, { configurable: true, ...property });
}
