import { tmpdir } from 'node:os';
import { fine, problem } from '../../../core/finding.ts';
import { definePlugin } from '../../../core/plugin.ts';
import { optionalText } from '../../../core/settings.ts';
import { bundledFfmpeg, findFfmpeg, missingDecoders, type Places } from './find.ts';
import { removeLeftovers } from './input.ts';
import { FfmpegTranscoder } from './transcoder.ts';

const settings = {
  path: optionalText('FFMPEG_PATH', {
    summary: "The ffmpeg program; without it ffmpeg-static's is taken, or the one on PATH",
    example: '/usr/bin/ffmpeg',
  }),
};

function placesFor(path: string | undefined): Places {
  return { configured: path, bundled: bundledFfmpeg, name: 'ffmpeg' };
}

export default definePlugin({
  kind: 'transcoder',
  name: 'ffmpeg',
  summary: 'ffmpeg, as installed on this machine or brought by ffmpeg-static',
  settings,
  async create({ path }, { log, now }) {
    await removeLeftovers(tmpdir(), now());
    const transcoder = new FfmpegTranscoder({ places: placesFor(path), folder: tmpdir(), log });
    // Without any ffmpeg the bot still hears most notes; with a wrong setting it must not start as if all were well.
    if (path !== undefined) await transcoder.ffmpeg();
    return transcoder;
  },
  async check({ path }) {
    const ffmpeg = await findFfmpeg(placesFor(path));
    const missing = await missingDecoders(ffmpeg);
    const named = `ffmpeg ${ffmpeg.version} (${ffmpeg.path})`;
    if (missing.length === 0) return [fine(`${named} converts every kind of audio that customers send`)];
    return [problem(`${named} cannot read ${missing.join(', ')}`, 'Install a complete ffmpeg: apt install ffmpeg')];
  },
});
