import { describe, expect, it } from 'vitest';
import type { Channel, Received } from '../../../../src/core/kinds/channel.ts';
import plugin from '../../../../src/plugins/channel/green-api/index.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';
import { idInstance, token } from './fake.ts';
import { envelope } from './fixtures.ts';

function channelWith(webhookToken?: string): Promise<Channel> {
  const environment = { GREEN_ID_INSTANCE: idInstance, GREEN_API_TOKEN: token, GREEN_API_WEBHOOK_TOKEN: webhookToken };
  return plugin.create(valuesFor(plugin.settings, environment), testWorld());
}

const encode = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const base64 = (value: string): string => Buffer.from(value).toString('base64');

async function typeOf(webhookToken: string | undefined, authorization: string | undefined): Promise<Received['type']> {
  const headers = authorization === undefined ? {} : { authorization };
  return (await channelWith(webhookToken)).receive({ headers, body: encode(envelope()) }).type;
}

describe('the webhook token', () => {
  it.each([
    ['abc', 'Bearer abc'],
    ['abc', 'abc'],
    ['abc', 'bearer   abc '],
    ['abc', 'Basic abc'],
    ['Bearer abc', 'Bearer abc'],
    ['Bearer abc', 'abc'],
    ['BASIC dXNlcjpwYXNz', 'Basic dXNlcjpwYXNz'],
    ['dXNlcjpwYXNz', 'Basic dXNlcjpwYXNz'],
    ['user:pass', `Basic ${base64('user:pass')}`],
    ['Basic user:pass', `Basic ${base64('user:pass')}`],
    ['pass', `Basic ${base64('user:pass')}`],
    ['pass', `Basic ${base64('pass')}`],
    ['тайна', Buffer.from('Bearer тайна').toString('latin1')],
    [undefined, undefined],
    [undefined, 'Bearer anything'],
  ])('%s is proved by %s', async (webhookToken, authorization) => {
    expect(await typeOf(webhookToken, authorization)).toBe('message');
  });

  it.each([
    ['abc', undefined],
    ['abc', ''],
    ['abc', 'Bearer'],
    ['abc', 'Bearer abcd'],
    ['abc', 'Bearer ab'],
    ['abc', 'Bearer Bearer abc'],
    ['abc', 'Digest abc'],
    ['abc', 'Bearer ABC'],
    ['user:pass', 'Basic user'],
    ['abc', `Basic ${base64('abc:')}`],
  ])('%s is not proved by %s', async (webhookToken, authorization) => {
    expect(await typeOf(webhookToken, authorization)).toBe('unauthorized');
  });

  it('is asked for before anything is read, and never told', async () => {
    const found = (await channelWith('s3cret')).receive({ headers: { authorization: 'Bearer wrong' }, body: encode('{') });
    expect(found.type).toBe('unauthorized');
    expect(JSON.stringify(found)).not.toMatch(/s3cret|wrong/);
  });
});

describe('any bytes', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', encode('')],
    ['no JSON', encode('hello')],
    ['a truncated body', encode(envelope()).subarray(0, 100)],
    ['half a letter', Buffer.concat([encode('{"typeWebhook":"'), Buffer.from([0xd0])])],
    ['another encoding', Buffer.from(JSON.stringify({ typeWebhook: 'привет' }), 'utf16le')],
    ['deep nesting', encode('['.repeat(400_000))],
    ['closed deep nesting', encode(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)],
    ['null', encode('null')],
  ])('%s is invalid', async (_, body) => {
    expect((await channelWith()).receive({ headers: {}, body })).toMatchObject({ type: 'invalid' });
  });

  it('with a byte order mark are understood, and so is what nobody knows', async () => {
    const body = encode(`\ufeff${JSON.stringify(envelope({ deep: { nested: [[[[1]]]] }, extra: 1 }))}`);
    expect((await channelWith()).receive({ headers: {}, body })).toMatchObject({ type: 'message' });
  });

  it('never make it throw', async () => {
    const channel = await channelWith();
    const random = randomNumbers(20261124);
    const seen = new Set<string>();
    for (let round = 0; round < 4000; round += 1) {
      const body = mutate(encode(mutateValue(sample(random), random)), random);
      const found = channel.receive({ headers: {}, body });
      seen.add(found.type);
      if (found.type === 'message') checkInbound(found);
    }
    expect([...seen].toSorted()).toEqual(['ignored', 'invalid', 'message']);
  });
});

function checkInbound({ inbound }: Extract<Received, { type: 'message' }>): void {
  expect(inbound.chat).toMatch(/^[\w.+:-]+@(c\.us|lid)$/i);
  expect(inbound.id).not.toBe('');
  expect(Number.isSafeInteger(inbound.at)).toBe(true);
  if (inbound.content.type === 'text') expect(inbound.content.text.trim()).not.toBe('');
}

/** Small, repeatable random numbers from 0 to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(values: readonly [T, ...T[]], random: () => number): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

function sample(random: () => number): unknown {
  const quotedMessage = { textMessage: 'q', caption: 'c' };
  const data = { textMessageData: { textMessage: 'hi' }, extendedTextMessageData: { text: 'x' }, quotedMessage };
  const fileMessageData = { downloadUrl: '{{SWE001}}', caption: 'c', mimeType: 'a/b' };
  const types = ['textMessage', 'quotedMessage', 'audioMessage', 'imageMessage', 'listResponseMessage', 'x'] as const;
  return envelope({ messageData: { typeMessage: pick(types, random), ...data, fileMessageData } });
}

/** Replaces values anywhere in it by others of any type. */
function mutateValue(value: unknown, random: () => number): unknown {
  if (random() < 0.03) return pick([null, 0, -1e308, '', '\u0000', [], {}, [[{}]], true, 'x'.repeat(3000), '\ud800'], random);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mutateValue(inner, random)]));
}

/** Sometimes damages bytes, too. */
function mutate(bytes: Buffer, random: () => number): Buffer {
  const damaged = Buffer.from(bytes);
  if (random() < 0.6 || damaged.length === 0) return damaged;
  if (random() < 0.3) return damaged.subarray(0, Math.floor(random() * damaged.length));
  for (let count = 0; count < 3; count += 1) damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
  return damaged;
}
