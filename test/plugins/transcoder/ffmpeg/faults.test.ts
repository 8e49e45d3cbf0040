import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FfmpegGone } from '../../../../src/plugins/transcoder/ffmpeg/run-ffmpeg.ts';
import { encode } from '../../../../src/plugins/transcoder/ffmpeg/encode.ts';
import { FfmpegTranscoder } from '../../../../src/plugins/transcoder/ffmpeg/transcoder.ts';
import { testWorld } from '../../openai/loopback.ts';
import { alive, Bench, failure, live, megabyte, processes, written } from './bench.ts';
import { made, sounds, voice } from './sounds.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

describe('the output', () => {
  it.each([
    [
      'the process ends before its output',
      '(sleep 0.3; head -c 900000 /dev/zero) 2>&- <&- & exit 0',
    ],
    ['its output ends before the process', 'head -c 900000 /dev/zero; exec 1>&-; sleep 0.3'],
  ])('is complete when %s', async (_name, script) => {
    const mp3 = await bench
      .transcoder(await bench.pretender(script))
      .toMp3(await voice('ru-human-03'), megabyte, live());
    expect(mp3).toHaveLength(900_000);
  });
});

describe('a recording of days made of nothing', () => {
  /** Half a second of silence each second, for a day, with its levels. */
  const day = `awk 'BEGIN {
    for (s = 0; s < 86400; s += 1) {
      printf "[silencedetect @ 0xab] silence_start: %d\\n[silencedetect @ 0xab] silence_end: %.1f | silence_duration: 0.5\\n", s, s + 0.5
      print "[Parsed_ametadata_7 @ 0xab] lavfi.astats.Overall.RMS_level=" (s % 2 ? "-20" : "-40")
    }
    print "[Parsed_volumedetect_2 @ 0xab] n_samples: 1382400000"
    print "[Parsed_volumedetect_2 @ 0xab] mean_volume: -30.0 dB"
    print "[Parsed_volumedetect_2 @ 0xab] max_volume: -20.0 dB"
  }' >&2`;

  it('is measured to its end, and as many of its pauses are kept as hours have', async () => {
    const level = await bench
      .transcoder(await bench.pretender(day))
      .level(await voice('ru-human-03'), live());
    expect(level).toMatchObject({ seconds: 86_400, meanDb: -30, peakDb: -20, swingDb: 20 });
    expect(level.silences).toHaveLength(10_000);
  });
});

describe('an abort', () => {
  const hanging = 'trap "" TERM; echo $$ >> "$0-ids"; exec sleep 600';

  it.each(['ogg', 'm4a with its index at the end'])(
    'kills the process and leaves nothing: %s',
    async (name) => {
      const path = await bench.pretender(hanging);
      const stop = new AbortController();
      const pending = failure(
        bench
          .transcoder(path)
          .toMp3((await sounds[name]?.()) ?? new Uint8Array(), megabyte, stop.signal),
      );
      const [id = 0] = await processes(path, 1);
      stop.abort(new Error('superseded'));
      expect(await pending).toMatchObject({ message: 'superseded' });
      expect(alive(id)).toBe(false);
      expect(await bench.left()).toEqual([]);
    },
  );

  it('does not wait for those before it', async () => {
    const path = await bench.pretender(hanging);
    const one = bench.transcoder(path);
    const bytes = await voice('ru-human-03');
    const stop = new AbortController();
    const running = [1, 2].map(() => failure(one.toMp3(bytes, megabyte, stop.signal)));
    const ids = await processes(path, 2);
    const third = new AbortController();
    const waiting = failure(one.toMp3(bytes, megabyte, third.signal));
    third.abort(new Error('third'));
    expect(await waiting).toMatchObject({ message: 'third' });
    stop.abort(new Error('stop'));
    await Promise.all(running);
    expect(ids.some(alive)).toBe(false);
    expect(await processes(path, 2)).toHaveLength(2);
  });

  it('kills the process whenever it comes', async () => {
    const path = await bench.pretender(hanging);
    const bytes = await voice('ru-human-03');
    await encode(
      {
        ffmpeg: 'ffmpeg',
        input: bytes,
        inputOptions: [],
        output: 'mp3',
        kilobits: 48,
        maxBytes: megabyte,
        cpuSeconds: 60,
      },
      live(),
    );
    for (let turns = 0; turns < 12; turns += 1) {
      const stop = new AbortController();
      const encoding = {
        ffmpeg: path,
        input: bytes,
        inputOptions: [],
        output: 'mp3',
        kilobits: 48,
        maxBytes: megabyte,
        cpuSeconds: 60,
      } as const;
      const pending = failure(encode(encoding, stop.signal));
      for (let turn = 0; turn < turns; turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
      stop.abort(new Error('now'));
      expect(await pending).toMatchObject({ message: 'now' });
    }
    expect((await written(path)).some(alive)).toBe(false);
  });

  it('that came first starts nothing', async () => {
    const reason = new Error('too late');
    expect(
      await failure(
        bench
          .transcoder('/nonexistent')
          .toMp3(new Uint8Array(9), megabyte, AbortSignal.abort(reason)),
      ),
    ).toBe(reason);
  });

  it('comes from the converter itself when a file keeps it busy', async () => {
    const path = await bench.pretender(hanging);
    const error = await failure(
      bench.transcoder(path, 300).toMp3(await voice('ru-human-03'), megabyte, live()),
    );
    expect(error).toMatchObject({ code: 'service.ffmpeg.audio', retryable: false, about: 'audio' });
    expect((await written(path)).some(alive)).toBe(false);
  });
});

describe('an ffmpeg that fails', () => {
  it.each([
    ['vanishes', async (path: string) => rm(path), 'setup.transcoder.path'],
    ['may no longer run', async (path: string) => chmod(path, 0o644), 'setup.transcoder.path'],
  ])('is an error that can be caught: it %s', async (_name, spoil, code) => {
    const path = await bench.pretender('exec ffmpeg "$@"');
    const one = bench.transcoder(path);
    const bytes = await voice('ru-human-03');
    await one.toMp3(bytes, megabyte, live());
    await spoil(path);
    expect(await failure(one.toMp3(bytes, megabyte, live()))).toMatchObject({ code });
  });

  it.each([
    ['is not there', () => Promise.resolve(join(bench.folder, 'absent'))],
    [
      'may not be run',
      async () =>
        bench.pretender('exit 0').then(async (path) => chmod(path, 0o644).then(() => path)),
    ],
    ['is a script that finds no program', () => bench.pretender('exec wabot-no-such-program')],
  ])('is an error that can be caught even when nobody looked first: it %s', async (_name, make) => {
    const [ffmpeg, bytes] = [await make(), await voice('ru-human-03')];
    const job = {
      input: bytes,
      inputOptions: [],
      output: 'mp3',
      kilobits: 48,
      maxBytes: megabyte,
      cpuSeconds: 60,
    } as const;
    await encode({ ...job, ffmpeg: 'ffmpeg' }, live());
    expect(await failure(encode({ ...job, ffmpeg }, live()))).toBeInstanceOf(FfmpegGone);
  });

  it('is looked for again after it was gone', async () => {
    const path = await bench.pretender('exec wabot-no-such-program');
    const one = bench.transcoder(path);
    const bytes = await voice('ru-human-03');
    expect(await failure(one.toMp3(bytes, megabyte, live()))).toMatchObject({
      code: 'service.ffmpeg.start',
      retryable: true,
    });
    await bench.pretender('exec ffmpeg "$@"');
    expect((await one.toMp3(bytes, megabyte, live())).length).toBeGreaterThan(1000);
  });

  it.each([
    ['kill -9 $$', 'service.ffmpeg.killed', true],
    ['kill -SEGV $$', 'service.ffmpeg.audio', false],
    ['exit 0', 'service.ffmpeg.audio', false],
    ['echo "Error: secret" >&2; exit 69', 'service.ffmpeg.audio', false],
  ])('by %s is %s', async (script, code, retryable) => {
    const path = await bench.pretender(script);
    const error = await failure(
      bench.transcoder(path).toMp3(await voice('ru-human-03'), megabyte, live()),
    );
    expect(error).toMatchObject({ code, retryable });
    expect(String(error)).not.toContain('secret');
  });

  it('floods: its output is cut off at the limit', async () => {
    const path = await bench.pretender('echo $$ >> "$0-ids"; exec yes');
    const error = await failure(
      bench.transcoder(path).toMp3(await voice('ru-human-03'), megabyte, live()),
    );
    expect(error).toMatchObject({ code: 'service.ffmpeg.audio' });
    expect((await processes(path, 1)).some(alive)).toBe(false);
  });

  it('cannot have its temporary file', async () => {
    const places = {
      configured: undefined,
      bundled: () => Promise.resolve(undefined),
      name: 'ffmpeg',
    };
    const one = new FfmpegTranscoder({
      places,
      folder: join(bench.folder, 'none'),
      log: testWorld().log,
    });
    const bytes = await made(['-c:a', 'aac', '-f', 'ipod']);
    expect(await failure(one.toMp3(bytes, megabyte, live()))).toMatchObject({
      code: 'service.ffmpeg.disk',
      retryable: true,
    });
  });
});
