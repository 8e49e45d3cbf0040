import { describe, expect, it } from 'vitest';
import { notification, post } from './caller.ts';
import { customer } from './dialogue.ts';
import { openWorld } from './world.ts';

const chat = customer(1);
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** A notification with something wrong in it. */
function wrong(fields: object): string {
  return JSON.stringify({
    typeWebhook: 'incomingMessageReceived',
    idMessage: 'W1',
    senderData: { chatId: chat },
    messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: 'Привет' } },
    ...fields,
  });
}

const bodies: Record<string, string | Uint8Array> = {
  'an empty body': '',
  'half a brace': '{',
  null: 'null',
  'a list': '[{"typeWebhook":"incomingMessageReceived"}]',
  'a number': '42',
  'no UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  'UTF-16': Buffer.from('{"typeWebhook":"incomingMessageReceived"}', 'utf16le'),
  'a form': 'typeWebhook=incomingMessageReceived&idMessage=1',
  'deep nesting': nested(100_000),
  'deep nesting inside': wrong({ messageData: 'X' }).replace('"X"', nested(100_000)),
  'no type': wrong({ typeWebhook: undefined }),
  'a type that is a list': wrong({ typeWebhook: ['incomingMessageReceived'] }),
  'no sender': wrong({ senderData: undefined }),
  'a sender that is a number': wrong({ senderData: 5 }),
  'a chat that is a list': wrong({ senderData: { chatId: [chat] } }),
  'a chat that is none': wrong({ senderData: { chatId: 'Robert"); DROP TABLE inbound;--' } }),
  'no id': wrong({ idMessage: undefined }),
  'an id that is an object': wrong({ idMessage: { toString: 'X' } }),
  'an id without end': wrong({ idMessage: 'X'.repeat(5000) }),
  'no data': wrong({ messageData: null }),
  'data that is a list': wrong({ messageData: [] }),
  'a type of message that is a number': wrong({ messageData: { typeMessage: 7 } }),
  'a text that is a number': wrong({
    messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: 7 } },
  }),
  'a text that is missing': wrong({ messageData: { typeMessage: 'textMessage' } }),
  'names of every object':
    '{"__proto__":{"typeWebhook":"incomingMessageReceived"},"constructor":1}',
};

describe.concurrent('a body that can never become a message', () => {
  it('receives 200, is kept as a dead letter, and holds nobody up', async (test) => {
    await using world = await openWorld();
    const truncated = notification(world, chat, 'T1', 'Привет').slice(0, -30);
    const all = Object.entries({ ...bodies, 'half a notification': truncated });
    // What is soft has to know its test, as others run meanwhile.
    for (const [name, body] of all) test.expect.soft(await post(world, { body }), name).toBe(200);
    const letters = await world.journal((journal) => journal.letters.list(100));
    expect(letters).toHaveLength(all.length);
    expect(letters.every(({ kind, reason }) => kind === 'invalid' && reason !== '')).toBe(true);
    expect(letters.map(({ body }) => body)).toContain(truncated);
    expect(await world.ask(chat, 'Привет')).toBe('Heard: Привет');
    expect(world.greenApi.sent).toHaveLength(1);
  });

  it('is not read beyond 1 MiB', async () => {
    await using world = await openWorld();
    expect(await post(world, { body: notification(world, chat, 'L1', 'я'.repeat(750_000)) })).toBe(
      413,
    );
    expect(await post(world, { body: notification(world, chat, 'L2', 'я'.repeat(30_000)) })).toBe(
      200,
    );
    await world.replies(chat);
    await world.settled();
    expect(world.heardBy(chat).join('').length).toBeGreaterThan(30_000);
  });
});

describe.concurrent('odd but true messages', () => {
  it('are answered', async () => {
    await using world = await openWorld();
    const texts = [
      '\u202eПривет\u0000!',
      '👨‍👩‍👧‍👦',
      '\ud800 half',
      '{{SWE}}',
      '{"a":1}',
      '<script>alert(1)</script>',
      "'; DROP TABLE inbound; --",
    ];
    for (const [index, text] of texts.entries()) {
      expect(await post(world, { body: notification(world, customer(index), 'M', text) })).toBe(
        200,
      );
    }
    for (const index of texts.keys()) expect(await world.replies(customer(index))).toHaveLength(1);
    await world.settled();
    expect(world.greenApi.sent).toHaveLength(texts.length);
  });

  it('with ids that are numbers and times that are absurd too', async () => {
    await using world = await openWorld();
    expect(await post(world, { body: wrong({ idMessage: 12345, timestamp: -1 }) })).toBe(200);
    expect(await post(world, { body: wrong({ idMessage: 12345, timestamp: 'yesterday' }) })).toBe(
      200,
    );
    expect(await world.replies(chat)).toHaveLength(1);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
  });
});

describe.concurrent('a caller without the token', () => {
  it('hears 401, and nothing is kept', async () => {
    await using world = await openWorld();
    const token = world.env['GREEN_API_WEBHOOK_TOKEN'] ?? '';
    const body = notification(world, chat, 'M1', 'Привет');
    const wrongOnes = [
      null,
      '',
      'Bearer',
      'Bearer wrong',
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Digest ${token}`,
    ];
    for (const authorization of wrongOnes)
      expect(await post(world, { body, authorization })).toBe(401);
    expect(await post(world, { body: '{', authorization: null })).toBe(401);
    expect(await world.journal((journal) => journal.letters.list(10))).toEqual([]);
    const basic = `Basic ${Buffer.from(`user:${token}`).toString('base64')}`;
    for (const authorization of [`Bearer ${token}`, token, basic, `Basic ${token}`]) {
      expect(await post(world, { body, authorization })).toBe(200);
    }
    expect(await world.replies(chat)).toEqual(['Heard: Привет']);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    expect((await world.logged('webhook-unauthorized')).length).toBe(1);
  });
});
