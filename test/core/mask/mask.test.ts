import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import { createMask } from '../../../src/core/mask/index.ts';

const token = 'd75b3a66374942c5b3c019c698abc2067e151558acbd412345';
const mask = createMask({ secrets: [token], content: true });

describe('names of fields', () => {
  it('hides whole values by their names', () => {
    expect(
      mask({
        authorization: 'x',
        Cookie: 'a=b',
        apiTokenInstance: 'x',
        nested: { password: 12, OPENAI_API_KEY: 'x' },
      }),
    ).toEqual({
      authorization: '***',
      Cookie: '***',
      apiTokenInstance: '***',
      nested: { password: '***', OPENAI_API_KEY: '***' },
    });
    expect(mask({ headers: new Headers({ authorization: 'x', accept: 'y' }) })).toEqual({
      headers: { accept: 'y', authorization: '***' },
    });
  });

  it('are shortened where a chat stands, and message ids are kept', () => {
    expect(
      mask({
        chat: '77001234567@c.us',
        message: '1234567890123456',
        messages: ['3EB0', '99999999999999999'],
        at: 1785600000000,
      }),
    ).toEqual({
      chat: '7700…4567',
      message: '1234567890123456',
      messages: ['3EB0', '99999999999999999'],
      at: 1785600000000,
    });
    expect(
      mask({ message: '77001234567', chat: 77001234567, id: '77001234567@c.us/3EB0' }),
    ).toEqual({
      message: '7700…4567',
      chat: '7700…4567',
      id: '7700…4567@c.us/3EB0',
    });
  });

  it('keep the number of an instance, as two may end alike, and shorten it elsewhere', () => {
    expect(
      mask({ instance: '1101000001', error: { instance: '1101000001' }, other: '1101000001' }),
    ).toEqual({ instance: '1101000001', error: { instance: '…01' }, other: '…01' });
    expect(mask({ instance: '+7 700 123-45-67' })).toEqual({ instance: '7700…4567' });
  });

  it('are shortened in the names of fields', () => {
    expect(mask({ chats: { '77001234567@c.us': 1 } })).toEqual({ chats: { '7700…4567@c.us': 1 } });
  });
});

describe('errors', () => {
  it('are masked with causes, stacks, members and bodies', () => {
    const inner = Object.assign(new Error(`GET /waInstance1/getSettings/${token}`), {
      body: { request: { path: [`x/${token}`] } },
    });
    const error = new AggregateError([new TypeError(token)], `outer ${token}`, { cause: inner });
    const shown = mask({ error });
    expect(inspect(shown, { depth: 20 })).not.toContain(token);
    expect(shown['error']).toMatchObject({
      name: 'AggregateError',
      message: 'outer ***',
      stack: expect.stringContaining('mask.test.ts'),
      cause: {
        message: 'GET /waInstance1/getSettings/***',
        body: { request: { path: ['x/***'] } },
      },
      errors: [{ name: 'TypeError', message: '***' }],
    });
  });

  it('of our own come with code and advice and without a stack', () => {
    const cause = Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    const error = new ServiceError('openai.key', 'No', {
      retryable: false,
      status: 401,
      suggestions: ['Put a key.'],
      cause,
    });
    expect(mask({ error })).toEqual({
      error: {
        name: 'ServiceError',
        message: 'No',
        code: 'service.openai.key',
        suggestions: ['Put a key.'],
        status: 401,
        retryable: false,
        outcomeUnknown: false,
        cause: { name: 'Error', message: 'cut', code: 'ECONNRESET', stack: expect.any(String) },
      },
    });
  });
});

describe('content', () => {
  const quiet = createMask({ secrets: [], content: false });

  it('is left out at every depth', () => {
    const fields = {
      type: 'voice',
      text: 'Hello',
      error: new Error('x'),
      content: { text: 'Hello', quoted: 'Hello', type: 'text' },
    };
    expect(inspect(quiet(fields), { depth: 20 })).not.toContain('Hello');
    expect(quiet(fields)).toMatchObject({ type: 'voice', content: { type: 'text' } });
  });

  it('is left out of what strangers hang on errors', () => {
    const error = Object.assign(new Error('x'), {
      status: 400,
      code: 'bad',
      body: { said: 'Hello' },
      sent: 'Hello '.repeat(20),
    });
    expect(inspect(quiet({ error }), { depth: 20 })).not.toContain('Hello');
    expect(quiet({ error })).toMatchObject({ error: { status: 400, code: 'bad' } });
  });
});

describe('bounds', () => {
  it('cuts long texts, and no secret at the cut', () => {
    for (let before = 9_900; before <= 10_160; before += 7) {
      const shown = String(
        mask({ text: `${'я '.repeat(before / 2)}${token}${'!'.repeat(30_000)}` })['text'],
      );
      expect(shown.length).toBeLessThanOrEqual(10_001);
      expect(shown).not.toContain(token.slice(0, 6));
    }
    const many = String(mask({ text: `${token} `.repeat(5_000) })['text']);
    expect(many).toMatch(/^(\*\*\* )+\*{0,3}…$/);
  });

  it('cuts long lists, many fields, deep trees', () => {
    const shown = JSON.stringify(
      mask({
        list: Array.from({ length: 100_000 }, () => 'x'),
        fields: Object.fromEntries(
          Array.from({ length: 1_000 }, (_, index) => [`f${index}`, { a: [1, 2, 3] }]),
        ),
        deep: Array.from({ length: 1_000 }).reduce<object>((inner) => ({ inner }), {}),
      }),
    );
    expect(shown.length).toBeLessThan(5_000);
    expect(shown).toContain('[99950 more]');
  });

  it('survives circles, throwing getters, proxies and odd values', () => {
    const circle: Record<string, unknown> = { name: 'circle' };
    circle['self'] = { again: circle };
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    const error = Object.defineProperty(new Error('x'), 'message', {
      get: () => {
        throw new Error('no');
      },
    });
    const shown = mask({
      circle,
      hostile,
      error,
      getter: Object.defineProperty({}, 'x', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
      bytes: new Uint8Array(7),
      when: new Date(0),
      never: new Date(Number.NaN),
      big: 12n,
      call: () => 1,
      nothing: undefined,
      nil: null,
      set: new Set([1]),
      map: new Map([[1, token]]),
      url: new URL('https://x.example/?token=abc'),
      control: 'a\u001b[31mb\u0000\u009bc\n\td',
    });
    expect(shown).toEqual({
      circle: { name: 'circle', self: { again: '[circular]' } },
      hostile: '[unreadable]',
      error: { name: 'Error', message: '[unreadable]', stack: expect.any(String) },
      getter: { x: '[unreadable]' },
      bytes: '[7 bytes]',
      when: '1970-01-01T00:00:00.000Z',
      never: null,
      big: '12',
      call: '[function]',
      nil: null,
      set: [1],
      map: { 1: '***' },
      url: 'https://x.example/?token=***',
      control: 'a[31mbc\n\td',
    });
  });

  it('never throws, even when the fields themselves do', () => {
    expect(
      mask(
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
      ),
    ).toEqual({});
  });

  it.each([
    '7'.repeat(200_000),
    '7 '.repeat(100_000),
    '://'.repeat(50_000),
    'key="'.repeat(40_000),
    '-----BEGIN '.repeat(20_000),
    'Bearer '.repeat(30_000),
  ])('ends on what is made to be slow', (text) => {
    expect(String(mask({ text })['text']).length).toBeLessThanOrEqual(10_001);
  });
});
