import type { BusinessRequest, Delivered, Sink } from '../../../core/kinds/sink.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { callJson } from '../../json-call.ts';
import { webhookHeaders } from '../../standard-webhook.ts';
import { sinkError, type SinkFaults } from '../sink-error.ts';

export interface WebhookSinkParts {
  address: string;
  key: Buffer;
  world: Pick<World, 'fetch' | 'now'>;
}

const faults: SinkFaults = {
  code: 'requests-webhook',
  name: 'The address of WABOT_REQUESTS_WEBHOOK',
  setting: 'WABOT_REQUESTS_WEBHOOK',
};

/** Requests as Standard Webhooks: the receiver knows one that comes twice by its `webhook-id`, which is the request's. */
export class WebhookSink implements Sink {
  readonly #parts: WebhookSinkParts;

  constructor(parts: WebhookSinkParts) {
    this.#parts = parts;
  }

  async deliver(request: BusinessRequest, signal: AbortSignal): Promise<Delivered> {
    const { address, key, world } = this.#parts;
    const body = bodyOf(request);
    const timestamp = Math.floor(world.now() / 1000);
    const headers = webhookHeaders({ id: request.id, timestamp, body }, key);
    const answered = await callJson(world, { url: address, body, headers }, signal);
    const { status } = answered;
    if (status === undefined || status < 200 || status > 299) throw sinkError(faults, answered);
    return { ref: '' };
  }
}

/** The same for every try, to the byte. */
function bodyOf({ id, number, at, phone, name, fields }: BusinessRequest): string {
  return JSON.stringify({
    type: 'request.created',
    timestamp: new Date(at).toISOString(),
    data: { id, number, phone: phone ?? null, name: name ?? null, fields },
  });
}
