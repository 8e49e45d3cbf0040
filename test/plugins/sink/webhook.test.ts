import { createHmac } from 'node:crypto';
import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../../src/plugins/sink/webhook/index.ts';
import { sinkSuite } from '../../../src/suites/index.ts';
import { json, startLoopback, testWorld, valuesFor, type Heard } from '../openai/loopback.ts';
import { playVendor } from '../openai/vendor.ts';
import { request } from './request.ts';

beforeAll(() => install());

const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
const live = (): AbortSignal => new AbortController().signal;

function open(baseUrl: string, now = 1_796_000_123_456) {
  const environment = { WABOT_REQUESTS_WEBHOOK: baseUrl, WABOT_REQUESTS_SECRET: secret };
  return plugin.create(valuesFor(plugin.settings, environment), testWorld(now));
}

describe('sink/webhook', () => {
  sinkSuite(
    it,
    async () => {
      const taken: Heard[] = [];
      const { loopback, vendor, close } = await playVendor((heard) => {
        taken.push(heard);
        return { status: 204 };
      });
      return {
        sink: await open(loopback.baseUrl),
        arrived: () =>
          taken.map((heard) => {
            const { data } = json(heard) as {
              data: { phone: string; fields: { value: string }[] };
            };
            const shown = [data.phone, ...data.fields.map(({ value }) => value)].join('\n');
            return { id: String(heard.headers['webhook-id']), shown };
          }),
        vendor: { ...vendor, secrets: [secret, secret.slice(6)] },
        close,
      };
    },
    // Whatever stands in an answer of 2xx, the request has been taken.
    { without: ['malformed'] },
  );

  it('posts an event whose signature its receiver can prove', async () => {
    await using server = await startLoopback(() => ({ status: 202 }));
    await (await open(server.baseUrl)).deliver(request, live());
    const [heard] = server.heard;
    expect(json(heard)).toEqual({
      type: 'request.created',
      timestamp: '2026-11-30T00:53:20.000Z',
      data: {
        id: request.id,
        number: 17,
        phone: '+77010000000',
        name: 'Aigerim',
        fields: request.fields,
      },
    });
    const signed = `${request.id}.1796000123.${String(heard?.body)}`;
    const mac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(signed);
    expect(heard?.headers['webhook-signature']).toBe(`v1,${mac.digest('base64')}`);
  });

  it('warns of an address of n8n that is for trying out', async () => {
    const environment = {
      WABOT_REQUESTS_WEBHOOK: 'https://n8n.example/webhook-test/lead',
      WABOT_REQUESTS_SECRET: secret,
    };
    const values = valuesFor(plugin.settings, environment);
    const found = await plugin.check?.(values, testWorld(), live());
    expect(found?.[0]?.level).toBe('warning');
  });
});
