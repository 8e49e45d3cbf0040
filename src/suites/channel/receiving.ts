import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Channel, Received, WebhookRequest } from '../../core/kinds/channel.ts';
import type { Check } from '../register.ts';
import { holdsNone } from '../rejection.ts';
import { written, type OpenedChannel } from './channel-vendor.ts';

const texts = [
  'да',
  'Здравствуйте!\n\n— сколько?\nҚанша тұрады?',
  '👩‍👩‍👧 "\\u0000" <b>&amp;</b> \u202Eabc',
  'я'.repeat(4_096),
];

/** Values that a vendor, or somebody else, may put in the place of any other. */
const odd: unknown[] = [
  null,
  '',
  ' ',
  '\uD83D',
  'constructor',
  '__proto__',
  -1,
  1e308,
  true,
  [],
  {},
  [[null]],
  { toString: 1 },
  'x'.repeat(70_000),
];

const encode = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** The body with one value after another replaced or left out, wherever it stands. */
function* changed(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const others = Array.isArray(value) ? [] : { ...value };
    for (const each of odd) yield { ...others, [key]: each };
    for (const each of changed(inner)) yield { ...others, [key]: each };
    yield { ...others, [key]: undefined };
  }
}

/** Bodies that are no notification, and nearly one. */
function* bodies({ body }: WebhookRequest): Generator<Uint8Array> {
  const whole = Buffer.from(body);
  yield Buffer.alloc(0);
  yield Buffer.from([0xff, 0xfe, 0x00, 0xd8]);
  yield Buffer.from('['.repeat(50_000));
  yield Buffer.from('{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000));
  for (const each of odd) yield encode(each);
  for (let end = 0; end < whole.length; end += Math.ceil(whole.length / 50))
    yield whole.subarray(0, end);
  const parsed = parse(whole.toString('utf8'));
  for (const each of changed(parsed)) yield encode(each);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const types: readonly string[] = [
  'message',
  'outgoing',
  'written',
  'ignored',
  'state',
  'invalid',
  'unauthorized',
] satisfies Received['type'][];

function isReceived(received: Received): void {
  ok(types.includes(received.type), `there is no ${received.type}`);
  if (received.type === 'message') {
    const { id, chat, at, content } = received.inbound;
    ok(id !== '' && chat !== '', 'a message has an id and a chat');
    ok(Number.isFinite(at) && at > 0, 'a message has a time');
    ok(content.type !== 'text' || content.text !== '', 'a text is not empty');
  } else if (received.type === 'outgoing') {
    const { id, chat } = received.outgoing.inbound;
    ok(id !== '' && chat !== '', 'what left has an id and a chat');
  } else if (received.type === 'written') {
    const { id, chat } = received.message;
    ok(id !== '' && chat !== '', 'what was written by hand has an id and a chat');
  } else if (received.type === 'state') {
    equal(typeof received.state.ready, 'boolean');
    ok(received.state.detail !== '', 'a state has a word for it');
  } else ok(received.reason !== '', 'a reason is told');
}

/** Reads a call; an exception names what it came of. */
function receive(channel: Channel, request: WebhookRequest): Received {
  try {
    return channel.receive(request);
  } catch (error) {
    const shown = Buffer.from(request.body).toString('utf8').slice(0, 200);
    throw new Error(`receive() throws at ${shown}`, { cause: error });
  }
}

/** What comes in. */
export const receiving: Record<string, Check<OpenedChannel>> = {
  async 'understands what a customer wrote'({ channel, vendor }) {
    for (const text of texts) {
      const { id, chat, at, name } = written(vendor);
      const inbound = { id, chat, at, name, content: { type: 'text', text } };
      const received = channel.receive(vendor.brings(written(vendor, { text })));
      equal(received.type, 'message');
      if (received.type !== 'message') return;
      // A vendor may tell the phone beside the chat.
      const { phone: _, ...understood } = received.inbound;
      deepEqual(understood, inbound);
    }
  },
  async 'throws at nothing that may come, and says what it is'({ channel, vendor }) {
    const request = vendor.brings(written(vendor));
    for (const body of bodies(request)) isReceived(receive(channel, { ...request, body }));
    for (const name of Object.keys(request.headers)) {
      for (const value of [undefined, '', 'x'.repeat(70_000), '\u0000ÿ', 'Bearer'])
        isReceived(
          receive(channel, { ...request, headers: { ...request.headers, [name]: value } }),
        );
    }
  },
  async 'answers no message of the account itself'({ channel, vendor }) {
    const { type } = channel.receive(vendor.echoes(written(vendor)));
    ok(type === 'ignored' || type === 'outgoing', `it is no ${type}`);
  },
  async 'names nobody and quotes nothing in its reasons'({ channel, vendor }) {
    const request = vendor.brings(written(vendor, { text: 'Курс для Айгерим' }));
    for (const body of bodies(request)) {
      const received = channel.receive({ ...request, body });
      if ('reason' in received) holdsNone(received.reason, [...vendor.secrets, 'Айгерим']);
    }
  },
};

/** What comes in where callers prove who they are. */
export const proving: Record<string, Check<OpenedChannel>> = {
  async 'believes nobody who does not prove that he is the vendor'({ channel, vendor }) {
    const request = vendor.brings(written(vendor));
    for (const headers of [{}, { authorization: '' }, { authorization: 'Bearer guess' }])
      equal(channel.receive({ ...request, headers }).type, 'unauthorized');
  },
};
