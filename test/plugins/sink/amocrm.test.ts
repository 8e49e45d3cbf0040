import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../../src/plugins/sink/amocrm/index.ts';
import { sinkSuite } from '../../../src/suites/index.ts';
import { startLoopback, testWorld, valuesFor } from '../openai/loopback.ts';
import { playVendor } from '../openai/vendor.ts';
import { AmoServer } from './amo-server.ts';
import { request } from './request.ts';

beforeAll(() => install());

const token = 'eyJ0eXAiSeCrEt0123456789';
const live = (): AbortSignal => new AbortController().signal;

function open(baseUrl: string) {
  const environment = { AMOCRM_URL: baseUrl, AMOCRM_TOKEN: token, AMOCRM_PIPELINE_ID: '3166396' };
  return plugin.create(valuesFor(plugin.settings, environment), testWorld());
}

describe.each([
  ['with a field for our id', [{ id: 123, name: 'wabot id', type: 'text' }]],
  ['without', []],
])('sink/amocrm %s', (_, fields) => {
  sinkSuite(it, async () => {
    const account = new AmoServer(fields);
    const { loopback, vendor, close } = await playVendor((heard) => account.answer(heard));
    return {
      sink: await open(loopback.baseUrl),
      arrived: () =>
        account.leads.map((lead) => {
          const notes = (account.notes.get(lead.id) ?? []) as { params: { text: string } }[];
          const shown = notes.map(({ params }) => params.text).join('\n');
          return { id: /wb_\w{20}/.exec(JSON.stringify(lead))?.[0] ?? '', shown };
        }),
      vendor: { ...vendor, secrets: [token] },
      close,
    };
  });
});

describe('a lead', () => {
  it('whose note was lost gets it with the next try, once', async () => {
    const account = new AmoServer();
    let loses = true;
    await using server = await startLoopback((heard) =>
      loses && heard.path.endsWith('/notes') ? { status: 504 } : account.answer(heard),
    );
    const sink = await open(server.baseUrl);
    await expect(sink.deliver(request, live())).rejects.toMatchObject({ outcomeUnknown: true });
    loses = false;
    for (let tries = 0; tries < 2; tries += 1)
      await sink.deliver(request, live(), await sink.find?.(request, live()));
    expect(account.leads).toHaveLength(1);
    expect(account.notes.get(9)).toHaveLength(1);
  });

  it('goes as an array, with its contact and the pipeline', async () => {
    const account = new AmoServer();
    await using server = await startLoopback((heard) => account.answer(heard));
    await (await open(server.baseUrl)).deliver(request, live());
    expect(account.leads[0]).toMatchObject({
      name: `WhatsApp: Айгерим (${request.id})`,
      pipeline_id: 3166396,
      _embedded: { contacts: [{ first_name: 'Айгерим' }] },
    });
  });
});
