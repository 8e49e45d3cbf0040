import { Readable } from 'node:stream';
import type { Span } from '../../../core/kinds/transcoder.ts';
import { contain, explain, noAudio, run, OutputCollector, type Bounds } from './run-ffmpeg.ts';

/** What comes out: MP3 at 16 kHz for a speech service, or Ogg/Opus as WhatsApp records voice notes. */
export type Output = 'mp3' | 'opus';

/** One run of ffmpeg: what goes in, what is made of it, and how large that may become. */
export interface Encoding extends Bounds {
  /** The program: an absolute path, or a name to look for on PATH. */
  ffmpeg: string;
  /** Bytes to pipe in, or the absolute path of a file. */
  input: Uint8Array | string;
  /** Options before `-i`. */
  inputOptions: readonly string[];
  /** The part that is wanted; absent: all. */
  span?: Span | undefined;
  output: Output;
  kilobits: number;
  maxBytes: number;
}

/** What was made, or that it would be larger than allowed; then the length of the input in seconds, where ffmpeg knew it. */
export type Encoded = { bytes: Uint8Array } | { tooLarge: true; seconds: number | undefined };

/**
 * Encodes the first audio track, mono. Settles only when the process is gone; it is killed when `signal` aborts
 * and when the output grows past `maxBytes`. Rejects with the signal's reason, FfmpegGone or a ServiceError, never with
 * anything that ffmpeg said: that quotes the customer's file.
 */
export async function encode(encoding: Encoding, signal: AbortSignal): Promise<Encoded> {
  const { default: fluent } = await import('fluent-ffmpeg');
  signal.throwIfAborted();
  const source =
    typeof encoding.input === 'string' ? encoding.input : Readable.from([encoding.input]);
  const command = contain(fluent(source), encoding.ffmpeg, encoding);
  const kill = (): void => void command.kill('SIGKILL');
  const sink = new OutputCollector(encoding.maxBytes, kill);
  let seconds: number | undefined;
  command
    .inputOptions([...encoding.inputOptions])
    .outputOptions(encoding.span ? cut(encoding.span) : [])
    .outputOptions([
      '-map',
      '0:a:0',
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
      '-ac',
      '1',
      '-threads',
      '1',
    ])
    .outputOptions([...outputs[encoding.output], '-b:a', `${encoding.kilobits}k`])
    .on('codecData', ({ duration }: { duration?: string }) => (seconds = readDuration(duration)))
    // Between run() and the start there is no process yet that an abort could have killed.
    .on('start', () => signal.aborted && kill());
  signal.addEventListener('abort', kill, { once: true });
  const failure = await run(command, sink).finally(() => signal.removeEventListener('abort', kill));
  signal.throwIfAborted();
  if (sink.full) return { tooLarge: true, seconds };
  if (failure !== undefined) throw explain(failure);
  await sink.flushed;
  if (sink.bytes.length === 0) throw noAudio();
  return { bytes: sink.bytes };
}

const outputs: Readonly<Record<Output, readonly string[]>> = {
  mp3: [
    '-ar',
    '16000',
    '-c:a',
    'libmp3lame',
    '-write_xing',
    '0',
    '-id3v2_version',
    '0',
    '-f',
    'mp3',
  ],
  opus: ['-ar', '48000', '-c:a', 'libopus', '-application', 'voip', '-f', 'ogg'],
};

function readDuration(text: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  return hours === undefined
    ? undefined
    : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function cut({ from, to }: Span): string[] {
  return ['-ss', from.toFixed(3), '-t', (to - from).toFixed(3)];
}
