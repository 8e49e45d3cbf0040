import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isSteady } from '../../../../src/core/hearing/silence.ts';
import type { Loudness } from '../../../../src/core/kinds/transcoder.ts';
import { inputOptions } from '../../../../src/plugins/transcoder/ffmpeg/input.ts';
import { measure } from '../../../../src/plugins/transcoder/ffmpeg/measure.ts';
import { OpusMeter } from '../../../../src/plugins/transcoder/ffmpeg/opus-meter.ts';
import { FfmpegTranscoder } from '../../../../src/plugins/transcoder/ffmpeg/transcoder.ts';
import { oggFile, pagesOf } from '../../../core/hearing/ogg-file.ts';
import { testWorld } from '../../openai/loopback.ts';
import { failure, live } from './bench.ts';
import { amrNote, made, noteSeconds, sounds, voice } from './sounds.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const voices = join(import.meta.dirname, '../../../voices');
const opus = (...options: string[]): string[] => ['-c:a', 'libopus', ...options, '-f', 'ogg'];

function byFfmpeg(input: Uint8Array, most = Infinity): Promise<Loudness> {
  const job = { ffmpeg: 'ffmpeg', input, inputOptions: inputOptions('ogg'), cpuSeconds: 60, most };
  return measure(job, live());
}

/** What a guard would go by: to a tenth of a second and half a decibel. */
function rounded(level: Loudness) {
  const { seconds, meanDb, peakDb, silences } = level;
  const silent = silences.reduce((sum, { from, to }) => sum + to - from, 0);
  const around = (value: number, by: number): unknown =>
    expect.toSatisfy((other: number) => Math.abs(other - value) <= by);
  return {
    seconds: around(seconds, 0.02),
    meanDb: around(meanDb, 0.3),
    peakDb: around(peakDb, 0.6),
    silent: around(silent, 0.1),
    pauses: silences.length,
    isSteady: isSteady(level),
  };
}

/** The same of what was measured. */
function figures(level: Loudness | undefined) {
  if (!level) return undefined;
  const { seconds, meanDb, peakDb, silences } = level;
  const silent = silences.reduce((sum, { from, to }) => sum + to - from, 0);
  return { seconds, meanDb, peakDb, silent, pauses: silences.length, isSteady: isSteady(level) };
}

describe('an ordinary note, measured in the process', () => {
  it('is as loud as ffmpeg hears it: the collection', async () => {
    const meter = new OpusMeter();
    for (const name of (await readdir(voices)).filter((each) => each.endsWith('.ogg'))) {
      const bytes = await readFile(join(voices, name));
      expect({ name, ...figures(await meter.level(bytes, live())) }).toEqual({
        name,
        ...rounded(await byFfmpeg(bytes)),
      });
    }
  });

  it.each([
    ['faster', opus('-b:a', '64k')],
    ['slower', opus('-b:a', '8k')],
    ['in packets of 60 ms', opus('-b:a', '24k', '-application', 'voip', '-frame_duration', '60')],
    [
      'in packets of 2.5 ms',
      opus('-b:a', '32k', '-frame_duration', '2.5', '-application', 'lowdelay'),
    ],
    ['at a constant rate', opus('-b:a', '24k', '-vbr', 'off')],
    ['in two channels', ['-ac', '2', ...opus('-b:a', '48k')]],
    ['on pages of its own for each packet', opus('-page_duration', '20000')],
  ])('is as loud as ffmpeg hears it: coded %s', async (_how, options) => {
    const bytes = await made(options);
    expect(figures(await new OpusMeter().level(bytes, live()))).toEqual(
      rounded(await byFfmpeg(bytes)),
    );
  });

  it('is heard up to where it is wanted, as ffmpeg does', async () => {
    const bytes = await voice('ru-human-03');
    const level = await new OpusMeter().level(bytes, live(), { most: 3 });
    expect(level?.seconds).toBeCloseTo(3, 2);
    expect(figures(level)).toEqual(rounded(await byFfmpeg(bytes, 3)));
  });

  it('leaves nothing behind for the next one', async () => {
    const meter = new OpusMeter();
    const silence = await voice('none-silence');
    const first = await meter.level(silence, live());
    await meter.level(await voice('kk-tts-01'), live());
    expect(first?.peakDb).toBeLessThan(-80);
    expect((await meter.level(silence, live()))?.peakDb).toBeLessThan(-80);
  });
});

describe('notes of several chats', () => {
  it('are heard in turn: many of one chat hold up no other', async () => {
    const meter = new OpusMeter();
    const bytes = await voice('ru-human-03');
    const order: string[] = [];
    const hear = async (chat: string): Promise<void> => {
      await meter.level(bytes, live(), { chat });
      order.push(chat);
    };
    const many = Array.from({ length: 10 }, () => hear('many'));
    await Promise.all([...many, hear('one')]);
    expect(order.indexOf('one')).toBeLessThanOrEqual(2);
  });

  it('leave the process to others every second of sound', async () => {
    const meter = new OpusMeter();
    const bytes = await voice('ru-human-03');
    await meter.level(bytes, live());
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await meter.level(bytes, live());
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(Math.floor(noteSeconds));
  });

  it('end with the reason of an abort, before and under way', async () => {
    const meter = new OpusMeter();
    const bytes = await voice('ru-human-03');
    const reason = new Error('superseded');
    expect(await failure(meter.level(bytes, AbortSignal.abort(reason)))).toBe(reason);
    const stop = new AbortController();
    const heard = failure(meter.level(bytes, stop.signal, { chat: 'a' }));
    setImmediate(() => stop.abort(reason));
    expect(await heard).toBe(reason);
    expect(await meter.level(bytes, live(), { chat: 'a' })).toBeDefined();
  });
});

describe('a damaged note', () => {
  it('is measured or left to others, without a word and without an end', async () => {
    const said = vi.spyOn(console, 'error');
    const meter = new OpusMeter();
    const pages = pagesOf(await voice('en-human-05'));
    let random = 7;
    for (let round = 0; round < 60; round += 1) {
      const damaged = pages.map((page, at) => {
        const body = Buffer.from(page.body);
        for (let times = 0; at > 1 && times < 20; times += 1) {
          random = (random * 48_271) % 2_147_483_647;
          body[random % body.length] = random % 251;
        }
        return { ...page, body };
      });
      const level = await meter.level(oggFile(damaged), live());
      if (level) expect(level.seconds).toBeLessThan(60);
    }
    expect(said).not.toHaveBeenCalled();
    expect(await meter.level(await voice('en-human-05'), live())).toBeDefined();
  });
});

describe('ffmpeg', () => {
  /** A transcoder on a machine without ffmpeg, and how often it looked for one. */
  function without() {
    const bundled = vi.fn<() => Promise<undefined>>(() => Promise.resolve(undefined));
    const places = { configured: undefined, bundled, name: 'no-such-ffmpeg' };
    const { log } = testWorld();
    const parts = { places, folder: '/nowhere', log, opus: new OpusMeter() };
    return { bundled, transcoder: new FfmpegTranscoder(parts) };
  }

  it('is not started for an ordinary note, nor looked for', async () => {
    const { bundled, transcoder } = without();
    for (const name of (await readdir(voices)).filter((each) => each.endsWith('.ogg')))
      await transcoder.level(await readFile(join(voices, name)), live());
    expect(bundled).not.toHaveBeenCalled();
  });

  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['MP3', () => made(['-f', 'mp3'])],
    [
      'a note of an iPhone',
      async () => (await sounds['m4a with its index first']?.()) ?? amrNote(),
    ],
    ['AMR', amrNote],
    ['Opus in WebM', () => made(['-c:a', 'libopus', '-f', 'webm'])],
    ['Vorbis in Ogg', () => made(['-c:a', 'libvorbis', '-f', 'ogg'])],
    ['a cut note', async () => (await voice('ru-human-03')).subarray(0, 9000)],
    ['a note of more than a minute', () => made(['-af', 'apad=pad_dur=60', ...opus()])],
  ])('is asked about %s', async (_what, make) => {
    const { bundled, transcoder } = without();
    expect(await failure(transcoder.level(await make(), live()))).toMatchObject({
      code: 'setup.transcoder.missing',
    });
    expect(bundled).toHaveBeenCalledTimes(1);
  });
});
