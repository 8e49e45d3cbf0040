import { describe, expect, it } from 'vitest';
import type { Callers, Channel, Received } from '../../../../src/core/kinds/channel.ts';
import plugin from '../../../../src/plugins/channel/green-api/index.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';
import { idInstance, token } from './fake.ts';
import { envelope } from './fixtures.ts';

function channelWith(webhookToken?: string): Promise<Channel> {
  const environment = {
    GREEN_ID_INSTANCE: idInstance,
    GREEN_API_TOKEN: token,
    GREEN_API_WEBHOOK_TOKEN: webhookToken,
  };
  return plugin.create(valuesFor(plugin.settings, environment), testWorld());
}

function callersOf(webhookToken: string | undefined): Callers {
  const environment = {
    GREEN_ID_INSTANCE: idInstance,
    GREEN_API_TOKEN: token,
    GREEN_API_WEBHOOK_TOKEN: webhookToken,
  };
  const callers = plugin.callers?.(valuesFor(plugin.settings, environment));
  if (!callers) throw new Error('the channel has no word for its callers');
  return callers;
}

const encode = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const base64 = (value: string): string => Buffer.from(value).toString('base64');

async function typeOf(
  webhookToken: string | undefined,
  authorization: string | undefined,
): Promise<Received['type']> {
  const headers = authorization === undefined ? {} : { authorization };
  return (await channelWith(webhookToken)).receive({ headers, body: encode(envelope()) }).type;
}

describe('the webhook token', () => {
  it.each([
    ['sesame-77', 'Bearer sesame-77'],
    ['sesame-77', 'sesame-77'],
    ['sesame-77', 'bearer   sesame-77 '],
    ['sesame-77', 'Basic sesame-77'],
    ['Bearer sesame-77', 'Bearer sesame-77'],
    ['Bearer sesame-77', 'sesame-77'],
    ['BASIC dXNlcjpwYXNz', 'Basic dXNlcjpwYXNz'],
    ['dXNlcjpwYXNz', 'Basic dXNlcjpwYXNz'],
    ['user:pass', `Basic ${base64('user:pass')}`],
    ['Basic user:pass', `Basic ${base64('user:pass')}`],
    ['password', `Basic ${base64('user:password')}`],
    ['password', `Basic ${base64('password')}`],
    ['большая тайна', Buffer.from('Bearer большая тайна').toString('latin1')],
    [undefined, undefined],
    [undefined, 'Bearer anything'],
    ['', undefined],
    ['1234567', undefined],
    ['Bearer 1234567', 'Bearer another'],
  ])('%s is proved by %s', async (webhookToken, authorization) => {
    expect(await typeOf(webhookToken, authorization)).toBe('message');
    const refusal = callersOf(webhookToken).refusal(
      authorization === undefined ? {} : { authorization },
    );
    expect(refusal).toBeUndefined();
  });

  it.each([
    ['sesame-77', undefined],
    ['sesame-77', ''],
    ['sesame-77', 'Bearer'],
    ['sesame-77', 'Bearer sesame-777'],
    ['sesame-77', 'Bearer sesame-7'],
    ['sesame-77', 'Bearer Bearer sesame-77'],
    ['sesame-77', 'Digest sesame-77'],
    ['sesame-77', 'Bearer SESAME-77'],
    ['user:pass', 'Basic user'],
    ['sesame-77', `Basic ${base64('sesame-77:')}`],
  ])('%s is not proved by %s', async (webhookToken, authorization) => {
    expect(await typeOf(webhookToken, authorization)).toBe('unauthorized');
    const refusal = callersOf(webhookToken).refusal(
      authorization === undefined ? {} : { authorization },
    );
    expect(refusal).toMatch(/Authorization header/);
    expect(refusal).not.toContain('esame');
  });

  it.each([
    [undefined, 'none'],
    ['', 'none'],
    ['   ', 'none'],
    ['""', 'none'],
    ['1234567', 'none'],
    ['Bearer 1234567', 'none'],
    ['Basic  1234567', 'none'],
    ['12345678', 'weak'],
    ['Bearer 123456789012345', 'weak'],
    ['1234567890123456', 'strong'],
  ])('%j is worth %s', (webhookToken, proof) => {
    expect(callersOf(webhookToken)).toMatchObject({ proof, secret: 'GREEN_API_WEBHOOK_TOKEN' });
  });

  it('is asked for before anything is read, and never told', async () => {
    const found = (await channelWith('s3cret-77')).receive({
      headers: { authorization: 'Bearer wrong' },
      body: encode('{'),
    });
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
    const body = encode(
      `\ufeff${JSON.stringify(envelope({ deep: { nested: [[[[1]]]] }, extra: 1 }))}`,
    );
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
  const data = {
    textMessageData: { textMessage: 'hi' },
    extendedTextMessageData: { text: 'x' },
    quotedMessage,
  };
  const fileMessageData = { downloadUrl: '{{SWE001}}', caption: 'c', mimeType: 'a/b' };
  const types = [
    'textMessage',
    'quotedMessage',
    'audioMessage',
    'imageMessage',
    'listResponseMessage',
    'x',
  ] as const;
  return envelope({ messageData: { typeMessage: pick(types, random), ...data, fileMessageData } });
}

/** Replaces values anywhere in it by others of any type. */
function mutateValue(value: unknown, random: () => number): unknown {
  if (random() < 0.03)
    return pick(
      [null, 0, -1e308, '', '\u0000', [], {}, [[{}]], true, 'x'.repeat(3000), '\ud800'],
      random,
    );
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, mutateValue(inner, random)]),
  );
}

/** Sometimes damages bytes, too. */
function mutate(bytes: Buffer, random: () => number): Buffer {
  const damaged = Buffer.from(bytes);
  if (random() < 0.6 || damaged.length === 0) return damaged;
  if (random() < 0.3) return damaged.subarray(0, Math.floor(random() * damaged.length));
  for (let count = 0; count < 3; count += 1)
    damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
  return damaged;
}
