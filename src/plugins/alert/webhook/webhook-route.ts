import { createHash } from 'node:crypto';
import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  ServiceError,
} from '../../../core/plugin-api/failures.ts';
import type { Alert, AlertRoute } from '../../../core/kinds/alert.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { callJson, type JsonAnswer, type Unanswered } from '../../json-call.ts';
import { webhookHeaders } from '../../standard-webhook.ts';

export interface WebhookRouteParts {
  address: string;
  key: Buffer;
  world: Pick<World, 'fetch' | 'now'>;
}

/** Receivers should get no more than 20 kB (Standard Webhooks 1.0.0): of a text so many characters go, of at most 3 bytes each. */
const textCap = 6_000;

/** Alerts as Standard Webhooks: the receiver knows one that comes twice by its `webhook-id`. */
export class WebhookRoute implements AlertRoute {
  readonly repeats = 'idempotent';
  readonly #parts: WebhookRouteParts;

  constructor(parts: WebhookRouteParts) {
    this.#parts = parts;
  }

  async send(alert: Alert, signal: AbortSignal): Promise<void> {
    const { address, key, world } = this.#parts;
    const body = bodyOf(alert);
    const signed = { id: idOf(alert), timestamp: Math.floor(world.now() / 1000), body };
    const headers = webhookHeaders(signed, key);
    const answered = await callJson(world, { url: address, body, headers }, signal);
    const { status } = answered;
    if (status === undefined) throw unreachable(answered);
    if (status < 200 || status > 299) throw refused(answered);
  }
}

/** The id as receivers may log it: without dots (Standard Webhooks 1.0.0) and phone numbers. */
function idOf({ id }: Alert): string {
  return `wabot_${createHash('sha256').update(id).digest('base64url')}`;
}

/** The same for every try, so that a receiver may compare it, too. */
function bodyOf({ topic, title, text, level, at, case: number }: Alert): string {
  return JSON.stringify({
    type: topic,
    timestamp: new Date(at).toISOString(),
    data: {
      title: cut(title),
      text: cut(text),
      level,
      ...(number === undefined ? {} : { case: number }),
    },
  });
}

function cut(text: string): string {
  return text.length <= textCap ? text : `${text.slice(0, textCap).toWellFormed()}…`;
}

const address = 'WABOT_ALERT_WEBHOOK';

function unreachable({ network, neverLeft }: Unanswered): ServiceError {
  const trouble = certificateTrouble(network);
  const label = network === undefined ? '' : ` (${network})`;
  if (trouble)
    return new ServiceError(
      'webhook.certificate',
      `The address of ${address} ${saysOfCertificate[trouble]}${label}`,
      { retryable: false, suggestions: [certificateAdvice(trouble, address)] },
    );
  return new ServiceError(
    'webhook.unreachable',
    `The address of ${address} cannot be reached, or the connection was lost${label}`,
    {
      retryable: true,
      outcomeUnknown: !neverLeft,
      suggestions: [`Check ${address}, and whether what receives there runs.`],
    },
  );
}

function refused({ status, retryAfterMs }: JsonAnswer): ServiceError {
  if (status === 429)
    return new ServiceError('webhook.rate-limit', `The address of ${address} asks to slow down`, {
      status,
      retryable: true,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  if (status >= 500 || status === 408 || status === 425)
    return new ServiceError(
      'webhook.unavailable',
      `The address of ${address} has a fault at the moment (HTTP ${status})`,
      {
        status,
        retryable: true,
        outcomeUnknown: true,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      },
    );
  return new ServiceError(
    'webhook.refused',
    `The address of ${address} does not take alerts (HTTP ${status})`,
    {
      status,
      retryable: false,
      suggestions: [
        status === 401 || status === 403
          ? `Check that the receiver verifies with the same WABOT_ALERT_SECRET.`
          : `Check ${address}: it must answer a POST itself with 2xx, and not lead elsewhere.`,
      ],
    },
  );
}
