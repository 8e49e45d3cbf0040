import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSilent, isSteady } from '../../../../src/core/hearing/silence.ts';
import plugin from '../../../../src/plugins/transcoder/ffmpeg/index.ts';
import { testWorld } from '../../openai/loopback.ts';
import { Bench, failure, live, megabyte } from './bench.ts';
import { made, voice } from './sounds.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

/** An ffmpeg that was built without a filter: it says so in its list, and fails where it is asked for it. */
const without = (filter: string): string => `
case " $* " in
  *" -filters "*) ffmpeg "$@" | grep -v ' ${filter} '; exit ;;
  *${filter}=*|*${filter},*) echo "No such filter: '${filter}'" >&2; exit 1 ;;
esac
exec ffmpeg "$@"`;

describe.each(['astats', 'silencedetect', 'volumedetect', 'ametadata'])(
  'an ffmpeg without %s',
  (filter) => {
    it('measures all the same, and the doctor says so', async () => {
      const path = await bench.pretender(without(filter));
      const bare = bench.transcoder(path);
      expect(isSteady(await bare.level(await voice('none-noise'), live()))).toBe(true);
      expect(isSilent(await bare.level(await voice('none-silence'), live()))).toBe(true);
      const level = await bare.level(await voice('ru-human-03'), live());
      expect(isSteady(level) || isSilent(level)).toBe(false);
      const findings = await plugin.check?.({ path }, testWorld(), live());
      expect(findings).toMatchObject([
        { level: 'ok' },
        { level: 'warning', message: expect.stringContaining(`no ${filter}`) },
      ]);
    });
  },
);

describe('what we measure ourselves', () => {
  it.each(['ru-human-03', 'en-human-05', 'kk-tts-01', 'none-noise', 'none-silence'])(
    'is what ffmpeg measures: %s',
    async (name) => {
      const bytes = await voice(name);
      const bare = bench.transcoder(await bench.pretender(without('astats')));
      const [ours, theirs] = [
        await bare.level(bytes, live()),
        await bench.transcoder().level(bytes, live()),
      ];
      expect(Math.abs(ours.seconds - theirs.seconds)).toBeLessThan(0.01);
      expect(Math.abs(ours.meanDb - theirs.meanDb)).toBeLessThan(0.3);
      expect(Math.abs(ours.peakDb - theirs.peakDb)).toBeLessThan(0.3);
      expect(Math.abs((ours.swingDb ?? 0) - (theirs.swingDb ?? 0))).toBeLessThan(5);
      expect(isSteady(ours)).toBe(isSteady(theirs));
      expect(ours.silences).toHaveLength(theirs.silences.length);
      for (const [index, { from, to }] of ours.silences.entries()) {
        expect(Math.abs(from - (theirs.silences[index]?.from ?? 0))).toBeLessThan(0.05);
        expect(Math.abs(to - (theirs.silences[index]?.to ?? 0))).toBeLessThan(0.05);
      }
    },
  );
});

describe('a run of ffmpeg', () => {
  it('is bounded in memory and processor time, and lets everything else go before', async () => {
    const path = await bench.pretender(
      '(nice; ulimit -v; ulimit -d; ulimit -St; ulimit -Ht) >> "$0-bounds"; exec ffmpeg "$@"',
    );
    await bench
      .transcoder(path)
      .toMp3(await voice('ru-human-03'), megabyte, live(), { seconds: 6 });
    const [nice, addresses, data, soft, hard] = (await readFile(`${path}-bounds`, 'utf8'))
      .trim()
      .split('\n')
      .map(Number);
    expect({ nice, addresses, data, soft, hard }).toEqual({
      nice: 10,
      addresses: 1_500_000,
      data: 512_000,
      soft: 16,
      hard: 18,
    });
  });

  it('that takes too much processor time is the fault of the file', async () => {
    const path = await bench.pretender('kill -XCPU $$');
    const error = await failure(
      bench.transcoder(path).toMp3(await voice('ru-human-03'), megabyte, live()),
    );
    expect(error).toMatchObject({ code: 'service.ffmpeg.audio', retryable: false, about: 'audio' });
  });

  it('looks at no more of a recording than is wanted', async () => {
    const long = await made(['-c:a', 'libopus', '-b:a', '8k', '-f', 'ogg'], undefined, [
      '-stream_loop',
      '20',
    ]);
    for (const one of [
      bench.transcoder(),
      bench.transcoder(await bench.pretender(without('astats'))),
    ]) {
      const { seconds } = await one.level(long, live(), { most: 11, seconds: 3 });
      expect(Math.abs(seconds - 11)).toBeLessThan(0.01);
    }
  });

  it('for a chat does not wait for the long files of others', async () => {
    const order: string[] = [];
    const one = bench.transcoder();
    const long = await made(['-c:a', 'libopus', '-b:a', '8k', '-f', 'ogg'], undefined, [
      '-stream_loop',
      '15',
    ]);
    const note = await voice('ru-human-03');
    const done = (name: string) => (): unknown => order.push(name);
    const hostile = [1, 2, 3, 4, 5, 6].map((chat) =>
      one.level(long, live(), { chat: `hostile ${chat}`, seconds: 88 }).then(done('long')),
    );
    const customer = one.level(note, live(), { chat: 'customer', seconds: 6 }).then(done('note'));
    await Promise.all([...hostile, customer]);
    expect(order.indexOf('note')).toBeLessThan(2);
  });
});
