import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import { chosenName } from '../../../../src/core/assembly/chosen-plugins.ts';
import { readSettings } from '../../../../src/core/settings/read-settings.ts';
import { builtIn } from '../../../../src/plugins/index.ts';
import plugin from '../../../../src/plugins/model/webhook/index.ts';
import { json, startLoopback, testWorld, valuesFor, type Says } from '../../openai/loopback.ts';
import { at, question, secret, token } from './place.ts';

beforeAll(() => install());

const live = (): AbortSignal => new AbortController().signal;

function signature(key: Buffer, body: Buffer | undefined): string {
  const mac = createHmac('sha256', key).update(`wabot_abc.1796000123.${String(body)}`);
  return `v1,${mac.digest('base64')}`;
}

describe('a turn', () => {
  it('is posted with its history, language and customer, signed', async () => {
    await using place = await at({ body: { reply: 'Да' } });
    await place.ask();
    const [heard] = place.server.heard;
    expect(json(heard)).toEqual({
      type: 'turn.created',
      timestamp: '2026-11-30T00:55:23.456Z',
      data: {
        turn: 'wabot_abc',
        message: 'Сколько стоит?\nИ где вы?',
        history: [
          { role: 'customer', text: 'Здравствуйте' },
          { role: 'bot', text: 'Добрый день!' },
        ],
        language: 'ru',
        customer: { chat: '77001234567@c.us', phone: '77001234567', name: 'Анна' },
        first: false,
        may_act: true,
        instructions: 'RULES\n\n<business>\nШкола.\n</business>\n\n# This chat',
      },
    });
    expect(heard).toMatchObject({
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'wabot_abc',
        'webhook-timestamp': '1796000123',
        'webhook-signature': signature(Buffer.from(secret.slice(6), 'base64'), heard?.body),
      },
    });
    expect(heard?.headers).not.toHaveProperty('authorization');
  });

  it('is posted as the older bot did under its names', async () => {
    await using server = await startLoopback(() => ({ body: { response: 'Да', sources: [] } }));
    const environment = { N8N_WEBHOOK_URL: server.baseUrl, N8N_SECRET_TOKEN: token };
    const model = await plugin.create(valuesFor(plugin.settings, environment), testWorld());
    expect(await model.answer(question(), live())).toMatchObject({ text: 'Да', sources: [] });
    const [heard] = server.heard;
    expect(json(heard)).toMatchObject({
      phone: '77001234567@c.us',
      message: 'Сколько стоит?\nИ где вы?',
      chat_history: [
        { role: 'user', content: 'Здравствуйте' },
        { role: 'assistant', content: 'Добрый день!' },
      ],
      is_first_message: false,
      system_prompt: expect.stringContaining('Школа.') as string,
      timestamp: '1970-01-01T00:00:00.000Z',
    });
    expect(heard?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'webhook-id': 'wabot_abc',
    });
    expect(heard?.headers).toHaveProperty('webhook-signature');
  });

  it('keeps to a bound: what was said first is left out', async () => {
    await using place = await at({ body: 'Да' });
    const past = Array.from({ length: 200 }, (_, index) => ({
      role: 'customer' as const,
      text: `${index} ${'я'.repeat(4_000)}`,
    }));
    await place.ask(question({ messages: [...past, { role: 'customer', text: 'И?' }] }));
    const [heard] = place.server.heard;
    expect(heard?.body.length).toBeLessThan(256 * 1024);
    const { history, message } = json(heard)['data'] as { history: unknown[]; message: string };
    expect(history.length).toBeGreaterThan(20);
    expect(message).toMatch(/^199 .*\nИ\?$/);
  });
});

describe('the reply', () => {
  const bytes = (text: string, type: string): Says => ({
    body: Buffer.from(text, 'latin1'),
    headers: { 'content-type': type },
  });

  it.each<[string, Says]>([
    ['ours', { body: { reply: 'Да' } }],
    ["n8n's agent", { body: { output: 'Да' } }],
    ["all items of n8n's last node", { body: [{ output: 'Да' }] }],
    ["n8n's model", { body: [{ message: { role: 'assistant', content: 'Да' } }] }],
    ["the older bot's", { body: { phone: '7', response: 'Да', agent_used: 'basic' } }],
    ['text', { body: { text: 'Да' } }],
    ['wrapped', { body: { data: [{ json: { answer: 'Да' } }] } }],
    ['plain', { body: ' Да\n', headers: { 'content-type': 'text/plain' } }],
    ['JSON of a text', { body: '"Да"' }],
    ['another encoding', bytes('\xc4\xe0', 'text/plain; charset=windows-1251')],
    ['an unknown encoding', bytes('\xd0\x94\xd0\xb0', 'text/plain; charset=oops')],
    ['201', { status: 201, body: { reply: 'Да' } }],
  ])('is read from %s', async (_, says) => {
    await using place = await at(says);
    expect(await place.ask()).toEqual({
      text: 'Да',
      done: [],
      sources: [],
      usage: { input: 0, cached: 0, output: 0 },
      finish: 'stop',
      model: 'webhook',
    });
  });

  it.each<[string, Says]>([
    ['nothing', { status: 204 }],
    ['blanks', { body: { reply: ' \n' } }],
    ['another name', { body: { foo: 'Да' } }],
    ['n8n, which has only begun', { body: { message: 'Workflow was started' } }],
    ['n8n, which has failed', { body: { message: 'Error in workflow' } }],
    ['an error', { body: { error: 'no credit', message: 'The agent has failed' } }],
    ['a state of failure', { body: [{ status: 'error', message: 'The agent has failed' }] }],
    ['an expression that found nothing', { body: { reply: 'undefined' } }],
    ['Make, which has only begun', { body: 'Accepted' }],
    ['a page', { body: '<!DOCTYPE html><h1>Login</h1>' }],
    ['half of JSON', { body: '{"reply":"Да' }],
    ['bytes that are no text', bytes('{"reply":"\xff\xfe\xc4"}', 'application/json')],
    ['far too much', { body: { reply: 'я'.repeat(200_000) } }],
    ['too many wrappers', { body: [[[[[[{ reply: 'Да' }]]]]]] }],
  ])('that is %s leaves the turn unclear', async (_, says) => {
    await using place = await at(says);
    await expect(place.ask()).rejects.toMatchObject({
      code: 'service.model-webhook.no-reply',
      outcomeUnknown: true,
    });
    expect(place.server.heard).toHaveLength(1);
  });

  it.each<[unknown, unknown]>([
    [true, [{ name: 'webhook', args: {}, summary: '' }]],
    [false, []],
    [null, []],
    ['запись на 15:00', [{ name: 'webhook', args: {}, summary: 'запись на 15:00' }]],
    [
      [{ name: 'book', time: '15:00', summary: 'записан' }],
      [{ name: 'book', args: { time: '15:00' }, summary: 'записан' }],
    ],
    [[{ name: 'book', ok: false }], []],
    [[{ name: 'так нельзя', time: 1 }, ''], [{ name: 'webhook', args: { time: 1 }, summary: '' }]],
  ])('says by `done` %j what was done', async (done, expected) => {
    await using place = await at({ body: [{ output: { reply: 'Да' }, done }] });
    expect((await place.ask()).done).toEqual(expected);
  });

  it('says by `sources` what it rests on', async () => {
    await using place = await at({ body: { reply: 'Да', sources: ['a', { row: 15000 }, null] } });
    expect((await place.ask()).sources).toEqual(['a', '{"row":15000}', '""']);
    await using other = await at({ body: { reply: 'Да', sources: 'one' } });
    expect((await other.ask()).sources).toEqual(['one']);
  });
});

describe('a turn that was certainly not taken', () => {
  it.each<[Says, string]>([
    [{ status: 400 }, 'refused'],
    [{ status: 401 }, 'refused'],
    [{ status: 404, body: { code: 404, message: 'The webhook is not registered' } }, 'refused'],
    [{ status: 410 }, 'refused'],
    [{ status: 429 }, 'rate-limit'],
    [{ status: 308, headers: { location: 'http://169.254.169.254/latest' } }, 'redirect'],
  ])('is told of so: %j', async (says, code) => {
    await using place = await at(says);
    const error = { code: `service.model-webhook.${code}`, outcomeUnknown: false };
    await expect(place.ask()).rejects.toMatchObject(error);
    expect(place.server.heard).toHaveLength(1);
  });

  it('is one that never left', async () => {
    const server = await startLoopback(() => ({}));
    await server[Symbol.asyncDispose]();
    const values = valuesFor(plugin.settings, {
      WABOT_MODEL_WEBHOOK: server.baseUrl,
      WABOT_MODEL_SECRET: secret,
    });
    const model = await plugin.create(values, testWorld());
    const error = { code: 'service.model-webhook.unreachable', outcomeUnknown: false };
    await expect(model.answer(question(), live())).rejects.toMatchObject(error);
  });
});

describe('a turn that may have been taken', () => {
  it.each<[Says, string]>([
    [{ status: 500, body: { message: 'Error in workflow' } }, 'unavailable'],
    [{ status: 502 }, 'unavailable'],
    [{ status: 408 }, 'unavailable'],
    [{ status: 409 }, 'unavailable'],
    [{ status: 302, headers: { location: 'http://169.254.169.254/latest' } }, 'redirect'],
    [{ line: 'drop' }, 'unreachable'],
    [{ line: 'cut', body: { reply: 'Да, конечно, приходите' } }, 'unreachable'],
  ])('is told of so: %j', async (says, code) => {
    await using place = await at(says);
    const error = { code: `service.model-webhook.${code}`, outcomeUnknown: true };
    await expect(place.ask()).rejects.toMatchObject(error);
    expect(place.server.heard).toHaveLength(1);
  });
});

describe('its settings', () => {
  const address = 'https://n8n.example.kz/webhook/a';
  const problems = (environment: Record<string, string>): string[] => {
    const { values, problems: wrong } = readSettings(plugin.settings, environment);
    return wrong.length > 0 ? wrong : (plugin.problems?.(values) ?? []);
  };

  it.each([
    [{ WABOT_MODEL_WEBHOOK: address, WABOT_MODEL_SECRET: secret }, []],
    [{ WABOT_MODEL_WEBHOOK: address, WABOT_MODEL_TOKEN: token }, []],
    [{ N8N_WEBHOOK_URL: address }, []],
    [{}, [expect.stringMatching(/^WABOT_MODEL_WEBHOOK is not set/)]],
    [{ WABOT_MODEL_WEBHOOK: address }, [expect.stringMatching(/^WABOT_MODEL_SECRET is not set/)]],
    [
      { N8N_WEBHOOK_URL: 'https://user:word@n8n.example.kz/a' },
      [expect.stringContaining('must not hold a name or a password')],
    ],
    [
      { N8N_WEBHOOK_URL: address, WABOT_MODEL_FALLBACK: 'webhook' },
      [expect.stringContaining('must name another model')],
    ],
    [
      { N8N_WEBHOOK_URL: address, N8N_SECRET_TOKEN: 'слово' },
      [expect.stringContaining('N8N_SECRET_TOKEN must be of Latin letters')],
    ],
  ])('%j', (environment, expected) => expect(problems(environment)).toEqual(expected));

  it.each([
    [{}, undefined],
    [{ OPEN_AI_KEY: 'sk-1' }, 'openai'],
    [{ OPENAI_BASE_URL: 'http://localhost:1' }, 'openai'],
    [{ OPENAI_API_KEY: 'sk-1', WABOT_MODEL_FALLBACK: 'none' }, undefined],
    [{ WABOT_MODEL_FALLBACK: 'openai' }, 'openai'],
  ])('with %j fall back to %s', (environment, expected) => {
    const all: Record<string, string> = { ...environment, N8N_WEBHOOK_URL: address };
    expect(plugin.fallback?.(valuesFor(plugin.settings, all))).toBe(expected);
  });
});

describe('USE_N8N', () => {
  it.each([
    [{ USE_N8N: 'True' }, 'webhook'],
    [{ USE_N8N: 'false' }, 'openai'],
    [{ USE_N8N: 'true', WABOT_MODEL: 'openai' }, 'openai'],
    [{}, 'openai'],
  ])('%j chooses %s', (environment, name) => {
    expect(chosenName('model', builtIn, environment)).toBe(name);
  });
});

describe('its check', () => {
  const findings = async (says: Says, path = '', deep = false): Promise<string[]> => {
    await using server = await startLoopback(() => says);
    const values = valuesFor(plugin.settings, { N8N_WEBHOOK_URL: `${server.baseUrl}${path}` });
    const found = await plugin.check?.(values, testWorld(), live(), { deep });
    return [
      ...server.heard.map(({ method }) => method),
      ...(found ?? []).map(({ level, message }) => `${level}: ${message}`),
    ];
  };

  it('looks whether somebody is there, and posts nothing', async () => {
    expect(await findings({ status: 404 })).toEqual([
      'OPTIONS',
      expect.stringMatching(/^ok: turns go to 127\.0\.0\.1:\d+, where somebody answers$/),
      expect.stringMatching(/^warning: turns are not signed/),
    ]);
  });

  it('warns of an address that is for trying out', async () => {
    expect(await findings({}, '/webhook-test/a')).toContainEqual(
      expect.stringContaining('for trying out'),
    );
  });

  it('--deep posts a turn for trial', async () => {
    expect(await findings({ body: { output: 'Hi!' } }, '', true)).toEqual([
      'OPTIONS',
      'POST',
      expect.any(String),
      expect.any(String),
      'ok: a turn for trial was answered after 0 ms (3 characters)',
    ]);
    await expect(findings({ body: 'Accepted' }, '', true)).rejects.toMatchObject({
      code: 'service.model-webhook.no-reply',
    });
  });
});

it('an answer that drips for ever ends with the signal', async () => {
  const slow = createServer((request, response) => {
    request.resume();
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(drip));
  });
  slow.listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const { port } = slow.address() as AddressInfo;
  const values = valuesFor(plugin.settings, { N8N_WEBHOOK_URL: `http://127.0.0.1:${port}` });
  const model = await plugin.create(values, testWorld());
  const signal = AbortSignal.timeout(60);
  const failure: unknown = await model.answer(question(), signal).catch((error: unknown) => error);
  expect(failure).toBe(signal.reason);
  slow.closeAllConnections();
  slow.close();
});
