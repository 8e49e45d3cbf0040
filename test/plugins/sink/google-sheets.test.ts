import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../../src/plugins/sink/google-sheets/index.ts';
import { sinkSuite } from '../../../src/suites/index.ts';
import { startLoopback, testWorld, valuesFor, type Heard, type Says } from '../openai/loopback.ts';
import { playVendor } from '../openai/vendor.ts';
import { email, privateKey } from '../prompt/google-docs/fake.ts';
import { request } from './request.ts';
import { SheetsServer } from './sheets-server.ts';

beforeAll(() => install());

const live = (): AbortSignal => new AbortController().signal;

function open(apiUrl: string) {
  const environment = {
    GOOGLE_SHEETS_ID: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjK/edit#gid=0',
    GOOGLE_SERVICE_ACCOUNT: email,
    GOOGLE_PRIVATE_KEY: privateKey,
    GOOGLE_API_URL: apiUrl,
  };
  return plugin.create(valuesFor(plugin.settings, environment), testWorld());
}

async function at(sheet: SheetsServer, answers = (heard: Heard): Says => sheet.answer(heard)) {
  const server = await startLoopback(answers);
  return {
    server,
    sink: await open(server.baseUrl),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describe('sink/google-sheets', () => {
  sinkSuite(it, async () => {
    const sheet = new SheetsServer();
    const { loopback, vendor, close } = await playVendor((heard) => sheet.answer(heard));
    return {
      sink: await open(loopback.baseUrl),
      arrived: () =>
        sheet.rows.slice(1).map((row) => ({ id: String(row[0]), shown: row.join('\n') })),
      vendor: { ...vendor, secrets: [privateKey.split('\n')[1] ?? ''] },
      close,
    };
  });

  it('writes into the columns that the owner has, wherever they are, and leaves others alone', async () => {
    const sheet = new SheetsServer([['Статус', 'Имя', 'wabot']]);
    await using place = await at(sheet);
    await place.sink.deliver(request, live());
    const [header, row] = sheet.rows;
    expect(header?.join('|')).toBe('Статус|Имя|wabot|Date|WhatsApp|Name in WhatsApp|Что нужно');
    expect(row?.[0]).toBeNull();
    expect(row?.slice(1).join('|')).toBe(
      `Айгерим|${request.id}|2026-11-30T00:53:20.000Z|+77010000000|Aigerim|Курс английского, A2`,
    );
    sheet.rows.splice(1, 0, ['', '', 'wb_another']);
    (sheet.rows[2] ??= [])[0] = 'звонили';
    const found = await place.sink.find?.(request, live());
    await place.sink.deliver({ ...request, name: 'Aigerim S.' }, live(), found);
    expect(sheet.rows).toHaveLength(3);
    expect(sheet.rows[2]?.slice(0, 3)).toEqual(['звонили', 'Айгерим', request.id]);
    expect(sheet.rows[2]?.[5]).toBe('Aigerim S.');
  });

  it('writes into a table that does not begin in the first column', async () => {
    const sheet = new SheetsServer([['', '', 'Имя', 'wabot']]);
    await using place = await at(sheet);
    await place.sink.deliver(request, live());
    expect(sheet.rows[1]?.slice(0, 4)).toEqual(['', '', 'Айгерим', request.id]);
  });

  it('stores every value as typed: no formula runs', async () => {
    const sheet = new SheetsServer();
    await using place = await at(sheet);
    await place.sink.deliver(request, live());
    const writes = place.server.heard.filter(
      ({ method, path }) => method !== 'GET' && !path.endsWith('/token'),
    );
    expect(writes.map(({ path }) => path.includes('valueInputOption=RAW'))).toEqual([true, true]);
  });

  it('waits a minute where the quota of a minute is used up', async () => {
    await using place = await at(new SheetsServer(), ({ path }) =>
      path.endsWith('/token')
        ? { body: { access_token: 'ya29.t', expires_in: 3600 } }
        : { status: 429, body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } } },
    );
    await expect(place.sink.deliver(request, live())).rejects.toMatchObject({
      code: 'service.google-sheets.rate-limit',
      retryAfterMs: 60_000,
    });
  });
});
