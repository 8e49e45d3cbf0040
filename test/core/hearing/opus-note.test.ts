import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oggSeconds } from '../../../src/core/audio.ts';
import { readOpusNote } from '../../../src/core/hearing/opus-note.ts';
import { voice } from '../../plugins/transcoder/ffmpeg/sounds.ts';
import { laced, noteOf, oggFile, pagesOf, type Page } from './ogg-file.ts';

const voices = join(import.meta.dirname, '../../voices');
const minute = 60;

/** The note after a change of its pages. */
async function changed(change: (pages: Page[]) => Page[]): Promise<Buffer> {
  return oggFile(change(pagesOf(await voice('ru-human-03'))));
}

/** The page with this number, with other fields. */
function page(number: number, fields: (page: Page) => Partial<Page>): (pages: Page[]) => Page[] {
  return (pages) => pages.map((each, at) => (at === number ? { ...each, ...fields(each) } : each));
}

/** The first page with other bytes in its head packet. */
function head(at: number, ...bytes: number[]): (pages: Page[]) => Page[] {
  return page(0, ({ body }) => {
    const other = Buffer.from(body);
    other.set(bytes, at);
    return { body: other };
  });
}

describe('an ordinary voice note', () => {
  it('is every one of the collection, and as long as its counters say', async () => {
    for (const name of (await readdir(voices)).filter((each) => each.endsWith('.ogg'))) {
      const bytes = await readFile(join(voices, name));
      const note = readOpusNote(bytes, minute);
      const { seconds = 0, skip = { begin: 0, end: 0 } } = note ?? {};
      expect(seconds - skip.begin - skip.end).toBeCloseTo(oggSeconds(bytes) ?? -1, 5);
    }
  });

  it('is one whose pages are written anew, and one whose counters begin anywhere', async () => {
    const whole = readOpusNote(await voice('ru-human-03'), minute);
    expect(readOpusNote(await changed((pages) => pages), minute)).toEqual(whole);
    const late = await changed((pages) =>
      pages.map((each, at) => (at < 2 ? each : { ...each, granule: each.granule + 480_000n })),
    );
    expect(readOpusNote(late, minute)).toEqual({ ...whole, skip: { ...whole?.skip, end: 0 } });
  });

  it('may go on from one page to the next', async () => {
    const note = await voice('ru-human-03');
    const [first, second] = pagesOf(note);
    const packet = Buffer.concat([Buffer.from([0x98]), Buffer.alloc(599, 7)]);
    const parts = [
      { flags: 0, segments: [255, 255], body: packet.subarray(0, 510), granule: -1n },
      { flags: 5, segments: [90], body: packet.subarray(510), granule: 960n },
    ].map((part, at) => ({ serial: first?.serial ?? 0, sequence: at + 2, ...part }));
    const pages = [first, second, ...parts].filter((each) => each !== undefined);
    expect(readOpusNote(oggFile(pages), minute)?.packets).toEqual([packet]);
  });
});

describe('what is read by others', () => {
  it.each<[string, (pages: Page[]) => Page[]]>([
    ['lacks a page', (pages) => pages.filter((_, at) => at !== 3)],
    [
      'has a page twice',
      (pages) => pages.flatMap((each, at) => (at === 3 ? [each, each] : [each])),
    ],
    ['holds two streams', page(3, ({ serial }) => ({ serial: serial + 1 }))],
    ['begins with no beginning', page(0, () => ({ flags: 0 }))],
    ['begins again', page(3, () => ({ flags: 2 }))],
    ['goes on with what had ended', page(3, () => ({ flags: 1 }))],
    ['ends within a packet', (pages) => [...pages, { ...pages[0], ...cut } as Page]],
    ['has another codec', head(0, 0x01, ...Buffer.from('vorbis'))],
    ['has no channel', head(9, 0)],
    ['has three channels', head(9, 3)],
    ['has a map of channels', head(18, 1)],
    ['is to be played louder', head(16, 0, 1)],
    ['has a short head', page(0, ({ body }) => ({ segments: [18], body: body.subarray(0, 18) }))],
    ['has no tags', page(1, ({ body }) => ({ body: Buffer.alloc(body.length) }))],
    [
      'has an empty packet',
      page(2, ({ segments, body }) => ({ segments: [0, ...segments], body })),
    ],
  ])('is one that %s', async (_what, change) => {
    expect(readOpusNote(await changed(change), minute)).toBeUndefined();
  });

  const cut = { flags: 0, sequence: 8, segments: [255], body: Buffer.alloc(255), granule: -1n };

  it('is one that is cut, wherever that is, or followed by something else', async () => {
    const whole = Buffer.from(await voice('ru-human-03'));
    const ends = new Set([0]);
    for (const each of pagesOf(whole)) ends.add(Math.max(...ends) + oggFile([each]).length);
    for (let end = 0; end < whole.length; end += 1)
      if (!ends.has(end) && readOpusNote(whole.subarray(0, end), minute)) expect.fail(String(end));
    expect(readOpusNote(Buffer.concat([whole, Buffer.from('x')]), minute)).toBeUndefined();
    expect(readOpusNote(Buffer.concat([whole, whole]), minute)).toBeUndefined();
    expect(readOpusNote(new Uint8Array(), minute)).toBeUndefined();
  });

  it('is one with a single wrong byte', async () => {
    const whole = await voice('en-human-05');
    for (let at = 0; at < whole.length; at += 7) {
      const wrong = Buffer.from(whole);
      wrong[at] = (wrong[at] ?? 0) ^ 1;
      expect({ at, read: readOpusNote(wrong, minute) }).toEqual({ at, read: undefined });
    }
  });

  it('is one that lasts longer than is wanted', async () => {
    const bytes = await voice('ru-human-03');
    expect(readOpusNote(bytes, 5)).toBeUndefined();
    expect(readOpusNote(bytes, 5.6)).toBeDefined();
  });
});

describe('a packet', () => {
  const note = voice('ru-human-03');
  const seconds = async (...packet: (number | Buffer)[]): Promise<number | undefined> => {
    const bytes = packet.map((part) => (typeof part === 'number' ? Buffer.from([part]) : part));
    return readOpusNote(noteOf(await note, [Buffer.concat(bytes)]), minute)?.seconds;
  };
  const of = (length: number): Buffer => Buffer.alloc(length, 1);

  it.each([
    ['10 ms of SILK', [0x00, of(20)], 0.01],
    ['60 ms of SILK', [0x18, of(20)], 0.06],
    ['20 ms of both', [0x78, of(20)], 0.02],
    ['2.5 ms of CELT', [0xe0, of(20)], 0.0025],
    ['nothing but its head, as in a pause', [0x48], 0.02],
    ['two frames of one length', [0x49, of(40)], 0.04],
    ['two frames of two lengths', [0x4a, 10, of(40)], 0.04],
    ['two frames, the first of them long', [0x4a, 252, 1, of(256), of(40)], 0.04],
    ['three frames of one length', [0x4b, 3, of(60)], 0.06],
    ['three frames with padding', [0x4b, 0x43, 5, of(60), of(5)], 0.06],
    ['three frames with much padding', [0x4b, 0x43, 255, 1, of(60), of(255)], 0.06],
    ['three frames of three lengths', [0x4b, 0x83, 10, 20, of(30), of(9)], 0.06],
  ] as const)('may be %s', async (_what, packet, lasting) => {
    expect(await seconds(...packet)).toBeCloseTo(lasting, 5);
  });

  it.each([
    ['a frame too large', [0x48, of(1276)]],
    ['two frames of odd length', [0x49, of(41)]],
    ['two frames too large', [0x49, of(2552)]],
    ['a length behind its end', [0x4a, 41, of(40)]],
    ['no length', [0x4a]],
    ['half a length', [0x4a, 252]],
    ['no frame', [0x4b, 0, of(60)]],
    ['no count', [0x4b]],
    ['more than 120 ms', [0x4b, 7, of(70)]],
    ['frames of odd length', [0x4b, 3, of(61)]],
    ['more padding than there is', [0x4b, 0x43, 9, of(5)]],
    ['lengths behind its end', [0x4b, 0x83, 10, 20, of(29)]],
    ['too many bytes', [0x4b, 0x46, 255, 255, 255, of(3900)]],
  ] as const)('is refused that has %s', async (_what, packet) => {
    expect(await seconds(...packet)).toBeUndefined();
  });
});

describe('a file made to be a burden', () => {
  it('is not read: more bytes than a minute has, more packets, one packet without end', async () => {
    const note = await voice('ru-human-03');
    const silent = Buffer.from([0x48]);
    expect(
      readOpusNote(
        noteOf(
          note,
          Array.from({ length: 2999 }, () => silent),
        ),
        minute,
      ),
    ).toBeDefined();
    const many = Array.from({ length: 24_001 }, () => Buffer.from([0xe0]));
    expect(readOpusNote(noteOf(note, many.slice(0, 10_000)), minute)).toBeDefined();
    const [first, second] = pagesOf(note);
    const full = { ...(first as Page), flags: 0, granule: -1n };
    const crowd = Array.from({ length: 95 }, (_, at) => ({
      ...full,
      sequence: at + 2,
      segments: laced(1).flatMap(() => Array.from({ length: 255 }, () => 1)),
      body: Buffer.alloc(255, 0xe0),
    }));
    expect(readOpusNote(oggFile([first as Page, second as Page, ...crowd]), 600)).toBeUndefined();
    const endless = Array.from({ length: 260 }, (_, at) => ({
      ...full,
      flags: at === 0 ? 0 : 1,
      sequence: at + 1,
      segments: [255],
      body: Buffer.alloc(255, 7),
    }));
    expect(readOpusNote(oggFile([first as Page, ...endless]), 600)).toBeUndefined();
    const large = noteOf(
      note,
      Array.from({ length: 600 }, () => Buffer.alloc(900, 0x48)),
    );
    expect(large.length).toBeGreaterThan(512 * 1024);
    expect(readOpusNote(large, 600)).toBeUndefined();
  });
});
