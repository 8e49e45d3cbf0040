import { expect, it } from 'vitest';
import { ServiceError, SetupError } from '../../src/core/errors.ts';
import type { Channel, Media, Received } from '../../src/core/kinds/channel.ts';
import {
  channelSuite,
  type ChannelVendor,
  type Register,
  type VendorSent,
  type Written,
} from '../../src/suites/index.ts';
import { FakeService, wrongCalls } from './fake-service.ts';
import { misjudged } from './judge.ts';

const proof = 'proof-of-the-vendor';
const never = new AbortController().signal;

/** A vendor within the process. */
class FakeVendor extends FakeService implements ChannelVendor {
  override readonly secrets = ['sk-SeCrEt', '79001234567', '79007654321'];
  readonly chats = ['79001234567@c.us', '79007654321@c.us'] as const;
  readonly out: VendorSent[] = [];
  readonly queue: Written[] = [];
  listed = 0;
  readonly states = [
    ['online', true],
    ['asleep', false],
  ] as const;
  ready = true;
  word = 'a word';
  caughtUp = false;
  file: Uint8Array | 'gone' | 'endless' = 'gone';

  now(): number {
    return 1_000;
  }
  brings(message: Written) {
    const headers = { authorization: proof };
    return { headers, body: Buffer.from(JSON.stringify(message)) };
  }
  echoes(message: Written) {
    const body = Buffer.from(JSON.stringify({ ...message, own: true }));
    return { headers: { authorization: proof }, body };
  }
  sent(): readonly VendorSent[] {
    return [...this.out];
  }
  catchesUp(): void {
    this.listed = this.out.length;
    this.caughtUp = true;
  }
  keeps(file: Uint8Array | 'gone' | 'endless'): { media: Media; of: { chat: string; id: string } } {
    this.file = file;
    return { media: {}, of: { chat: this.chats[0], id: 'ID' } };
  }
  links(ready: boolean): void {
    this.ready = ready;
  }
  puts(word: string): void {
    this.word = word;
    this.ready = this.states.some(([state, ready]) => state === word && ready);
  }
  queues(message: Written): void {
    this.queue.push(message);
  }
  waiting(): number {
    return this.queue.length;
  }
}

function read(body: Uint8Array): Received {
  const invalid = { type: 'invalid', reason: 'not understood' } as const;
  try {
    const { id, chat, at, name, text, own } = JSON.parse(Buffer.from(body).toString()) as Record<
      string,
      unknown
    >;
    if (own === true) return { type: 'ignored', reason: 'our own' };
    const texts = [id, chat, name, text];
    if (texts.some((each) => typeof each !== 'string' || each === '')) return invalid;
    if (typeof at !== 'number' || at <= 0 || at > 1e15) return invalid;
    const [one, where, who, said] = texts as [string, string, string, string];
    return {
      type: 'message',
      inbound: { id: one, chat: where, at, name: who, content: { type: 'text', text: said } },
    };
  } catch {
    return invalid;
  }
}

const failed = (name: string, retryable: boolean, outcomeUnknown = false): ServiceError =>
  new ServiceError(name, 'It fails', { retryable, outcomeUnknown });

/** All that the suite asks of a channel. */
type Right = Required<Omit<Channel, 'remove' | 'read' | 'form' | 'messenger' | 'accounts'>>;

/** A right channel; what a wrong one changes comes last. */
function right(vendor: FakeVendor): Right {
  return {
    receive: ({ headers, body }) =>
      headers.authorization === proof ? read(body) : { type: 'unauthorized', reason: 'no proof' },
    async send({ chat, text, note }, signal) {
      await vendor.call(signal);
      const id = `OUT${vendor.out.length}`;
      vendor.out.push({ id, chat, text, spoken: note !== undefined });
      if (vendor.doing === 'taken') throw failed('fake.unclear', true, true);
      return id;
    },
    async find({ chat, text, knownIds }, signal) {
      await vendor.call(signal);
      const found = vendor.out
        .slice(0, vendor.listed)
        .find((sent) => sent.chat === chat && sent.text === text && !knownIds.has(sent.id));
      if (!found && !vendor.caughtUp) throw failed('fake.lookup', true);
      return found?.id;
    },
    async download(_media, _of, signal, room) {
      await vendor.call(signal);
      const { file } = vendor;
      if (typeof file === 'string') {
        const about = file === 'gone' ? 'media' : 'media-size';
        throw new ServiceError('fake.media', 'It fails', { retryable: false, about });
      }
      if (file.length > 1_000_000) await room?.(file.length);
      return { bytes: file };
    },
    async state(signal) {
      await vendor.call(signal);
      return { ready: vendor.ready, detail: vendor.word };
    },
    async listen(accept, signal) {
      while (!signal.aborted) {
        await new Promise((resolve) => setImmediate(resolve));
        const outcome = await vendor.call(signal).catch((error: unknown) => error);
        if (vendor.doing === 'key') throw new SetupError('fake', 'A wrong key');
        const [first] = outcome === undefined && !signal.aborted ? vendor.queue : [];
        if (!first) continue;
        const raw = Buffer.from(JSON.stringify(first));
        await accept(read(raw), raw).then(
          () => vendor.queue.shift(),
          () => {},
        );
      }
    },
  };
}

type Make = (vendor: FakeVendor) => Channel;
const but =
  (change: (vendor: FakeVendor, good: Right) => Partial<Channel>): Make =>
  (vendor) => ({ ...right(vendor), ...change(vendor, right(vendor)) });

const vendorOf = (service: FakeService): FakeVendor => service as FakeVendor;

const troubled = wrongCalls((service, signal) => {
  const vendor = vendorOf(service);
  return right(vendor).send({ chat: vendor.chats[0], text: 'x' }, signal);
});

const wrong: Record<string, Make> = {
  ...Object.fromEntries(
    Object.entries(troubled).map(([name, call]): [string, Make] => [
      `send: ${name}`,
      but((vendor) => ({ send: (_, signal) => call(vendor, signal) })),
    ]),
  ),
  'receive: understands what a customer wrote': but((_, good) => ({
    receive: (request) => {
      const received = good.receive(request);
      if (received.type === 'message') received.inbound.at += 1;
      return received;
    },
  })),
  'receive: throws at nothing that may come, and says what it is': but(() => ({
    receive: ({ body }) => JSON.parse(Buffer.from(body).toString()) as Received,
  })),
  'receive: answers no message of the account itself': but((_, good) => ({
    receive: (request) => ({ ...good.receive(request), type: 'invalid', reason: 'no' }),
  })),
  'receive: names nobody and quotes nothing in its reasons': but(() => ({
    receive: ({ body }) => ({ type: 'invalid', reason: Buffer.from(body).toString() }),
  })),
  'receive: believes nobody who does not prove that he is the vendor': but(() => ({
    receive: ({ body }) => read(body),
  })),
  'send: sends a text, and resolves with its id': but(() => ({
    send: () => Promise.resolve('ID'),
  })),
  'send: sends what is spoken, or its text': but((_, good) => ({
    send: (outbound, signal) =>
      good.send(outbound.note ? { chat: outbound.chat, text: '' } : outbound, signal),
  })),
  'send: says of a send that was refused that it did not go out': but((_, good) => ({
    send: (outbound, signal) =>
      good.send(outbound, signal).catch(() => {
        throw failed('fake', true, true);
      }),
  })),
  'send: says of a send that may have gone out that its outcome is unknown': but((_, good) => ({
    send: (outbound, signal) =>
      good.send(outbound, signal).catch(() => {
        throw failed('fake', true);
      }),
  })),
  'find: finds a send that went out although its answer was lost': but(() => ({
    find: () => Promise.resolve(undefined),
  })),
  'find: does not say too early that a send did not go out': but(() => ({
    find: () => Promise.resolve(undefined),
  })),
  'find: knows of a send that it never went out': but(() => ({
    find: () => Promise.reject(failed('fake.lookup', true)),
  })),
  'find: takes no other send for the one that is looked for': but((_, good) => ({
    find: (attempted, signal) => good.find({ ...attempted, knownIds: new Set() }, signal),
  })),
  'download: downloads a file whole': but(() => ({
    download: () => Promise.resolve({ bytes: new Uint8Array(3) }),
  })),
  'download: gives up a file that is gone': but(() => ({
    download: () => Promise.reject(failed('fake.media', true)),
  })),
  'download: gives up a file that has no end': but(() => ({
    download: () => Promise.reject(failed('fake.media', true)),
  })),
  'download: awaits room before it holds more than 1 MB': but((_, good) => ({
    download: (media, of, signal) => good.download(media, of, signal, () => Promise.resolve()),
  })),
  'state: tells whether the account can send': but(() => ({
    state: () => Promise.resolve({ ready: true, detail: 'a word' }),
  })),
  "state: tells each of the vendor's states, and whether it can send then": but((vendor) => ({
    state: () => Promise.resolve({ ready: vendor.ready, detail: 'a word' }),
  })),
  'state: ends state() with the reason of its signal when that aborts': but((_, good) => ({
    state: () => good.state(never),
  })),
  'state: ends download() with the reason of its signal when that aborts': but((_, good) => ({
    download: (media, of) => good.download(media, of, never),
  })),
  'state: ends find() with the reason of its signal when that aborts': but((_, good) => ({
    find: (attempted) => good.find(attempted, never),
  })),
  'state: tells neither keys nor customers in the errors of any call': but((vendor) => ({
    state: () => Promise.reject(new ServiceError('fake', vendor.chats[0], { retryable: true })),
  })),
  'listen: fetches what waits, in order, and drops each once it was accepted': but((vendor) => ({
    async listen(accept) {
      for (let first = vendor.queue.shift(); first; first = vendor.queue.shift()) {
        const raw = Buffer.from(JSON.stringify(first));
        await accept(read(raw), raw);
      }
    },
  })),
  'listen: leaves at the vendor what was not accepted, and fetches it again': but((_, good) => ({
    listen: (accept, signal) =>
      good.listen((received, raw) => accept(received, raw).catch(() => {}), signal),
  })),
  'listen: waits out an outage': but((vendor, good) => ({
    async listen(accept, signal) {
      await vendor.call(signal);
      await good.listen(accept, signal);
    },
  })),
  'listen: rejects for what the operator must change': but((vendor, good) => ({
    listen(accept, signal) {
      vendor.does('answers');
      return good.listen(accept, signal);
    },
  })),
};

const suite = (register: Register, make: Make): void =>
  channelSuite(
    register,
    () => {
      const vendor = new FakeVendor();
      return Promise.resolve({ channel: make(vendor), vendor });
    },
    { listen: true, find: true, proof: true, patienceMs: 500 },
  );

it('each check of a channel fails where the channel is wrong', async () => {
  expect(await misjudged<Make>(suite, right, wrong)).toEqual([]);
});
