import type { ServerOptions } from 'node:http';

/** How long a caller may take, in milliseconds: for the headers, for all of a call, between calls, and how often that is looked after. */
export type CallerLimits = Required<
  Pick<
    ServerOptions,
    'headersTimeout' | 'requestTimeout' | 'keepAliveTimeout' | 'connectionsCheckingInterval'
  >
>;

/**
 * Node alone would look every 30 s, and keep a silent caller for that much longer. Between calls a connection is kept for
 * longer than proxies keep theirs (Caddy 120 s, Google's balancer 600 s): a call that meets a closing would be lost.
 */
export const callerLimits: CallerLimits = {
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 620_000,
  connectionsCheckingInterval: 1_000,
};
