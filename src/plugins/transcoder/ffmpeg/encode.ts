import { Readable } from 'node:stream';
import type { Span } from '../../../core/kinds/transcoder.ts';
import { contain, explain, noAudio, run, Sink } from './command.ts';

/** One run of ffmpeg: what goes in, and how large the MP3 may become. */
export interface Encoding {
  /** The program: an absolute path, or a name to look for on PATH. */
  ffmpeg: string;
  /** Bytes to pipe in, or the absolute path of a file. */
  input: Uint8Array | string;
  /** Options before `-i`. */
  inputOptions: readonly string[];
  /** The part that is wanted; absent: all. */
  span?: Span | undefined;
  kilobits: number;
  maxBytes: number;
}

/** The MP3, or that it would be larger than allowed; then the length of the input in seconds, where ffmpeg knew it. */
export type Encoded = { mp3: Uint8Array } | { tooLarge: true; seconds: number | undefined };

/**
 * Encodes the first audio track as 16 kHz mono MP3. Settles only when the process is gone; it is killed when `signal` aborts
 * and when the output grows past `maxBytes`. Rejects with the signal's reason, FfmpegGone or a ServiceError, never with
 * anything that ffmpeg said: that quotes the customer's file.
 */
export async function encode(encoding: Encoding, signal: AbortSignal): Promise<Encoded> {
  const { default: fluent } = await import('fluent-ffmpeg');
  signal.throwIfAborted();
  const source = typeof encoding.input === 'string' ? encoding.input : Readable.from([encoding.input]);
  const command = contain(fluent(source), encoding.ffmpeg);
  const kill = (): void => void command.kill('SIGKILL');
  const sink = new Sink(encoding.maxBytes, kill);
  let seconds: number | undefined;
  command
    .inputOptions([...encoding.inputOptions])
    .outputOptions(encoding.span ? cut(encoding.span) : [])
    .outputOptions(['-map', '0:a:0', '-map_metadata', '-1', '-map_chapters', '-1', '-ac', '1', '-ar', '16000'])
    .outputOptions([
      '-c:a',
      'libmp3lame',
      '-b:a',
      `${encoding.kilobits}k`,
      '-write_xing',
      '0',
      '-id3v2_version',
      '0',
      '-f',
      'mp3',
    ])
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
  return { mp3: sink.bytes };
}

function readDuration(text: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function cut({ from, to }: Span): string[] {
  return ['-ss', from.toFixed(3), '-t', (to - from).toFixed(3)];
}
