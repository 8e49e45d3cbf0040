import { createSign } from 'node:crypto';
import { fieldsOf, ServiceError } from '../../core/plugin-api/failures.ts';
import type { World } from '../../core/kinds/plugin.ts';
import { callJson, type JsonAnswer, type Unanswered } from '../json-call.ts';
import type { ServiceAccount } from './service-account.ts';

const googleTokenUrl = 'https://oauth2.googleapis.com/token';
const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Google takes no assertion of more than an hour. */
const lifeSeconds = 3_600;

/** A token is not used in its last minute. */
const spareMs = 60_000;

export interface AccessTokenParts {
  account: ServiceAccount;
  /** Such as `https://www.googleapis.com/auth/spreadsheets`. */
  scope: string;
  /** In the place of Google's own addresses. */
  apiUrl?: string | undefined;
  world: Pick<World, 'fetch' | 'now'>;
}

/** The right of a service account to call one of Google's services, kept until it runs out (RFC 7523). */
export class AccessToken {
  readonly #parts: AccessTokenParts;
  #held: { token: string; until: number } | undefined;

  constructor(parts: AccessTokenParts) {
    this.#parts = parts;
  }

  /** The token as it goes behind `Bearer`. Rejects with a ServiceError that holds no secret. */
  async value(signal: AbortSignal): Promise<string> {
    const { world } = this.#parts;
    if (this.#held && world.now() < this.#held.until) return this.#held.token;
    const body = new URLSearchParams({ grant_type: grant, assertion: this.#assertion() });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const call = { url: this.#tokenUrl(), body: body.toString(), headers };
    const answered = await callJson(world, call, signal);
    const { access_token: token, expires_in: seconds } =
      answered.status === 200 ? fieldsOf(answered.body) : {};
    if (typeof token !== 'string') throw refusal(answered);
    const lifeMs = typeof seconds === 'number' ? seconds * 1000 : 0;
    this.#held = { token, until: world.now() + Math.max(0, lifeMs - spareMs) };
    return token;
  }

  /** It is no longer accepted: the next call asks for another. */
  forget(): void {
    this.#held = undefined;
  }

  #tokenUrl(): string {
    const { account, apiUrl } = this.#parts;
    const { tokenUrl = googleTokenUrl } = account;
    return tokenUrl === googleTokenUrl && apiUrl !== undefined ? `${apiUrl}/token` : tokenUrl;
  }

  #assertion(): string {
    const { account, scope, world } = this.#parts;
    const now = Math.floor(world.now() / 1000);
    const claims = {
      iss: account.email,
      scope,
      aud: this.#tokenUrl(),
      iat: now,
      exp: now + lifeSeconds,
    };
    const signed = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(account.key, 'base64url')}`;
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** A token that was not had has had no effect. */
function refusal(answered: JsonAnswer | Unanswered): ServiceError {
  const { status } = answered;
  if (status !== undefined && status >= 400 && status < 500 && !passing.has(status))
    return new ServiceError(
      'google.key',
      `Google does not accept the key of the service account, or the clock of this machine (HTTP ${status})`,
      {
        status,
        retryable: false,
        suggestions: [
          'Make a new JSON key for the service account and set GOOGLE_APPLICATION_CREDENTIALS to it; set the clock of this machine.',
        ],
      },
    );
  if (status === undefined)
    return new ServiceError('google.unreachable', 'Google cannot be reached', {
      retryable: true,
      outcomeUnknown: !answered.neverLeft,
      suggestions: ['Check the internet connection, and HTTPS_PROXY if there is a proxy.'],
    });
  const { retryAfterMs } = answered;
  return new ServiceError('google.token', `Google gives no access at the moment (HTTP ${status})`, {
    status,
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
