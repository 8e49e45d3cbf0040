import { install } from 'undici';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/core/settings/settings.ts';
import plugin from '../../../src/plugins/knowledge/google-sheets/index.ts';
import sink from '../../../src/plugins/sink/google-sheets/index.ts';
import requests from '../../../src/plugins/tool/requests/index.ts';
import { knowledgeSuite } from '../../../src/suites/index.ts';
import { startLoopback, testWorld, valuesFor, type Says } from '../openai/loopback.ts';
import { apiError, email, privateKey } from '../prompt/google-docs/fake.ts';
import { SpreadsheetServer, type PlayedTab } from './spreadsheet-server.ts';

beforeAll(() => install());

const live = (): AbortSignal => new AbortController().signal;
const account = { GOOGLE_SERVICE_ACCOUNT: email, GOOGLE_PRIVATE_KEY: privateKey };
const prices: PlayedTab = {
  title: 'Прайс',
  gid: 0,
  rows: [
    ['Услуга', 'Цена', 'Дата'],
    ['Стрижка', 'от 5 000 ₸', '01.12.2026'],
    ['Маникюр', '15 %', ''],
  ],
};
const pricesText =
  '| Услуга | Цена | Дата |\n| --- | --- | --- |\n| Стрижка | от 5 000 ₸ | 01.12.2026 |\n| Маникюр | 15 % |  |';

const servers: SpreadsheetServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

async function serve(...tabs: PlayedTab[]): Promise<SpreadsheetServer> {
  const server = await SpreadsheetServer.start(...tabs);
  servers.push(server);
  return server;
}

function open(server: SpreadsheetServer, environment: Environment = {}) {
  const values = valuesFor(plugin.settings, {
    GOOGLE_SHEETS_ID: server.id,
    GOOGLE_SHEETS_TABS: '*',
    GOOGLE_API_URL: server.url,
    ...account,
    ...environment,
  });
  return plugin.create(values, testWorld());
}

const byLink = { GOOGLE_SERVICE_ACCOUNT: undefined, GOOGLE_PRIVATE_KEY: undefined };

/** The texts by name, and the warnings as lines. */
async function read(server: SpreadsheetServer, environment: Environment = {}) {
  const { documents, warnings } = await (await open(server, environment)).fetch(live());
  return {
    texts: Object.fromEntries(documents.map(({ name, text }) => [name, text])),
    warnings: warnings.map(
      ({ document, message, unread }) => `${document}: ${message}${unread ? ' (unread)' : ''}`,
    ),
  };
}

for (const [way, environment] of Object.entries({ 'by a service account': {}, 'by link': byLink }))
  describe(`knowledge/google-sheets ${way}`, () => {
    knowledgeSuite(it, async () => {
      const server = await SpreadsheetServer.start();
      return {
        knowledge: await open(server, environment),
        source: {
          secrets: [privateKey.split('\n')[1] ?? '', server.token, server.id],
          holds: (title, rows) => Promise.resolve(void (server.tabs = [{ title, rows }])),
          breaks: () => Promise.resolve(void (server.instead = { line: 'drop' })),
        },
        close: () => server[Symbol.asyncDispose](),
      };
    });
  });

describe('tabs of a service account', () => {
  it('are read as displayed, hidden ones and those of requests never', async () => {
    const requested = [
      ['wabot', 'Date', 'WhatsApp', 'Name in WhatsApp'],
      ['wb_1', 'x', '+7701'],
    ];
    const server = await serve(
      prices,
      {
        title: "Лист 'два'",
        gid: 7,
        rows: [
          ['Мастер', 'Дни'],
          ['Айгүл', 'пн-пт'],
        ],
      },
      {
        title: 'Закупка',
        hidden: true,
        rows: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
      {
        title: 'Заявки',
        rows: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
      { title: 'Старые заявки', rows: requested },
    );
    const { texts, warnings } = await read(server, { GOOGLE_SHEETS_TAB: 'Заявки' });
    expect(texts).toEqual({
      Прайс: pricesText,
      "Лист 'два'": '| Мастер | Дни |\n| --- | --- |\n| Айгүл | пн-пт |',
    });
    expect(warnings).toEqual(["Старые заявки: the tab holds customers' requests, and is left out"]);
  });

  it('are chosen by title or number; of one that is gone or empty the last good stays', async () => {
    const server = await serve(
      prices,
      { title: 'Пусто', gid: 5, rows: [] },
      {
        title: 'Другое',
        gid: 6,
        rows: [
          ['a', 'b'],
          ['c', '#REF!'],
        ],
      },
      {
        title: 'Скрыт',
        gid: 8,
        hidden: true,
        rows: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
    );
    const { texts, warnings } = await read(server, {
      GOOGLE_SHEETS_TABS: 'прайс, 6; Пусто, Скрыт, Нет',
    });
    expect(texts).toEqual({ Прайс: pricesText, Другое: '| a | b |\n| --- | --- |\n| c |  |' });
    expect(warnings).toEqual([
      'Скрыт: the spreadsheet has no such tab, or it is hidden (unread)',
      'Нет: the spreadsheet has no such tab, or it is hidden (unread)',
      'Пусто: the tab is empty (unread)',
      'Другое: cells with an error in their formula are left empty: 1',
    ]);
    await expect(read(server, { GOOGLE_SHEETS_TABS: 'Нет' })).rejects.toMatchObject({
      code: 'setup.google-sheets.tab',
      message: 'The Google spreadsheet has no tab "Нет"',
    });
  });

  it('keep a head of two lines, and merged first cells', async () => {
    const rows = [
      ['Прайс на декабрь'],
      ['Услуга', 'Цена'],
      ['', 'Дети', 'Взрослые'],
      ['Стрижка', '3 000', '5 000'],
      ['', '3 500', '5 500'],
    ];
    const { texts } = await read(await serve({ title: 'Прайс', rows }));
    expect(texts['Прайс']).toBe(
      'Прайс на декабрь\n\n| Услуга | Цена Дети | Цена Взрослые |\n| --- | --- | --- |\n| Стрижка | 3 000 | 5 000 |\n| Стрижка | 3 500 | 5 500 |',
    );
  });

  it('that are merged stand in each of their rows and columns, and a change of them is one', async () => {
    const rows = [
      ['Услуга', 'Длина', 'Мастер', 'Топ-мастер', 'Срок'],
      ['Окраска', 'любая', '15 000 ₸', '18 000 ₸', '3 часа'],
      ['Стрижка', 'короткие', '5 000 ₸', '', '1 час'],
      ['', 'средние', '', '', ''],
    ];
    const range = (over: readonly number[], columns: readonly number[]): unknown => ({
      sheetId: 0,
      ...(over[0] ? { startRowIndex: over[0] } : {}),
      endRowIndex: over[1],
      ...(columns[0] ? { startColumnIndex: columns[0] } : {}),
      endColumnIndex: columns[1],
    });
    const merges = [range([2, 4], [0, 1]), range([2, 4], [2, 4]), range([2, 4], [4, 5])];
    const server = await serve({ title: 'Прайс', rows, merges });
    const line = (cells: string): string => cells.split(',').join(' | ');
    const { texts } = await read(server);
    expect(texts['Прайс']?.split('\n').slice(2)).toEqual([
      `| ${line('Окраска,любая,15 000 ₸,18 000 ₸,3 часа')} |`,
      `| ${line('Стрижка,короткие,5 000 ₸,5 000 ₸,1 час')} |`,
      `| ${line('Стрижка,средние,5 000 ₸,5 000 ₸,1 час')} |`,
    ]);
    const source = await open(server);
    const before = await source.look(live());
    server.tabs = [{ title: 'Прайс', rows, merges: merges.slice(1) }];
    expect(await source.look(live())).not.toBe(before);
  });

  it.each([
    ['none', undefined],
    ['what is no list', 'A1:B2'],
    ['odd ranges', [{}, null, { startRowIndex: 5, endRowIndex: 2 }, { startRowIndex: '1' }]],
  ])('are read as they stand where the API says of merged cells: %s', async (_, merges) => {
    const tab = { ...prices, ...(merges ? { merges: merges as unknown[] } : {}) };
    const { texts } = await read(await serve(tab));
    expect(texts['Прайс']).toBe(pricesText);
  });

  it('of a large grid are read up to a limit, which is said', async () => {
    const rows = Array.from({ length: 20_005 }, (_, row) => [`t${row}`, '1']);
    const { texts, warnings } = await read(await serve({ title: 'Прайс', rows }));
    expect(texts['Прайс']).toContain('| t19999 | 1 |');
    expect(texts['Прайс']).not.toContain('| t20000 | 1 |');
    expect(warnings).toEqual(['Прайс: of the tab the first 20000 rows are read']);
  });

  it('cost two calls, and a third for a right once an hour; a right that ended is had again', async () => {
    const server = await serve(prices);
    const knowledge = await open(server);
    await knowledge.look(live());
    server.token = 'ya29.another';
    await knowledge.look(live());
    const [about, values] = ['', '/values:batchGet'].map(
      (path) => `GET /v4/spreadsheets/${server.id}${path}`,
    );
    expect(server.asked()).toEqual([
      'POST /token',
      about,
      values,
      about,
      'POST /token',
      about,
      values,
    ]);
  });
});

describe('a spreadsheet that is shared by link', () => {
  it('is read tab by tab, by the numbers in its addresses or in the list', async () => {
    const other: PlayedTab = {
      title: 'График',
      gid: 77,
      rows: [
        ['День', 'Часы'],
        ['пн', '9,5'],
      ],
    };
    const server = await serve(prices, other);
    const address = (gid: number): string =>
      `https://docs.google.com/spreadsheets/d/${server.id}/edit?gid=${gid}#gid=${gid}`;
    const both = {
      'Салон «Айна» - Прайс': pricesText,
      'Салон «Айна» - График': '| День | Часы |\n| --- | --- |\n| пн | 9,5 |',
    };
    const listed = { ...byLink, GOOGLE_SHEETS_TABS: '0, 77' };
    expect((await read(server, listed)).texts).toEqual(both);
    const ids = `${address(0)}, ${address(77)}`;
    expect((await read(server, { ...byLink, GOOGLE_SHEETS_ID: ids })).texts).toEqual(both);
    const alone = { ...byLink, GOOGLE_SHEETS_TABS: undefined };
    expect(Object.keys((await read(server, alone)).texts)).toEqual(['Салон «Айна» - Прайс']);
    await expect(read(server, { ...byLink, GOOGLE_SHEETS_TABS: 'Прайс' })).rejects.toMatchObject({
      code: 'setup.google-sheets.tab',
    });
  });

  it('follows to Google alone, and says where it is private, a page, or gone', async () => {
    const server = await serve(prices);
    await using stranger = await startLoopback(() => ({ body: 'a,b\n1,2' }));
    const code = async (): Promise<unknown> =>
      read(server, byLink).catch(({ code: of }: { code: string }) => of);
    server.isShared = false;
    expect(await code()).toBe('setup.google-sheets.not-shared');
    const leads = (location: string): Says => ({ status: 302, headers: { location } });
    const cases: [Says, string][] = [
      [leads('https://accounts.google.com/ServiceLogin'), 'setup.google-sheets.not-shared'],
      [leads(stranger.baseUrl), 'service.google-sheets.answer'],
      [leads('http://x.googleusercontent.com/'), 'service.google-sheets.answer'],
      [leads('/again'), 'service.google-sheets.answer'],
      [{ status: 404 }, 'setup.google-sheets.not-found'],
      [{ status: 400 }, 'setup.google-sheets.tab'],
      [{ body: 'a,"b', headers: { 'content-type': 'text/csv' } }, 'service.google-sheets.answer'],
    ];
    for (const [instead, expected] of cases) {
      server.instead = instead;
      expect(await code()).toBe(expected);
    }
    expect(stranger.heard).toEqual([]);
  });
});

describe('what Google refuses', () => {
  const disabled = apiError(
    403,
    'PERMISSION_DENIED',
    'Google Sheets API has not been used in project 1 before or it is disabled.',
    [
      {
        reason: 'SERVICE_DISABLED',
        metadata: {
          activationUrl: 'https://console.developers.google.com/apis/api/sheets?project=1',
        },
      },
    ],
  );
  const cases: [string, Says, string][] = [
    [
      'a quota',
      {
        ...apiError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'),
        headers: { 'retry-after': '30' },
      },
      'service.google-sheets.rate-limit',
    ],
    ['a fault', apiError(503, 'UNAVAILABLE', 'x'), 'service.google-sheets.unavailable'],
    [
      'a stranger',
      apiError(403, 'PERMISSION_DENIED', 'The caller does not have permission'),
      'setup.google-sheets.not-shared',
    ],
    ['an API that is off', disabled, 'setup.google-sheets.api-disabled'],
    [
      'a wrong id',
      apiError(404, 'NOT_FOUND', 'Requested entity was not found.'),
      'setup.google-sheets.not-found',
    ],
    [
      'an Excel file',
      apiError(400, 'FAILED_PRECONDITION', 'This operation is not supported for this document'),
      'setup.google-sheets.not-a-spreadsheet',
    ],
    ['a lost line', { line: 'cut' }, 'service.google-sheets.unreachable'],
    ['no JSON', { body: '<html>' }, 'service.google-sheets.answer'],
    ['far too much', { body: Buffer.alloc(10_000_001, 'a') }, 'setup.google-sheets.too-large'],
  ];
  it.each(cases)('by %s is told', async (_, instead, code) => {
    const server = await serve(prices);
    server.instead = (heard) =>
      heard.path.includes('batchGet') || code !== 'service.google-sheets.answer'
        ? instead
        : undefined;
    const error = await read(server).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain(server.id);
    if (code.endsWith('not-shared'))
      expect(error).toMatchObject({ suggestions: [expect.stringContaining(email)] });
    if (code.endsWith('rate-limit')) expect(error).toMatchObject({ retryAfterMs: 30_000 });
  });
});

describe('what the settings mean', () => {
  const id = { GOOGLE_SHEETS_ID: '1AbC_dEf-0123456789' };
  it.each([
    [{ ...id, ...account }, 'written'],
    [{ ...id, ...account, GOOGLE_SHEETS_TABS: 'Прайс' }, 'read'],
    [
      { ...id, ...account, GOOGLE_SHEETS_TABS: 'Прайс', GOOGLE_SHEETS_TAB: 'Заявки' },
      'read written',
    ],
    [{ ...id, ...account, GOOGLE_SHEETS_TAB: 'Заявки' }, 'written'],
    [id, 'read'],
    [{ ...id, GOOGLE_SHEETS_TABS: '*' }, 'read'],
    [account, ''],
  ])('%j: %s', (environment, expected) => {
    const values = valuesFor(plugin.settings, environment);
    const uses = [
      ...(plugin.configured?.(values) ? ['read'] : []),
      ...(sink.configured?.(values) ? ['written'] : []),
    ];
    expect(uses.join(' ')).toBe(expected);
    const asksFor = requests.configured?.(valuesFor(requests.settings, environment));
    expect(asksFor).toBe(expected.includes('written'));
  });

  it('never answers from the tab that requests go to', () => {
    const environment = { ...id, ...account, GOOGLE_SHEETS_TABS: 'А, Б', GOOGLE_SHEETS_TAB: 'Б' };
    expect(plugin.problems?.(valuesFor(plugin.settings, environment))).toHaveLength(1);
  });
});
