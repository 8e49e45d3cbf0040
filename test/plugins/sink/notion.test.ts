import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../../src/plugins/sink/notion/index.ts';
import { sinkSuite } from '../../../src/suites/index.ts';
import { startLoopback, testWorld, valuesFor, type Heard, type Says } from '../openai/loopback.ts';
import { playVendor } from '../openai/vendor.ts';
import { NotionServer, textOf } from './notion-server.ts';
import { request } from './request.ts';

beforeAll(() => install());

const token = 'ntn_SeCrEt0123456789';
const live = (): AbortSignal => new AbortController().signal;
/** As the Python bot's database has them. */
const course = {
  Name: 'title',
  Phone: 'phone_number',
  Course: 'rich_text',
  Comment: 'rich_text',
  Date: 'date',
};

function open(apiUrl: string) {
  const environment = {
    NOTION_TOKEN: token,
    NOTION_DATABASE_ID: 'https://www.notion.so/Leads-0123456789abcdef0123456789abcdef?v=1',
    NOTION_API_URL: apiUrl,
  };
  return plugin.create(valuesFor(plugin.settings, environment), testWorld());
}

async function at(notion: NotionServer, answers = (heard: Heard): Says => notion.answer(heard)) {
  const server = await startLoopback(answers);
  return {
    server,
    sink: await open(server.baseUrl),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describe.each([{ old: false }, { old: true }])('sink/notion %j', ({ old }) => {
  sinkSuite(it, async () => {
    const notion = new NotionServer({ Имя: 'title', 'Что нужно': 'select' }, { old });
    const { loopback, vendor, close } = await playVendor((heard) => notion.answer(heard));
    return {
      sink: await open(loopback.baseUrl),
      arrived: () =>
        notion.pages.map(({ properties, children }) => ({
          id: textOf(properties[notion.properties['wabot']?.id ?? '']),
          shown: textOf([Object.values(properties), children]),
        })),
      vendor: { ...vendor, secrets: [token] },
      close,
    };
  });
});

describe('a page of Notion', () => {
  it("fills the properties of the Python bot's database", async () => {
    const notion = new NotionServer(course);
    await using place = await at(notion);
    await place.sink.deliver(request, live());
    const [page] = notion.pages;
    expect(page?.properties).toEqual({
      p0: { title: [{ text: { content: 'Айгерим' } }] },
      p1: { phone_number: '+77010000000' },
      p2: { rich_text: [{ text: { content: 'Курс английского, A2' } }] },
      p4: { date: { start: '2026-11-30T00:53:20.000Z' } },
      p5: { rich_text: [{ text: { content: request.id } }] },
    });
  });

  it('cuts a long text into objects of 2,000 characters', async () => {
    const notion = new NotionServer({ Имя: 'title', Comment: 'rich_text' });
    await using place = await at(notion);
    const value = '👋🏽'.repeat(1_500);
    const fields = [{ name: 'comment', label: 'Comment', value }];
    await place.sink.deliver({ ...request, fields }, live());
    expect(textOf(notion.pages[0]?.properties['p1'])).toBe(value);
  });

  it('writes no option with a comma, which Notion refuses', async () => {
    const notion = new NotionServer({ Имя: 'title', 'Что нужно': 'select' });
    await using place = await at(notion);
    await place.sink.deliver(request, live());
    expect(notion.pages[0]?.properties['p1']).toEqual({
      select: { name: 'Курс английского A2' },
    });
  });

  it.each([
    [529, 'service_overload', true, 'rate-limit'],
    [409, 'conflict_error', true, 'conflict'],
    [404, 'object_not_found', false, 'not-found'],
    [403, 'restricted_resource', false, 'rights'],
    [400, 'validation_error', false, 'refused'],
  ])('takes %i %s for what it is', async (status, code, retryable, name) => {
    await using place = await at(new NotionServer(course), () => ({ status, body: { code } }));
    await expect(place.sink.deliver(request, live())).rejects.toMatchObject({
      code: `service.notion.${name}`,
      retryable,
      outcomeUnknown: false,
    });
  });

  it('is not looked for sooner than Notion can find it after a lost answer', async () => {
    await using place = await at(new NotionServer(course), () => ({ status: 504 }));
    await expect(place.sink.deliver(request, live())).rejects.toMatchObject({
      outcomeUnknown: true,
      retryAfterMs: 10_000,
    });
  });
});
