import { tmpdir } from 'node:os';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import { fine, problem, warning, type Finding } from '../../../core/kinds/finding.ts';
import { definePlugin } from '../../../core/kinds/plugin.ts';
import { optionalText } from '../../../core/plugin-api/settings.ts';
import { sampleNote } from '../../../core/plugin-api/audio.ts';
import {
  bundledFfmpeg,
  findFfmpeg,
  missingDecoders,
  missingFilters,
  type Ffmpeg,
  type Places,
} from './find.ts';
import { inputOptions, removeLeftovers } from './input.ts';
import { filtersUsed, measure } from './measure.ts';
import { OpusMeter } from './opus-meter.ts';
import { FfmpegTranscoder } from './transcoder.ts';

const settings = {
  path: optionalText('FFMPEG_PATH', {
    summary: "Path of the ffmpeg program; if not set, ffmpeg-static's, or the one on PATH",
    example: '/usr/bin/ffmpeg',
    runs: { program: 'ffmpeg' },
  }),
};

function placesFor(path: string | undefined): Places {
  return { configured: path, bundled: bundledFfmpeg, name: 'ffmpeg' };
}

export default definePlugin({
  kind: 'transcoder',
  version: 1,
  name: 'ffmpeg',
  summary: 'ffmpeg, as installed on this machine or brought by ffmpeg-static',
  settings,
  prefixes: ['FFMPEG_'],
  async create({ path }, { log, now }) {
    await removeLeftovers(tmpdir(), now());
    const parts = { places: placesFor(path), folder: tmpdir(), log };
    const transcoder = new FfmpegTranscoder({ ...parts, opus: new OpusMeter() });
    // Without any ffmpeg the bot still hears most notes; with a wrong setting it must not start as if all were well.
    if (path !== undefined) await transcoder.ffmpeg();
    return transcoder;
  },
  async check({ path }, _world, signal) {
    const ffmpeg = await findFfmpeg(placesFor(path)).catch(withoutAny);
    if (!('path' in ffmpeg)) return [ffmpeg];
    const missing = await missingDecoders(ffmpeg);
    const named = `ffmpeg ${ffmpeg.version} (${ffmpeg.path})`;
    if (missing.audio.length > 0)
      return [problem(`${named} cannot read ${missing.audio.join(', ')}`, installation)];
    const blind = missing.pictures.map((kind) =>
      warning(`it cannot read pictures in ${kind}: customers are told so`, installation),
    );
    const lacking = await lackingFilters(ffmpeg, signal);
    const able = fine(`${named} converts every kind of audio that customers send`);
    if (lacking === undefined) return [able, ...blind];
    return [
      able,
      ...blind,
      warning(
        `it cannot measure loudness (${lacking}): wabot does that by itself, more slowly`,
        installation,
      ),
    ];
  },
});

/** Most notes are heard without one; a wrong setting is a problem all the same. */
function withoutAny(error: unknown): Finding {
  if (!(error instanceof SetupError) || error.code !== 'setup.transcoder.missing') throw error;
  return warning(
    'no ffmpeg found: notes in a format that the speech service does not accept cannot be transcribed',
    ...error.suggestions,
  );
}

const installation = 'Install a complete ffmpeg: apt install ffmpeg';

/** What keeps ffmpeg from measuring: a filter that it lacks, or a measuring that fails. Undefined: nothing. */
async function lackingFilters(ffmpeg: Ffmpeg, signal: AbortSignal): Promise<string | undefined> {
  const filters = await missingFilters(ffmpeg, filtersUsed);
  if (filters.length > 0) return `no ${filters.join(', ')}`;
  const job = {
    ffmpeg: ffmpeg.path,
    input: await sampleNote(),
    inputOptions: inputOptions('ogg'),
    cpuSeconds: 20,
    most: Infinity,
  };
  return measure(job, signal).then(
    () => undefined,
    () => 'its filters fail',
  );
}
