import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Callers } from '../kinds/channel.ts';

/** Whom the webhook believes, and where it listens. */
export interface WebhookTrust {
  /** The address to listen on. */
  host: string;
  /**
   * `token`: who shows the right one. `channel`: the channel judges with the body at hand. `local`: programs of this machine.
   * `nobody`: messages are fetched. `open`: everybody.
   */
  whom: 'token' | 'channel' | 'local' | 'nobody' | 'open';
  /** What somebody should know about it, in a sentence that says what to do; undefined when all is well. */
  notice?: string;
  /** Why this caller is not believed, from the headers alone; undefined when it may go on. */
  refusal(request: Caller): string | undefined;
}

type Caller = Pick<IncomingMessage, 'headers' | 'httpVersion'>;

export interface WebhookTrustDependencies {
  /** What the channel says of its callers; undefined when it has no word for that. */
  callers: Callers | undefined;
  /** The address of the settings. */
  host: string;
  /** WABOT_OPEN_WEBHOOK. */
  open: boolean;
  /** Messages are fetched. */
  polling: boolean;
}

const advice = 'put a long random word into it (`wabot init` does) and run `wabot webhook set`';

/** Whom to believe under these settings. */
export function webhookTrust({
  callers,
  host,
  open,
  polling,
}: WebhookTrustDependencies): WebhookTrust {
  if (!callers) return { host, whom: 'channel', refusal: () => undefined };
  const { proof, secret } = callers;
  if (proof !== 'none') {
    const notice = `${secret} is short and may be guessed: ${advice}`;
    return {
      host,
      whom: 'token',
      refusal: ({ headers }) => callers.refusal(headers),
      ...(proof === 'weak' ? { notice } : {}),
    };
  }
  if (open) {
    const notice = `WABOT_OPEN_WEBHOOK: everybody who reaches the webhook can speak for your customers, because ${secret} is missing or shorter than 8 characters: ${advice}`;
    return { host, whom: 'open', refusal: () => undefined, notice };
  }
  if (polling)
    return { host, whom: 'nobody', refusal: () => 'messages are fetched, and there is no token' };
  const notice = `${secret} is missing or shorter than 8 characters, so the webhook is for programs of this machine alone: ${advice}`;
  return { host: loopback(host), whom: 'local', refusal: signOfDistance, notice };
}

const loopbacks = new BlockList();
loopbacks.addSubnet('127.0.0.0', 8, 'ipv4');
loopbacks.addAddress('::1', 'ipv6');

/** Whether an address or a name can only mean this machine. */
function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return /^(?:[\w-]+\.)?localhost\.?$/i.test(host);
  return loopbacks.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** The same address where it is one of this machine alone, else the usual one. */
function loopback(host: string): string {
  return isLoopback(host) ? host : '127.0.0.1';
}

/** What proxies, tunnels and content networks add to what they hand on. */
const addedByProxies =
  /^(?:forwarded|via|x-forwarded(?:-.+)?|x-real-ip|x-client-ip|x-cluster-client-ip|x-original-.+|x-envoy-.+|x-amzn-trace-id|true-client-ip|cdn-loop|cf-.+|fly-.+)$/;

/** Why a call that reached this machine's own address may come from afar all the same. */
function signOfDistance({ headers, httpVersion }: Caller): string | undefined {
  if (Object.keys(headers).some((name) => addedByProxies.test(name)))
    return 'there is no token, and the call came through a proxy';
  // nginx speaks it to what is behind it and then names that one as the host, with no other sign.
  if (httpVersion === '1.0')
    return 'there is no token, and the call is in HTTP/1.0, as those of proxies are';
  const name = (headers.host ?? '').replace(/:\d{1,5}$/, '').replace(/^\[([\da-f:.]+)\]$/i, '$1');
  return isLoopback(name)
    ? undefined
    : 'there is no token, and the call is for a host that is not this machine';
}

/** Whether a call that reached this machine's own address comes from afar all the same, or may. */
export function comesFromAfar(caller: Caller): boolean {
  return signOfDistance(caller) !== undefined;
}
