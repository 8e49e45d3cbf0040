import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpusMeter } from '../../../../src/plugins/transcoder/ffmpeg/opus-meter.ts';
import { FfmpegTranscoder } from '../../../../src/plugins/transcoder/ffmpeg/transcoder.ts';
import { testWorld } from '../../openai/loopback.ts';

export const megabyte = 1_000_000;
export const live = (): AbortSignal => new AbortController().signal;

/** A folder for one test: its temporary files, and programs that pretend to be ffmpeg. */
export class Bench {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Bench> {
    return new Bench(await mkdtemp(join(tmpdir(), 'wabot-bench-')));
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  /** A transcoder with this program, or with the ffmpeg of the machine, by which it measures all recordings. */
  transcoder(path?: string, longestMs?: number): FfmpegTranscoder {
    const places = { configured: path, bundled: () => Promise.resolve(undefined), name: 'ffmpeg' };
    const longest = longestMs === undefined ? {} : { longestMs };
    return new FfmpegTranscoder({ places, folder: this.folder, log: testWorld().log, ...longest });
  }

  /** The same as the bot has it: ordinary voice notes are measured in the process. */
  usual(): FfmpegTranscoder {
    const places = {
      configured: undefined,
      bundled: () => Promise.resolve(undefined),
      name: 'ffmpeg',
    };
    const parts = { places, folder: this.folder, log: testWorld().log };
    return new FfmpegTranscoder({ ...parts, opus: new OpusMeter() });
  }

  /** A program that says that it is ffmpeg, and then does what the script says. */
  async pretender(script: string): Promise<string> {
    const path = join(this.folder, 'pretender');
    const banner =
      'case "$1" in -encoders) echo "ffmpeg version 9-test" >&2; echo " A..... libmp3lame MP3"; exit 0;; esac';
    await writeFile(path, `#!/bin/sh\n${banner}\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  }

  /** Temporary folders that conversions left. */
  async left(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => name.startsWith('wabot-audio-'));
  }
}

/** What the work rejects with; undefined when it does not. */
export const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** The process ids that a pretender has written down so far (`echo $$ >> "$0-ids"`). */
export async function written(path: string): Promise<number[]> {
  const text = await readFile(`${path}-ids`, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}

/** The process ids, as soon as there are that many. */
export async function processes(path: string, count: number): Promise<number[]> {
  for (;;) {
    const ids = await written(path);
    if (ids.length >= count) return ids;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function alive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
