import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Download, Room } from '../../core/kinds/channel.ts';
import { live } from '../aborting.ts';
import type { Check } from '../register.ts';
import { serviceRejection } from '../rejection.ts';
import type { OpenedChannel } from './channel-vendor.ts';

/** Downloads what the vendor keeps. */
export function download(
  { channel, vendor }: OpenedChannel,
  file: Uint8Array | 'gone' | 'endless',
  signal: AbortSignal = live(),
  room?: Room,
): Promise<Download> {
  const { media, of } = vendor.keeps(file);
  return channel.download(media, of, signal, room);
}

const small = Buffer.from('OggS and so on');

/** Twice what may be held without asking. */
const large = Buffer.alloc(2 * 1024 * 1024, 'sound');

/** Customers' files. */
export const files: Record<string, Check<OpenedChannel>> = {
  async 'downloads a file whole'(place) {
    for (const file of [small, large]) {
      const { bytes } = await download(place, file);
      ok(Buffer.compare(bytes, file) === 0, 'the bytes are those of the file');
    }
  },
  async 'gives up a file that is gone'(place) {
    const { retryable, about } = await serviceRejection(download(place, 'gone'));
    deepEqual([retryable, about], [false, 'media']);
  },
  async 'gives up a file that has no end'(place) {
    const { retryable, about } = await serviceRejection(download(place, 'endless'));
    deepEqual([retryable, about], [false, 'media-size']);
  },
  async 'awaits room before it holds more than 1 MB'(place) {
    const asked: number[] = [];
    const free = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const work = download(place, large, live(), (bytes) => {
      asked.push(bytes);
      begun.resolve();
      return free.promise;
    });
    const ended = await Promise.race([work.then(() => true), begun.promise.then(() => false)]);
    equal(ended, false, 'it asks for room');
    free.resolve();
    equal((await work).bytes.length, large.length);
    ok(asked.reduce((sum, bytes) => sum + bytes, 0) > 0, 'it says how much');
  },
};
