import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ServiceError } from '../../src/core/errors.ts';
import { FfmpegTranscoder } from '../../src/plugins/transcoder/ffmpeg/transcoder.ts';
import { transcoderSuite, type OpenedTranscoder, type Register } from '../../src/suites/index.ts';
import { testWorld } from '../plugins/openai/loopback.ts';
import { sounds } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { misjudged } from './judge.ts';

function ffmpeg(folder: string, name = 'ffmpeg'): FfmpegTranscoder {
  const places = { configured: undefined, bundled: () => Promise.resolve(undefined), name };
  return new FfmpegTranscoder({ places, folder, log: testWorld().log });
}

type Make = (folder: string) => OpenedTranscoder;
type Calls = Required<Pick<OpenedTranscoder['transcoder'], 'toMp3' | 'level' | 'part' | 'toNote'>>;

const ogg = await sounds['ogg']?.();

/** A transcoder that works, with some calls changed. */
function but(change: (good: FfmpegTranscoder, folder: string) => Partial<Calls>): Make {
  return (folder) => {
    const good = ffmpeg(folder);
    const calls: Calls = {
      toMp3: good.toMp3.bind(good),
      level: good.level.bind(good),
      part: good.part.bind(good),
      toNote: good.toNote.bind(good),
    };
    const samples = { ogg: ogg ?? new Uint8Array() };
    const transcoder = { ...calls, ...change(good, folder) };
    return { transcoder, bare: ffmpeg(folder, 'no-ffmpeg-here'), samples };
  };
}

const right = but(() => ({}));
const never = new AbortController().signal;
const failed = (retryable: boolean): ServiceError => new ServiceError('fake', 'No', { retryable });
const same = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(bytes);

const wrong: Record<string, Make> = {
  'makes MP3 and leaves the recording as it is': but(() => ({ toMp3: same })),
  'squeezes a recording into what may be sent': but((good) => ({
    toMp3: (bytes, _, signal) => good.toMp3(bytes, 10_000_000, signal),
  })),
  'gives up a recording that does not fit': but(() => ({
    toMp3: () => Promise.reject(failed(true)),
  })),
  'reads what phones send': but(() => ({ toMp3: () => Promise.reject(failed(false)) })),
  'gives up what holds no audio': but(() => ({ toMp3: () => Promise.reject(failed(true)) })),
  'ends with the reason of its signal when that aborts': but((good) => ({
    toMp3: (bytes, most) => good.toMp3(bytes, most, never),
  })),
  'leaves nothing behind, whatever happens': but((_, folder) => ({
    async toMp3(bytes) {
      await writeFile(join(folder, 'left'), bytes);
      return bytes;
    },
  })),
  'says that the operator must install a converter': (folder) => ({
    ...right(folder),
    bare: { toMp3: () => Promise.reject(failed(true)) },
  }),
  'hears how long, how loud and where silent a recording is': but((good) => ({
    level: async (...call) => ({ ...(await good.level(...call)), silences: [] }),
  })),
  'listens to the beginning alone where it is told to': but((good) => ({
    level: (bytes, signal) => good.level(bytes, signal),
  })),
  'hears nothing in what holds no audio': but(() => ({
    level: () => Promise.resolve({ seconds: 0, meanDb: 0, peakDb: 0, silences: [] }),
  })),
  'cuts a part out': but((good) => ({
    part: (bytes, _, most, signal) => good.toMp3(bytes, most, signal),
  })),
  'makes a voice note of Opus in Ogg': but(() => ({ toNote: same })),
};

const offers = { level: true, part: true, note: true, bare: true, patienceMs: 5_000 };
const suite = (register: Register, make: Make): void =>
  transcoderSuite(register, (folder) => Promise.resolve(make(folder)), offers);

it('each check of a transcoder fails where the transcoder is wrong', async () => {
  expect(await misjudged<Make>(suite, right, wrong)).toEqual([]);
});
