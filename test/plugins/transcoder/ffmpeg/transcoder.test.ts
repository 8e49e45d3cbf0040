import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sniffAudio } from '../../../../src/core/audio.ts';
import { ServiceError } from '../../../../src/core/errors.ts';
import { removeLeftovers } from '../../../../src/plugins/transcoder/ffmpeg/input.ts';
import { startLoopback } from '../../openai/loopback.ts';
import { Bench, failure, live, megabyte } from './bench.ts';
import { amrNote, made, noteSeconds, oldPhoneNote, silentFilm, sounds, voice } from './sounds.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

/** Seconds of an MP3 of a constant bit rate, and whether it is 16 kHz mono. */
function measured(mp3: Uint8Array, kilobits: number) {
  const [first = 0, second = 0, third = 0, fourth = 0] = mp3;
  const mpeg2 = first === 0xff && (second & 0xfe) === 0xf2;
  return {
    seconds: (mp3.length * 8) / (kilobits * 1000),
    plain: mpeg2 && ((third >> 2) & 3) === 2 && fourth >> 6 === 3,
  };
}

describe('a conversion', () => {
  it.each(Object.keys(sounds))('makes 16 kHz mono MP3 of %s', async (name) => {
    const bytes = (await sounds[name]?.()) ?? new Uint8Array();
    const mp3 = await bench.transcoder().toMp3(bytes, megabyte, live());
    expect(sniffAudio(mp3)).toBe('mp3');
    const { seconds, plain } = measured(mp3, 48);
    expect(plain).toBe(true);
    expect(seconds).toBeGreaterThan(noteSeconds - 0.1);
    expect(seconds).toBeLessThan(noteSeconds + 0.4);
    expect(await bench.left()).toEqual([]);
  });

  it('reads AMR, bare and as old phones wrap it', async () => {
    for (const bytes of [amrNote(), await oldPhoneNote()]) {
      const mp3 = await bench.transcoder().toMp3(bytes, megabyte, live());
      expect(measured(mp3, 48).seconds).toBeGreaterThan(1.9);
    }
  });

  it('keeps what is left of a file that was cut', async () => {
    const whole = await voice('ru-human-03');
    const mp3 = await bench
      .transcoder()
      .toMp3(whole.subarray(0, whole.length / 2), megabyte, live());
    expect(measured(mp3, 48).seconds).toBeGreaterThan(1);
  });

  it('carries nothing of the file along but its sound', async () => {
    const bytes = await made(['-metadata', 'title=PRIVATE', '-f', 'mp3']);
    expect(Buffer.from(bytes).includes('PRIVATE')).toBe(true);
    const mp3 = await bench.transcoder().toMp3(bytes, megabyte, live());
    expect(Buffer.from(mp3).includes('PRIVATE')).toBe(false);
  });

  it.each([
    [34_000, 48],
    [20_000, 24],
    [8_000, 8],
  ])('fits %d bytes by %d kbit/s', async (room, kilobits) => {
    for (const name of ['ogg', 'aac', 'm4a with its index at the end']) {
      const mp3 = await bench
        .transcoder()
        .toMp3((await sounds[name]?.()) ?? new Uint8Array(), room, live());
      expect(mp3.length).toBeLessThanOrEqual(room);
      expect(Math.abs(measured(mp3, kilobits).seconds - noteSeconds)).toBeLessThan(0.4);
    }
  });

  it('gives up a file that no bit rate makes small enough', async () => {
    const error = await failure(
      bench.transcoder().toMp3(await voice('ru-human-03'), 2_000, live()),
    );
    expect(error).toMatchObject({
      code: 'service.ffmpeg.audio',
      retryable: false,
      message: expect.stringContaining('too long'),
    });
  });

  it('is whole however many run at once, and two run at a time', async () => {
    const counted = await bench.pretender(
      'mkdir "$0.$$"; ls -d "$0".* | wc -l >> "$0-counts"; ffmpeg "$@"; code=$?; rmdir "$0.$$"; exit $code',
    );
    const one = bench.transcoder(counted);
    const bytes = await voice('ru-human-03');
    const all = await Promise.all(
      Array.from({ length: 8 }, () => one.toMp3(bytes, megabyte, live())),
    );
    expect(new Set(all.map((mp3) => mp3.length)).size).toBe(1);
    const counts = (await readFile(`${counted}-counts`, 'utf8')).trim().split('\n').map(Number);
    expect(counts).toHaveLength(8);
    expect(Math.max(...counts)).toBe(2);
  });
});

describe('a file that holds no readable audio', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['nothing at all', () => new Uint8Array()],
    ['a text', () => Buffer.from('Сколько стоит? '.repeat(200))],
    ['zeros', () => new Uint8Array(5000)],
    ['an Ogg head alone', async () => (await voice('ru-human-03')).subarray(0, 60)],
    [
      'an Ogg head with rubbish',
      async () =>
        Buffer.concat([(await voice('ru-human-03')).subarray(0, 47), Buffer.alloc(9000, 'x')]),
    ],
    ['a video without sound', silentFilm],
    [
      'an m4a without its index',
      async () => (await made(['-c:a', 'aac', '-f', 'ipod'])).subarray(0, 9000),
    ],
    [
      'an MP3 mark and rubbish',
      () =>
        Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(3000, 'secret text ')]),
    ],
    [
      'a picture',
      () =>
        made(['-frames:v', '1', '-f', 'image2', '-c:v', 'png'], undefined, [
          '-f',
          'lavfi',
          '-i',
          'color=size=8x8',
        ]),
    ],
  ])('is told apart: %s', async (_name, make) => {
    const error = await failure(bench.transcoder().toMp3(await make(), megabyte, live()));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'service.ffmpeg.audio', retryable: false, about: 'audio' });
    expect(`${String(error)} ${String((error as Error).cause)}`).not.toMatch(
      /pipe:|Invalid data|secret|wabot-audio|exited/,
    );
    expect(await bench.left()).toEqual([]);
  });
});

describe('a file that is a trap', () => {
  const traps: Record<string, (origin: string) => string> = {
    'a playlist of addresses': (origin) =>
      `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n${origin}/a.ts\n#EXT-X-ENDLIST\n`,
    'a playlist with a key': (origin) =>
      `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXT-X-KEY:METHOD=AES-128,URI="${origin}/key"\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n`,
    'a playlist of files': () =>
      '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
    'a playlist that joins': (origin) =>
      `#EXTM3U\n#EXTINF:5,\nconcat:file:///etc/passwd|${origin}/a.ts\n`,
    'a list of files': (origin) =>
      `ffconcat version 1.0\nfile '/etc/passwd'\nfile '${origin}/a.ts'\n`,
    'a manifest': (origin) =>
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet><Representation id="1"><BaseURL>${origin}/a.ts</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    'a session': () =>
      'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
  };

  it.each(Object.keys(traps))('opens nothing else: %s', async (name) => {
    await using server = await startLoopback(() => ({ body: 'x' }));
    const bytes = Buffer.from(traps[name]?.(new URL(server.baseUrl).origin) ?? '');
    const error = await failure(bench.transcoder().toMp3(bytes, megabyte, live()));
    expect(error).toMatchObject({ code: 'service.ffmpeg.audio', retryable: false, about: 'audio' });
    expect(String(error)).not.toMatch(/root|passwd/);
    expect(server.heard).toEqual([]);
  });

  it('gets no other file of this machine into the sound', async () => {
    const secret = join(bench.folder, 'private.ts');
    await writeFile(secret, await made(['-c:a', 'aac', '-f', 'mpegts']));
    const lists = [
      `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
      `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n${secret}\n#EXT-X-ENDLIST\n`,
      `ffconcat version 1.0\nfile '${secret}'\n`,
    ];
    for (const list of lists) {
      const error = await failure(bench.transcoder().toMp3(Buffer.from(list), megabyte, live()));
      expect(error).toMatchObject({ code: 'service.ffmpeg.audio' });
    }
  });

  it('would work on an ffmpeg that nobody holds back', async () => {
    await using server = await startLoopback(() => ({ body: 'x' }));
    const path = join(bench.folder, 'list.m3u8');
    await writeFile(path, traps['a playlist of addresses']?.(new URL(server.baseUrl).origin) ?? '');
    const options = [
      '-v',
      'quiet',
      '-nostdin',
      '-protocol_whitelist',
      'file,http,tcp',
      '-i',
      path,
      '-f',
      'null',
      '-',
    ];
    await new Promise<void>((resolve) => execFile('ffmpeg', options, () => resolve()));
    expect(server.heard.length).toBeGreaterThan(0);
  });
});

describe('what a killed run left', () => {
  it('goes at the next start, but not what may still be in use', async () => {
    const now = Date.UTC(2026, 10, 24, 12);
    for (const [name, hours] of [
      ['wabot-audio-old', 5],
      ['wabot-audio-new', 0.5],
      ['other', 50],
    ] as const) {
      await mkdir(join(bench.folder, name));
      await writeFile(join(bench.folder, name, 'input'), 'voice');
      await utimes(join(bench.folder, name), new Date(now), new Date(now - hours * 3_600_000));
    }
    await removeLeftovers(bench.folder, now);
    expect((await readdir(bench.folder)).toSorted()).toEqual(['other', 'wabot-audio-new']);
    await removeLeftovers(join(bench.folder, 'none'), now);
  });
});
