import { afterEach, describe, expect, it, vi } from 'vitest';
import { isOggOpus, oggSeconds, sniffAudio } from '../../../src/core/audio.ts';
import { isMp4WithoutAudio } from '../../../src/core/hearing/mp4.ts';
import { readUpTo } from '../../../src/plugins/channel/green-api/deadline.ts';

/** The largest file that is taken. */
const size = 25 * 1024 * 1024;

/** As many of these bytes as fit into the largest file. */
function filled(unit: Uint8Array, head: Uint8Array = new Uint8Array()): Buffer {
  const count = Math.floor((size - head.length) / unit.length);
  return Buffer.concat([head, Buffer.alloc(count * unit.length, unit)]);
}

/** A box that says that it is this long. */
function box(
  kind: string,
  length: number | bigint,
  contents: Uint8Array = new Uint8Array(),
): Buffer {
  const head = Buffer.alloc(typeof length === 'bigint' ? 16 : 8);
  head.writeUInt32BE(typeof length === 'bigint' ? 1 : length);
  head.write(kind, 4, 'latin1');
  if (typeof length === 'bigint') head.writeBigUInt64BE(length, 8);
  return Buffer.concat([head, contents]);
}

const filmHead = box('ftyp', 16, Buffer.from('isom\x00\x00\x02\x00', 'latin1'));

/** A film whose list of tracks is all of the file but its head. */
function listOf(unit: Uint8Array): Buffer {
  const list = filled(unit, Buffer.alloc(filmHead.length + 8)).subarray(filmHead.length + 8);
  return Buffer.concat([filmHead, box('moov', list.length + 8, list)]);
}

/** Boxes within boxes, each of them to the end of the file. */
function nested(...kinds: string[]): Buffer {
  const file = filled(Buffer.alloc(8), filmHead);
  for (let at = filmHead.length; at < file.length; at += 8) {
    file.writeUInt32BE(file.length - at, at);
    file.write(kinds[Math.min(at / 8 - 2, kinds.length - 1)] ?? '', at + 4, 'latin1');
  }
  return file;
}

function oggPage(body: Uint8Array, segments: number[]): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head.writeBigInt64LE(48_000n, 6);
  head[26] = segments.length;
  return Buffer.concat([head, Buffer.from(segments), body]);
}

/** The same page at the end of an hour. */
function lateIn(page: Buffer): Buffer {
  const late = Buffer.from(page);
  late.writeBigInt64LE(3_600n * 48_000n, 6);
  return late;
}

const oggHead = oggPage(Buffer.from('OpusHead\x01\x01'.padEnd(19, '\x00'), 'latin1'), [19]);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a film made to be read for ever', () => {
  const track = Buffer.concat([box('trak', 24), box('mdia', 16), box('free', 8)]);
  it.each<[string, Buffer]>([
    ['millions of empty boxes', filled(box('free', 8), filmHead)],
    ['millions of large empty boxes', filled(box('free', 16n), filmHead)],
    ['a list of millions of empty boxes', listOf(box('free', 8))],
    ['a list of millions of tracks', listOf(track)],
    ['a list of millions of tracks without an end', listOf(box('trak', 0))],
    ['a list of half a word', listOf(Buffer.from('sou'))],
    ['boxes without an end', filled(box('free', 0), filmHead)],
    ['boxes longer than anything', filled(box('free', 2n ** 64n - 1n), filmHead)],
    ['boxes that end before they begin', filled(box('free', 1n), filmHead)],
    ['lists within lists', nested('moov')],
    ['media within media', nested('moov', 'trak', 'mdia')],
    ['tracks within tracks', nested('moov', 'trak')],
  ])('is left to the converter after a thousand boxes: %s', (_name, file) => {
    const reads = vi.spyOn(Buffer.prototype, 'readUInt32BE');
    const texts = vi.spyOn(Buffer.prototype, 'toString');
    const searches = vi.spyOn(Buffer.prototype, 'includes');
    expect(isMp4WithoutAudio(file)).toBe(false);
    expect(reads.mock.calls.length).toBeLessThan(1_100);
    expect(texts.mock.calls.length).toBeLessThan(1_100);
    expect(searches).not.toHaveBeenCalled();
  });
});

describe('an Ogg file made to be read for ever', () => {
  it.each<[string, Buffer, number]>([
    ['nearly a million empty pages', oggPage(Buffer.alloc(0), []), 27],
    ['pages of one byte', oggPage(Buffer.alloc(1), [1]), 28],
    ['pages of empty segments', oggPage(Buffer.alloc(0), Array<number>(255).fill(0)), 282],
  ])(
    'is not counted further than its first million bytes of heads: %s',
    (_name, page, headBytes) => {
      const file = filled(page, oggHead);
      const reads = vi.spyOn(Buffer.prototype, 'readUInt32BE');
      expect(oggSeconds(file)).toBeUndefined();
      expect(reads.mock.calls.length * headBytes).toBeLessThan(1_100_000);
      expect([isOggOpus(file), sniffAudio(file)]).toEqual([true, 'ogg']);
    },
  );

  it.each(['O', 'Ogg', 'OggR', '\0', 'OggS'])(
    'is not searched further than a million bytes: %j',
    (text) => {
      const file = filled(Buffer.from(text), oggHead);
      let searched = 0;
      const { indexOf } = Buffer.prototype;
      vi.spyOn(Buffer.prototype, 'indexOf').mockImplementation(function (
        this: Buffer,
        wanted: unknown,
      ) {
        const found = indexOf.call(this, String(wanted));
        searched += found === -1 ? this.length : found;
        return found;
      });
      oggSeconds(file);
      expect(searched).toBeLessThan(1_100_000);
    },
  );

  it('is counted to its end where it is a note of an hour in pages of a second', () => {
    const second = oggPage(Buffer.alloc(50 * 60), Array<number>(50).fill(60));
    const hour = Buffer.concat([oggHead, ...Array<Buffer>(3_599).fill(second), lateIn(second)]);
    expect(oggSeconds(hour)).toBe(3_600);
  });
});

describe('a body that comes in pieces of one byte', () => {
  it('takes up no more than twice its length', async () => {
    const pieces = 100_000;
    let left = pieces;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(new Uint8Array([left % 256]));
      },
    });
    const joined = vi.spyOn(Buffer, 'concat');
    const { bytes, whole } = await readUpTo(new Response(body), size);
    expect(joined).not.toHaveBeenCalled();
    expect([bytes.length, bytes.buffer.byteLength, whole]).toEqual([pieces, pieces, true]);
    expect([bytes[0], bytes.at(-1)]).toEqual([(pieces - 1) % 256, 0]);
  });

  it('waits for room before it takes up more', async () => {
    const asked: number[] = [];
    const full = new Error('no room');
    const room = (bytes: number): Promise<void> => {
      asked.push(bytes);
      return bytes > 100_000 ? Promise.reject(full) : Promise.resolve();
    };
    const piece = new Uint8Array(50_000);
    const body = ReadableStream.from([piece, piece, piece]);
    await expect(readUpTo(new Response(body), size, { room })).rejects.toBe(full);
    expect(asked).toEqual([50_000, 100_000, 150_000]);
  });

  it('is cut at the cap', async () => {
    const { bytes, whole } = await readUpTo(new Response('0123456789'), 4);
    expect([Buffer.from(bytes).toString(), whole]).toEqual(['0123', false]);
    expect((await readUpTo(new Response('0123456789'), 10)).whole).toBe(true);
  });
});
