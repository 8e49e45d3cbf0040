import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSteady } from '../../../../src/core/hearing/silence.ts';
import { Bench, live } from './bench.ts';
import { made, voice } from './sounds.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const note = ['-c:a', 'libopus', '-b:a', '20k', '-application', 'voip', '-f', 'ogg'];

/** By ffmpeg and in the process, which are of one mind. */
async function steady(bytes: Uint8Array): Promise<boolean> {
  const [one, other] = await Promise.all(
    [bench.transcoder(), bench.usual()].map((each) => each.level(bytes, live())),
  );
  expect(one && other && isSteady(one)).toBe(other && isSteady(other));
  return one !== undefined && isSteady(one);
}

/** What a generator of ffmpeg's makes, as a voice note. */
function generated(source: string, filter = 'anull'): Promise<Uint8Array> {
  return made(['-map', '0:a', '-af', filter, ...note], undefined, ['-f', 'lavfi', '-i', source]);
}

/** A voice with so much noise that it is so many decibels louder than that. */
async function inNoise(name: string, colour: string, louder = 10): Promise<Uint8Array> {
  const speech = await voice(name);
  const { meanDb } = await bench.transcoder().level(speech, live());
  const noise = `anoisesrc=c=${colour}:a=0.5:r=16000:seed=3:d=10`;
  const loud = await bench
    .transcoder()
    .level(
      await made(['-map', '0:a', '-f', 'wav'], undefined, ['-f', 'lavfi', '-i', noise]),
      live(),
    );
  const mix = `[0]volume=${meanDb - louder - loud.meanDb}dB[n];[1][n]amix=inputs=2:duration=first:normalize=0`;
  return made(['-filter_complex', mix, ...note], speech, ['-f', 'lavfi', '-i', noise]);
}

describe('a steady noise', () => {
  it.each(['white', 'pink', 'brown', 'blue', 'velvet'])(
    'is %s noise, loud and faint',
    async (colour) => {
      for (const strength of [0.5, 0.02])
        expect(
          await steady(await generated(`anoisesrc=c=${colour}:a=${strength}:d=8:r=16000:seed=5`)),
        ).toBe(true);
    },
  );

  it.each([
    ['a minute of hiss', 'anoisesrc=c=pink:a=0.2:d=60:r=16000:seed=5', 'anull'],
    ['a fan', 'anoisesrc=c=pink:a=0.3:d=8:r=16000:seed=5', 'lowpass=f=1500,tremolo=f=5:d=0.2'],
    [
      'a street that swells and fades',
      'anoisesrc=c=brown:a=0.5:d=20:r=16000:seed=5',
      'tremolo=f=0.15:d=0.6',
    ],
    [
      'a mains hum',
      "aevalsrc='0.3*sin(2*PI*50*t)+0.1*sin(2*PI*150*t)+0.05*sin(2*PI*300*t)':d=8:s=16000",
      'anull',
    ],
    [
      'a held chord',
      "aevalsrc='0.2*sin(2*PI*262*t)+0.2*sin(2*PI*330*t)+0.2*sin(2*PI*392*t)':d=4:s=16000",
      'anull',
    ],
    [
      'hiss with a click',
      'anoisesrc=c=pink:a=0.1:d=5:r=16000:seed=5',
      "volume='if(between(t,2.51,2.54),9,1)':eval=frame",
    ],
  ])('is %s', async (_name, source, filter) => {
    expect(await steady(await generated(source, filter))).toBe(true);
  });

  it('is the recorded one', async () => {
    expect(await steady(await voice('none-noise'))).toBe(true);
  });
});

describe.each(['ru-human-03', 'en-human-05', 'kk-tts-01'])('the voice %s', (name) => {
  it.each<[string, () => Promise<Uint8Array>]>([
    ['as it is', () => voice(name)],
    ['in white noise', () => inNoise(name, 'white')],
    ['in pink noise', () => inNoise(name, 'pink')],
    ['in brown noise', () => inNoise(name, 'brown')],
    ['in white noise that is louder', () => inNoise(name, 'white', -3)],
    [
      'through a telephone',
      async () =>
        made(['-af', 'aresample=8000,highpass=f=300,lowpass=f=3400', ...note], await voice(name)),
    ],
    ['from far away', async () => made(['-af', 'volume=-30dB', ...note], await voice(name))],
    [
      'squeezed by a microphone',
      async () =>
        made(
          ['-af', 'acompressor=threshold=0.02:ratio=12:attack=5:release=80:makeup=8', ...note],
          await voice(name),
        ),
    ],
    [
      'hurried',
      async () =>
        made(
          [
            '-af',
            'silenceremove=start_periods=1:start_threshold=-45dB:stop_periods=-1:stop_duration=0.08:stop_threshold=-38dB,atempo=1.3',
            ...note,
          ],
          await voice(name),
        ),
    ],
    [
      'that says one word in half a minute of hiss',
      async () =>
        made(
          [
            '-filter_complex',
            '[1]atrim=0.5:1.5,asetpts=PTS-STARTPTS,adelay=9000[a];[0][a]amix=inputs=2:duration=first:normalize=0',
            ...note,
          ],
          await voice(name),
          ['-f', 'lavfi', '-i', 'anoisesrc=c=pink:a=0.02:r=16000:d=30'],
        ),
    ],
  ])('is no noise %s', async (_name, make) => {
    expect(await steady(await make())).toBe(false);
  });
});

it('is not told of a recording that may be one long vowel', async () => {
  const short = await generated('anoisesrc=c=pink:a=0.2:d=1.2:r=16000:seed=5');
  expect(await bench.transcoder().level(short, live())).not.toHaveProperty('swingDb');
});
