import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Received } from '../../core/kinds/channel.ts';
import { soon, until, type AbortPatience } from '../aborting.ts';
import type { Check } from '../register.ts';
import { wabotRejection } from '../rejection.ts';
import { written, type ChannelVendor, type OpenedChannel } from './channel-vendor.ts';

interface Queue {
  queues(message: ReturnType<typeof written>): void;
  waiting(): number;
}

function queueOf(vendor: ChannelVendor): Queue {
  ok(vendor.queues && vendor.waiting, 'the harness plays the queue');
  return { queues: vendor.queues.bind(vendor), waiting: vendor.waiting.bind(vendor) };
}

/** Listens until this holds; resolves with the ids of what was accepted, in order. */
async function heardUntil(
  { channel, vendor }: OpenedChannel,
  holds: (ids: readonly string[]) => boolean,
  patience: AbortPatience,
  accept: (nth: number) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  ok(channel.listen, 'listen() is offered');
  const ids: string[] = [];
  const caller = new AbortController();
  const work = channel.listen((received, raw) => {
    ok(raw.length > 0, 'the notification comes as it was, too');
    ids.push(idOf(received));
    return accept(ids.length - 1);
  }, caller.signal);
  work.catch(() => {});
  try {
    await until(() => holds(ids), `${vendor.calls()} calls brought what is awaited`, patience);
  } finally {
    caller.abort(new Error('the caller goes away'));
    await soon(work, 'listen() should resolve once its signal aborts', patience);
  }
  return ids;
}

function idOf(received: Received): string {
  return received.type === 'message' ? received.inbound.id : received.type;
}

/** What is fetched from the vendor's queue. */
export function listening(patience: AbortPatience): Record<string, Check<OpenedChannel>> {
  return {
    async 'fetches what waits, in order, and drops each once it was accepted'(place) {
      const { queues, waiting } = queueOf(place.vendor);
      for (const id of ['ONE', 'TWO']) queues(written(place.vendor, { id }));
      const waited: number[] = [];
      const accept = (): Promise<void> => Promise.resolve(void waited.push(waiting()));
      deepEqual(await heardUntil(place, () => waiting() === 0, patience, accept), ['ONE', 'TWO']);
      deepEqual(waited, [2, 1]);
    },
    async 'leaves at the vendor what was not accepted, and fetches it again'(place) {
      const { queues, waiting } = queueOf(place.vendor);
      queues(written(place.vendor, { id: 'ONE' }));
      const accept = (nth: number): Promise<void> =>
        nth === 0 ? Promise.reject(new Error('no disk')) : Promise.resolve();
      deepEqual(await heardUntil(place, () => waiting() === 0, patience, accept), ['ONE', 'ONE']);
    },
    async 'waits out an outage'(place) {
      const { vendor } = place;
      queueOf(vendor).queues(written(vendor, { id: 'ONE' }));
      vendor.does('fault');
      const before = vendor.calls();
      const ids = await heardUntil(
        place,
        (each) => {
          if (vendor.calls() > before) vendor.does('answers');
          return each.length === 1;
        },
        patience,
      );
      deepEqual(ids, ['ONE']);
    },
    async 'rejects for what the operator must change'({ channel, vendor }) {
      ok(channel.listen, 'listen() is offered');
      vendor.does('key');
      const accept = (): Promise<void> => Promise.reject(new Error('nothing should come'));
      const work = channel.listen(accept, new AbortController().signal);
      const { kind } = await soon(wabotRejection(work), 'listen() should reject', patience);
      equal(kind, 'setup');
    },
  };
}
