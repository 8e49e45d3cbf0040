import { createHmac } from 'node:crypto';
import type { Setting } from '../core/plugin-api/settings.ts';

/** The setting of such a key, which may be absent; `addresses`: keys of its table that say where it is used. */
export function signingSecret(
  env: string,
  summary: string,
  addresses: readonly string[] = ['address'],
): Setting<string | undefined> {
  return {
    env,
    summary,
    secret: true,
    optional: true,
    goesTo: [addresses],
    parse(value) {
      signingKey(value);
      return value;
    },
  };
}

/** Bytes of a key: Standard Webhooks wants 24 to 64; shorter ones that others made are taken down to 16. */
const keyBytes = { min: 16, max: 64 };

/** The key of a secret (`whsec_…`, or its base64 alone). Throws an Error that completes "NAME …" and repeats nothing of it. */
export function signingKey(secret: string): Buffer {
  const encoded = secret.replace(/^whsec_/, '');
  const key = Buffer.from(encoded, 'base64');
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded);
  if (!isBase64 || key.length < keyBytes.min || key.length > keyBytes.max)
    throw new Error(
      'must be whsec_ and the base64 of 24 to 64 bytes; `echo whsec_$(openssl rand -base64 32)` makes one',
    );
  return key;
}

/** What is signed: the id of the event, the time of this try in Unix seconds, and the body as it is sent. */
export interface SignedEvent {
  id: string;
  timestamp: number;
  body: string;
}

/** The headers of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com), with an HMAC-SHA256 as `v1`. */
export function webhookHeaders(
  { id, timestamp, body }: SignedEvent,
  key: Buffer,
): Record<string, string> {
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${mac}`,
  };
}
