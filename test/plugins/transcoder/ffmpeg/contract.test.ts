import { describe, it } from 'vitest';
import { FfmpegTranscoder } from '../../../../src/plugins/transcoder/ffmpeg/transcoder.ts';
import { transcoderSuite } from '../../../../src/suites/index.ts';
import { testWorld } from '../../openai/loopback.ts';
import { sounds } from './sounds.ts';

const made = Promise.all(
  ['ogg', 'm4a with its index at the end', 'mp4 with a picture'].map(
    async (name) => [name, (await sounds[name]?.()) ?? new Uint8Array()] as const,
  ),
);

function transcoder(folder: string, name: string): FfmpegTranscoder {
  const places = { configured: undefined, bundled: () => Promise.resolve(undefined), name };
  return new FfmpegTranscoder({ places, folder, log: testWorld().log });
}

describe('transcoder/ffmpeg', () => {
  const offers = { level: true, part: true, note: true, jpeg: true, bare: true };
  transcoderSuite(
    it,
    async (folder) => ({
      transcoder: transcoder(folder, 'ffmpeg'),
      bare: transcoder(folder, 'no-ffmpeg-here'),
      samples: Object.fromEntries(await made),
    }),
    offers,
  );
});
