import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../../src/plugins/sink/bitrix24/index.ts';
import { sinkSuite } from '../../../src/suites/index.ts';
import { startLoopback, testWorld, valuesFor } from '../openai/loopback.ts';
import { playVendor } from '../openai/vendor.ts';
import { BitrixServer } from './bitrix-server.ts';
import { request } from './request.ts';

beforeAll(() => install());

const secret = 's3cr3ts3cr3ts3cr3t';
const live = (): AbortSignal => new AbortController().signal;

function open(baseUrl: string) {
  const environment = { BITRIX24_WEBHOOK: baseUrl.replace('/v1', `/rest/6/${secret}/`) };
  return plugin.create(valuesFor(plugin.settings, environment), testWorld(1_796_000_000_000));
}

function shown(fields: Record<string, unknown>): string {
  return (
    JSON.stringify(fields['fm'] ?? '') +
    String(fields['comments'])
      .replaceAll('<br>', '\n')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  );
}

describe.each([
  ['with leads', 1, 1],
  ['without leads', 2, 2],
])('sink/bitrix24 %s', (_, mode, type) => {
  sinkSuite(it, async () => {
    const portal = new BitrixServer(mode);
    const { loopback, vendor, close } = await playVendor((heard) => portal.answer(heard));
    return {
      sink: await open(loopback.baseUrl),
      arrived: () =>
        portal.items
          .filter(({ entityTypeId }) => entityTypeId === type)
          .map(({ fields }) => ({ id: String(fields['originId']), shown: shown(fields) })),
      vendor: { ...vendor, secrets: [secret] },
      close,
    };
  });
});

describe('a portal without leads', () => {
  it('gets one contact for two deals of one customer', async () => {
    const portal = new BitrixServer(2);
    await using server = await startLoopback((heard) => portal.answer(heard));
    const sink = await open(server.baseUrl);
    await sink.deliver(request, live());
    await sink.deliver({ ...request, id: 'wb_another' }, live());
    expect(portal.items.map(({ entityTypeId }) => entityTypeId)).toEqual([3, 2, 2]);
    expect(portal.items[2]?.fields['contactIds']).toEqual([340]);
  });
});

describe('the number of a new lead', () => {
  const adding = (id: unknown): ReturnType<typeof startLoopback> =>
    startLoopback(({ path }) => ({
      body: { result: path.includes('mode.get') ? 1 : { item: { id } } },
    }));

  it.each([341, '341'])('may be a number or a text: %j', async (id) => {
    await using server = await adding(id);
    const delivered = (await open(server.baseUrl)).deliver(request, live());
    expect(await delivered).toEqual({ ref: '341' });
  });

  it.each([true, null, {}])('is nothing else: %j', async (id) => {
    await using server = await adding(id);
    const delivered = (await open(server.baseUrl)).deliver(request, live());
    await expect(delivered).rejects.toMatchObject({ code: 'service.bitrix24.answer' });
  });
});

describe('an error of Bitrix24', () => {
  it.each([
    [503, { error: 'QUERY_LIMIT_EXCEEDED' }, 'rate-limit', true, undefined],
    [
      429,
      { error: 'OPERATION_TIME_LIMIT', time: { operating_reset_at: 1_796_000_090 } },
      'rate-limit',
      true,
      90_000,
    ],
    [401, { error: 'NO_AUTH_FOUND' }, 'key', false, undefined],
    [403, { error: 'insufficient_scope' }, 'rights', false, undefined],
    [200, { error: 'ACCESS_DENIED' }, 'rights', false, undefined],
  ])('%i %j', async (status, body, code, retryable, retryAfterMs) => {
    await using server = await startLoopback(() => ({ status, body }));
    await expect((await open(server.baseUrl)).deliver(request, live())).rejects.toMatchObject({
      code: `service.bitrix24.${code}`,
      retryable,
      retryAfterMs,
      outcomeUnknown: false,
    });
  });
});
