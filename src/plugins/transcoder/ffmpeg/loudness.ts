import { Readable } from 'node:stream';
import type { Level, Span } from '../../../core/kinds/transcoder.ts';
import { contain, explain, noAudio, run, Sink } from './command.ts';
import type { Encoding } from './encode.ts';

/** Samples a second at which it is measured. */
const rate = 16_000;

/** In so short a time, in seconds, the level of a voice stands still; half a second of them holds a syllable and its end. */
const frameSeconds = 0.05;
const framesInHalfASecond = 10;

/** Of a recording of days made of nothing, which a small file can hold, so many lines about pauses are kept: those of hours. */
const mostPauseLines = 20_000;

/** Shorter recordings may be one long vowel, in seconds. */
const shortestTelling = 1.5;

/** The filter `astats` names the loudness of one frame so. */
const frameLevel = 'lavfi.astats.Overall.RMS_level';

/** Quieter than this for half a second is a pause: rooms and telephones hiss at -60 dB and below, speech is at -40 dB and above. */
const filters = [
  `aresample=${rate},aformat=channel_layouts=mono,volumedetect,silencedetect=noise=-50dB:d=0.5`,
  // What rumbles below voices and hisses above them must not hide how they swing.
  `highpass=f=200,lowpass=f=4000,asetnsamples=n=${rate * frameSeconds}:p=0`,
  `astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,ametadata=mode=print:key=${frameLevel}`,
].join(',');

/**
 * How loud the first audio track is and how much that swings, by ffmpeg's volumedetect, silencedetect and astats. Settles
 * and rejects as `encode` does; nothing that ffmpeg says about the file itself is kept.
 */
export async function measure(job: Pick<Encoding, 'ffmpeg' | 'input' | 'inputOptions'>, signal: AbortSignal): Promise<Level> {
  const { default: fluent } = await import('fluent-ffmpeg');
  signal.throwIfAborted();
  const command = contain(fluent(typeof job.input === 'string' ? job.input : Readable.from([job.input])), job.ffmpeg);
  const kill = (): void => void command.kill('SIGKILL');
  const said: string[] = [];
  const swing = new Swing();
  command
    .inputOptions([...job.inputOptions])
    .outputOptions(['-map', '0:a:0', '-vn', '-af', filters, '-f', 'null'])
    .on('stderr', (line: string) => {
      const level = frame.exec(line)?.[1];
      if (level !== undefined) swing.add(Math.max(quietestDb, Number.parseFloat(level) || quietestDb));
      else if (telling.test(line) && (said.length < mostPauseLines || !line.includes('silence_'))) said.push(line);
    })
    .on('start', () => signal.aborted && kill());
  signal.addEventListener('abort', kill, { once: true });
  const failure = await run(command, new Sink(0, kill)).finally(() => signal.removeEventListener('abort', kill));
  signal.throwIfAborted();
  if (failure !== undefined) throw explain(failure);
  return { ...readLevel(said), ...swing.result() };
}

const telling =
  /^\[(?:Parsed_volumedetect_\d+|silencedetect) @ \w+\] (?:n_samples|mean_volume|max_volume|silence_start|silence_end)\b/;

const frame = new RegExp(`^\\[Parsed_ametadata_\\d+ @ \\w+\\] ${frameLevel}=(\\S+)`);

function readLevel(said: readonly string[]): Level {
  const seconds = (numbers(said, 'n_samples').at(-1) ?? 0) / rate;
  if (seconds === 0) throw noAudio();
  const ends = numbers(said, 'silence_end');
  const silences = numbers(said, 'silence_start').map((from, index): Span => {
    const to = Math.min(ends[index] ?? seconds, seconds);
    return { from: Math.min(Math.max(0, from), to), to };
  });
  return { seconds, meanDb: decibels(said, 'mean_volume'), peakDb: decibels(said, 'max_volume'), silences };
}

/** How much the frames swing, reckoned while they come. In each half second one that stands out, above or below, does not count: a click swings too. */
class Swing {
  readonly #latest: number[] = [];
  #frames = 0;
  #most = 0;

  add(level: number): void {
    this.#frames += 1;
    this.#latest.push(level);
    if (this.#latest.length < framesInHalfASecond) return;
    const sorted = this.#latest.toSorted((a, b) => a - b);
    this.#most = Math.max(this.#most, (sorted.at(-2) ?? 0) - (sorted.at(1) ?? 0));
    this.#latest.shift();
  }

  result(): Pick<Level, 'swingDb'> {
    return this.#frames * frameSeconds < shortestTelling ? {} : { swingDb: this.#most };
  }
}

/** The quietest that 16 bits can hold; ffmpeg says it, or that it is endless, for digital silence. */
const quietestDb = -91;

function decibels(said: readonly string[], name: string): number {
  return numbers(said, name).at(-1) ?? quietestDb;
}

function numbers(said: readonly string[], name: string): number[] {
  const pattern = new RegExp(` ${name}: (-?\\d+(?:\\.\\d+)?)`);
  return said.flatMap((line) => pattern.exec(line)?.[1] ?? []).map(Number);
}
