import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceError } from '../../../src/core/errors.ts';
import type { JsonObject, Tool, ToolContext, ToolResult } from '../../../src/core/kinds/tool.ts';
import plugin from '../../../src/plugins/tool/http/index.ts';
import { isPrivateOrigin } from '../../../src/plugins/tools-file/private-origin.ts';
import { toolSuite } from '../../../src/suites/index.ts';
import { useFolder } from '../../folder.ts';
import {
  json,
  startLoopback,
  testWorld,
  valuesFor,
  type Heard,
  type Says,
} from '../openai/loopback.ts';
import { key, playVendor } from '../openai/vendor.ts';

beforeAll(() => install());

const folder = useFolder();
const live = (): AbortSignal => new AbortController().signal;
const customer = { chat: '77001234567@c.us', phone: '77001234567', name: 'Айгерим "А"\n' };
const context: ToolContext = {
  key: 'k1',
  now: 0,
  timeZone: 'Asia/Almaty',
  language: 'ru',
  customer,
};

const book = `
  - name: book
    description: Books a lesson.
    parameters:
      type: object
      required: [day]
      properties: { day: { type: string }, note: { type: string }, count: { type: integer } }
    http:
`;

/** The functions of a file with these lines. */
async function toolsOf(text: string, environment: Record<string, string> = {}): Promise<Tool[]> {
  const path = join(folder(), 'tools.yaml');
  writeFileSync(path, text);
  const values = valuesFor(plugin.settings, { WABOT_TOOLS: path, ...environment });
  return [...(await (await plugin.create(values, testWorld())).list(live()))];
}

function runOf(tool: Tool | undefined): Tool['run'] {
  if (!tool) throw new Error('there is no function');
  return (...given) => tool.run(...given);
}

interface Ran {
  heard: Heard[];
  result: ToolResult;
}

/** Runs a function whose address is on loopback (`URL` in the text). */
async function ran(
  text: string,
  args: JsonObject,
  {
    says = () => ({ body: { ok: true } }),
    as = context,
    environment = {},
  }: {
    says?: (heard: Heard) => Says;
    as?: ToolContext;
    environment?: Record<string, string>;
  } = {},
): Promise<Ran> {
  await using server = await startLoopback(says);
  const [tool] = await toolsOf(text.replaceAll('URL', server.baseUrl), environment);
  const result = await runOf(tool)(args, as, live());
  return { heard: server.heard, result };
}

describe('tool/http', () => {
  toolSuite(it, async () => {
    let done = 0;
    const { loopback, vendor, close } = await playVendor(({ method }) => {
      if (method === 'POST') done += 1;
      return { body: { times: ['15:00'] } };
    });
    const source = await sourceOf(`tools:
  - name: times
    description: Free times.
    effect: read
    parameters: { type: object, properties: { day: { type: string } } }
    http: { url: ${loopback.baseUrl}/times }
  - name: book
    description: Books.
    parameters: { type: object, properties: { day: { type: string } } }
    http: { url: ${loopback.baseUrl}/book, headers: { Authorization: "Bearer \${TOKEN}" } }
`);
    return {
      source,
      read: { name: 'times', args: { day: 'пятница' } },
      write: { name: 'book', args: { day: 'пятница' } },
      done: () => done,
      vendor,
      close,
    };
  });
});

async function sourceOf(text: string) {
  const path = join(folder(), 'tools.yaml');
  writeFileSync(path, text);
  return plugin.create(valuesFor(plugin.settings, { WABOT_TOOLS: path, TOKEN: key }), testWorld());
}

describe('a request', () => {
  it('has the arguments as JSON, the key of the call, and secrets in its headers', async () => {
    const { heard, result } = await ran(
      `tools:${book}      url: URL/book\n      headers: { X-Api-Key: "key \${CRM_KEY}" }`,
      { day: '2026-12-01', count: 2 },
      { environment: { CRM_KEY: 's3cret' } },
    );
    expect(heard.map(({ method, path }) => [method, path])).toEqual([['POST', '/v1/book']]);
    expect(json(heard[0])).toEqual({ day: '2026-12-01', count: 2 });
    expect(heard[0]?.headers).toMatchObject({
      'idempotency-key': 'k1',
      'x-api-key': 'key s3cret',
      'content-type': 'application/json',
    });
    expect(result).toEqual({ value: { ok: true }, done: true });
  });

  it('fills places in the address, the query and the body, each encoded for where it stands', async () => {
    const { heard } = await ran(
      `tools:${book}      method: PUT
      url: URL/days/{day}/lessons?by={customer.name}
      query: { note: "{note}", phone: "{customer.phone}", left: "{count}" }
      body: { who: "{customer.name}", chat: "{customer.chat}", count: "{count}", text: "n={note}", fixed: [1, "{note}"] }`,
      { day: 'a/b?c#d&e=f', note: '=HYPERLINK("x")&a=1\r\nX: y' },
    );
    const url = new URL(heard[0]?.path ?? '', 'http://x');
    expect(heard[0]?.path.split('?')[0]).toBe('/v1/days/a%2Fb%3Fc%23d%26e%3Df/lessons');
    expect([...url.searchParams]).toEqual([
      ['by', customer.name],
      ['note', '=HYPERLINK("x")&a=1\r\nX: y'],
      ['phone', '77001234567'],
    ]);
    expect(json(heard[0])).toEqual({
      who: customer.name,
      chat: customer.chat,
      text: 'n==HYPERLINK("x")&a=1\r\nX: y',
      fixed: [1, '=HYPERLINK("x")&a=1\r\nX: y'],
    });
    expect(heard[0]?.headers['x']).toBeUndefined();
  });

  it('asks with arguments in the query where nothing else is said', async () => {
    const { heard } = await ran(
      `tools:${book.replace('parameters', 'effect: read\n    parameters')}      url: URL/days/{day}`,
      { day: 'x y', count: 3 },
    );
    expect([heard[0]?.method, heard[0]?.path]).toEqual(['GET', '/v1/days/x%20y?count=3']);
    expect(heard[0]?.headers['idempotency-key']).toBeUndefined();
  });

  it('writes a form where its header says so', async () => {
    const { heard } = await ran(
      `tools:${book}      url: URL/form
      headers: { Content-Type: application/x-www-form-urlencoded }
      body: { day: "{day}", who: "{customer.phone}" }`,
      { day: 'a&who=1' },
    );
    expect(heard[0]?.body.toString()).toBe('day=a%26who%3D1&who=77001234567');
  });

  it('gives no phone where the chat shows none', async () => {
    const { heard } = await ran(
      `tools:${book}      url: URL/b\n      body: { phone: "{customer.phone}", chat: "{customer.chat}" }`,
      { day: 'x' },
      { as: { ...context, customer: { chat: '123@lid' } } },
    );
    expect(json(heard[0])).toEqual({ phone: '', chat: '123@lid' });
  });

  it.each(['..', '.', '', undefined, '\ud800..'.slice(1)])(
    'does not leave for another path: %j',
    async (day) => {
      const { heard, result } = await ran(`tools:${book}      url: URL/days/{day}/lessons`, {
        day,
      });
      expect(heard).toEqual([]);
      expect(result.done).toBe(false);
    },
  );

  it.each([
    '../admin',
    '..%2fadmin',
    '@evil.example',
    '//evil.example',
    '\\evil',
    'x\r\nHost: evil',
  ])('stays on its path with %j', async (day) => {
    const { heard } = await ran(`tools:${book}      url: URL/days/{day}`, { day });
    expect(heard[0]?.path).toBe(`/v1/days/${encodeURIComponent(day)}`);
    expect(heard[0]?.headers.host).toMatch(/^127\.0\.0\.1:/);
  });

  it('takes only what the arguments have themselves', async () => {
    const { heard } = await ran(
      `tools:${book.replace('note:', 'constructor:')}      url: URL/x\n      body: { a: "{constructor}" }`,
      { day: 'x' },
    );
    expect(json(heard[0])).toEqual({});
  });
});

async function failure(text: string, says: (heard: Heard) => Says): Promise<ServiceError> {
  return (await ran(text, { day: 'x' }, { says }).catch((error: unknown) => error)) as ServiceError;
}

const write = `tools:${book}      url: URL/book`;
const read = write.replace('parameters', 'effect: read\n    parameters');

describe('an answer', () => {
  it.each([
    ['data.items[0].name', 'one'],
    ['$.data.items.1', { name: 'two' }],
    ['data.none', null],
    ['{ first: "data.items[0].name", all: data.items }', { first: 'one', all: expect.anything() }],
  ])('is shown in part: %s', async (result, value) => {
    const { result: shown } = await ran(
      `${read}\n      result: ${result}`,
      { day: 'x' },
      {
        says: () => ({ body: { data: { items: [{ name: 'one' }, { name: 'two' }] } } }),
      },
    );
    expect(shown).toEqual({ value });
  });

  it('that refuses is data: nothing was done', async () => {
    const { result } = await ran(
      write,
      { day: 'x' },
      {
        says: () => ({ status: 409, body: { error: 'slot taken' } }),
      },
    );
    expect(result).toEqual({
      value: { error: 'HTTP 409', answer: { error: 'slot taken' } },
      done: false,
    });
  });

  it.each([
    [500, true, true],
    [503, true, true],
    [408, true, true],
    [429, true, false],
    [301, false, false],
    [307, false, false],
  ])('of a write with status %i', async (status, retryable, outcomeUnknown) => {
    const error = await failure(write, () => ({
      status,
      headers: status < 400 ? { location: 'http://127.0.0.1:9/x' } : {},
    }));
    expect(error).toMatchObject({ name: 'ServiceError', retryable, outcomeUnknown });
  });

  it('of a read is never unknown', async () => {
    for (const says of [{ status: 500 }, { line: 'drop' as const }])
      expect(await failure(read, () => says)).toMatchObject({ outcomeUnknown: false });
  });

  it('that is lost leaves a write unknown; a refused connection does not', async () => {
    expect(await failure(write, () => ({ line: 'drop' }))).toMatchObject({ outcomeUnknown: true });
    expect(await failure(write, () => ({ body: 'x'.repeat(99), line: 'cut' }))).toMatchObject({
      outcomeUnknown: true,
    });
    const gone = await startLoopback(() => ({}));
    await gone[Symbol.asyncDispose]();
    const [tool] = await toolsOf(write.replace('URL', gone.baseUrl));
    await expect(runOf(tool)({ day: 'x' }, context, live())).rejects.toMatchObject({
      outcomeUnknown: false,
      retryable: true,
    });
  });

  it('leads elsewhere on the same host alone, and a write goes on there once', async () => {
    const says = ({ path }: Heard): Says =>
      path === '/v1/book' ? { status: 303, headers: { location: '/done/7' } } : { body: { id: 7 } };
    const { heard, result } = await ran(write, { day: 'x' }, { says });
    expect(heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/book',
      'GET /done/7',
    ]);
    expect(result).toEqual({ value: { id: 7 }, done: true });
    const error = await failure(write, () => ({
      status: 302,
      headers: { location: 'http://127.0.0.1:9/' },
    }));
    expect(error).toMatchObject({ code: 'service.tool.redirect', outcomeUnknown: true });
  });

  it.each<[string, Says]>([
    ['404', { status: 404 }],
    ['401', { status: 401, body: { error: 'log in' } }],
    ['403', { status: 403 }],
    ['405', { status: 405 }],
    ['409', { status: 409 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['301 to another host', { status: 301, headers: { location: 'http://127.0.0.1:9/' } }],
    ['307 to another host', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }],
    ['a lost connection', { line: 'drop' }],
  ])('behind a write that was led on leaves it unknown: %s', async (_, end) => {
    for (const status of [302, 303]) {
      const error = await failure(write, ({ path }) =>
        path === '/v1/book' ? { status, headers: { location: '/done/7' } } : end,
      );
      expect(error).toMatchObject({ name: 'ServiceError', outcomeUnknown: true });
    }
  });

  it('behind a write that was led on leaves it unknown where nobody listens any more', async () => {
    let refuse = (): void => {};
    const server = createServer((_, response) => {
      response.writeHead(303, { location: '/done', connection: 'close' }).end(() => refuse());
    });
    refuse = () => void server.close();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const [tool] = await toolsOf(write.replace('URL', `http://127.0.0.1:${port}`));
    await expect(runOf(tool)({ day: 'x' }, context, live())).rejects.toMatchObject({
      name: 'ServiceError',
      outcomeUnknown: true,
    });
  });

  it('behind a write that moved as it is refuses it as ever', async () => {
    const says = ({ path }: Heard): Says =>
      path === '/v1/book' ? { status: 308, headers: { location: '/new' } } : { status: 409 };
    expect((await ran(write, { day: 'x' }, { says })).result.done).toBe(false);
  });

  it('is read up to a megabyte', async () => {
    const { result } = await ran(
      read,
      { day: 'x' },
      { says: () => ({ body: 'ж'.repeat(900_000) }) },
    );
    expect(String(result.value).length).toBeLessThan(5000);
  });
});

describe('an origin', () => {
  it.each([
    'http://localhost:3000',
    'http://crm:8080',
    'http://127.0.0.1',
    'http://[::1]:80',
    'http://192.168.1.5',
    'http://nas.local',
    'http://crm.home.arpa',
    'http://2130706433',
  ])('is written as one of an inner network: %s', (origin) => {
    expect(isPrivateOrigin(new URL(origin).origin)).toBe(true);
  });

  it.each(['https://crm.example.kz', 'https://8.8.8.8', 'https://local.example.kz'])(
    'has to be public: %s',
    (origin) => {
      expect(isPrivateOrigin(origin)).toBe(false);
    },
  );
});
