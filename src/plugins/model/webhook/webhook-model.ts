import type { Dispatcher } from 'undici';
import type { ActedAnswer, Model, Question } from '../../../core/kinds/model.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { retryAfter } from '../../../core/plugin-api/failures.ts';
import { atMost } from '../../json-call.ts';
import { webhookHeaders } from '../../standard-webhook.ts';
import { noReplyError, statusError, lostTurnError } from './errors.ts';
import { replyIn, type WorkflowReply } from './reply.ts';
import { bodyOf, turnOf, type Form } from './turn-body.ts';

/** What a WebhookModel works with. */
export interface WebhookModelParts {
  address: string;
  /** Signs what is sent; undefined: nothing does. */
  key: Buffer | undefined;
  /** Goes along as `Authorization: Bearer`. */
  token: string | undefined;
  form: Form;
  /** The way out where the address has to be a public one. */
  dispatcher: Dispatcher | undefined;
  fallback: Model | undefined;
  world: Pick<World, 'fetch' | 'now'>;
}

/** A longer answer is none, in bytes. */
const mostBytes = 256 * 1024;

const noUsage = { input: 0, cached: 0, output: 0 };

/**
 * A workflow or a server behind an address: it is told each turn and its answer is the reply. Every try of a turn has the same
 * `webhook-id`. What is not plainly refused, or never left, may have been taken.
 */
export class WebhookModel implements Model {
  readonly acts: NonNullable<Model['acts']>;
  readonly #parts: WebhookModelParts;

  constructor(parts: WebhookModelParts) {
    this.#parts = parts;
    this.acts = { fallback: parts.fallback };
  }

  async answer(question: Question, signal: AbortSignal): Promise<ActedAnswer> {
    signal.throwIfAborted();
    const { status, reply, retryAfterMs } = await this.#post(question, signal);
    if (status < 200 || status > 299) throw statusError(status, retryAfterMs);
    if (!reply) throw noReplyError(status);
    return { ...reply, usage: noUsage, finish: 'stop', model: 'webhook' };
  }

  async #post(question: Question, signal: AbortSignal): Promise<Answered> {
    const { address, form, dispatcher, world } = this.#parts;
    const turn = turnOf(question);
    const body = bodyOf(question, turn, form, world.now());
    const way: object = dispatcher ? { dispatcher } : {};
    const options = {
      method: 'POST',
      headers: this.#headers(turn.id, body),
      // Bytes, as the light fetch for texts reads an answer whole before it gives any of it.
      body: new TextEncoder().encode(body),
      redirect: 'manual' as const,
      signal,
      ...way,
    };
    try {
      return await answered(await world.fetch(address, options), world.now());
    } catch (error) {
      signal.throwIfAborted();
      throw lostTurnError(error);
    }
  }

  #headers(id: string, body: string): Record<string, string> {
    const { key, token, world } = this.#parts;
    const timestamp = Math.floor(world.now() / 1000);
    return {
      'content-type': 'application/json',
      accept: 'application/json, text/plain;q=0.9',
      'user-agent': 'wabot',
      ...(key
        ? webhookHeaders({ id, timestamp, body }, key)
        : { 'webhook-id': id, 'webhook-timestamp': String(timestamp) }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
  }
}

interface Answered {
  status: number;
  /** Undefined: it cannot be understood, or is none. */
  reply: WorkflowReply | undefined;
  retryAfterMs: number | undefined;
}

/** Reads an answer up to its bound. Rejects when the connection is lost before its end. */
async function answered(response: Response, now: number): Promise<Answered> {
  const { status, headers } = response;
  const bytes = await readWhole(response);
  const text = bytes && decoded(bytes, headers.get('content-type') ?? '');
  return {
    status,
    reply: text === undefined ? undefined : replyIn(valueOf(text)),
    retryAfterMs: atMost(retryAfter(headers.get('retry-after') ?? '', now)),
  };
}

/** Undefined: it is longer than an answer can be; the rest is not waited for. */
async function readWhole(response: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > mostBytes) return undefined;
  }
  return Buffer.concat(chunks);
}

/** In the encoding that is named, or in UTF-8. */
function decoded(bytes: Buffer, type: string): string {
  const [, label = 'utf-8'] = /charset\s*=\s*"?([\w-]{1,40})/i.exec(type) ?? [];
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What was to be JSON and is none is no reply either.
    return /^\s*[{[]/.test(text) ? undefined : text;
  }
}
