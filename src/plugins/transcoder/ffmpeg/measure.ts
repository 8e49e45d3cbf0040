import { Readable } from 'node:stream';
import type { Loudness, Span } from '../../../core/kinds/transcoder.ts';
import { contain, explain, noAudio, run, OutputCollector } from './run-ffmpeg.ts';
import type { Encoding } from './encode.ts';
import { Meter } from './meter.ts';
import { frameSeconds, quietestDb, rate, Swing } from './swing.ts';

/** Of a recording of days made of nothing, which a small file can hold, so many lines about pauses are kept: those of hours. */
const mostPauseLines = 20_000;

/** The filter `astats` names the loudness of one frame so. */
const frameLevel = 'lavfi.astats.Overall.RMS_level';

/** Quieter than this for half a second is a pause: rooms and telephones hiss at -60 dB and below, speech is at -40 dB and above. */
const filtersUpTo = (most: number): string =>
  [
    `aresample=${rate},aformat=channel_layouts=mono`,
    ...(most === Infinity ? [] : [`atrim=end_sample=${Math.round(most * rate)}`]),
    'volumedetect,silencedetect=noise=-50dB:d=0.5',
    // What rumbles below voices and hisses above them must not hide how they swing.
    `highpass=f=200,lowpass=f=4000,asetnsamples=n=${rate * frameSeconds}:p=0`,
    `astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,ametadata=mode=print:key=${frameLevel}`,
  ].join(',');

/** The filters of ffmpeg that measuring is left to, where it has them. */
export const filtersUsed = [
  'atrim',
  'volumedetect',
  'silencedetect',
  'highpass',
  'lowpass',
  'asetnsamples',
  'astats',
  'ametadata',
];

/** What is measured: a recording, up to so many seconds. */
export interface Measuring extends Pick<
  Encoding,
  'ffmpeg' | 'input' | 'inputOptions' | 'cpuSeconds'
> {
  most: number;
}

/**
 * How loud the first audio track is and how much that swings, by ffmpeg's volumedetect, silencedetect and astats. Settles
 * and rejects as `encode` does; nothing that ffmpeg says about the file itself is kept.
 */
export async function measure(job: Measuring, signal: AbortSignal): Promise<Loudness> {
  const said: string[] = [];
  const swing = new Swing();
  const hear = (line: string): void => {
    const level = frame.exec(line)?.[1];
    if (level !== undefined)
      swing.add(Math.max(quietestDb, Number.parseFloat(level) || quietestDb));
    else if (telling.test(line) && (said.length < mostPauseLines || !line.includes('silence_')))
      said.push(line);
  };
  const sink = (kill: () => void): OutputCollector => new OutputCollector(0, kill);
  const failure = await decode(
    job,
    ['-af', filtersUpTo(job.most), '-f', 'null'],
    { sink, hear },
    signal,
  );
  if (failure !== undefined) throw explain(failure);
  return { ...readLevel(said), ...swing.result() };
}

/** As `measure`, by ourselves from the bare samples: for an ffmpeg that was built without one of the filters. */
export async function measureSamples(job: Measuring, signal: AbortSignal): Promise<Loudness> {
  let meter: Meter | undefined;
  const sink = (kill: () => void): Meter => (meter = new Meter(job.most, kill));
  const failure = await decode(
    job,
    ['-ac', '1', '-ar', String(rate), '-f', 's16le'],
    { sink, hear: () => {} },
    signal,
  );
  if (failure !== undefined && meter?.full !== true) throw explain(failure);
  if (meter?.full !== true) await meter?.flushed;
  if (!meter?.level) throw noAudio();
  return meter.level;
}

interface Listening {
  /** Takes what ffmpeg makes; `kill` ends it. */
  sink(kill: () => void): OutputCollector | Meter;
  /** Each line that ffmpeg says. */
  hear(line: string): void;
}

/** Runs ffmpeg over the first audio track. Resolves with its failure, or undefined; rejects when `signal` aborts. */
async function decode(
  job: Measuring,
  output: readonly string[],
  { sink, hear }: Listening,
  signal: AbortSignal,
): Promise<unknown> {
  const { default: fluent } = await import('fluent-ffmpeg');
  signal.throwIfAborted();
  const command = contain(
    fluent(typeof job.input === 'string' ? job.input : Readable.from([job.input])),
    job.ffmpeg,
    job,
  );
  const kill = (): void => void command.kill('SIGKILL');
  command
    .inputOptions([...job.inputOptions])
    .outputOptions(['-map', '0:a:0', '-vn', ...output])
    .on('stderr', hear)
    .on('start', () => signal.aborted && kill());
  signal.addEventListener('abort', kill, { once: true });
  const failure = await run(command, sink(kill)).finally(() =>
    signal.removeEventListener('abort', kill),
  );
  signal.throwIfAborted();
  return failure;
}

const telling =
  /^\[(?:Parsed_volumedetect_\d+|silencedetect) @ \w+\] (?:n_samples|mean_volume|max_volume|silence_start|silence_end)\b/;

const frame = new RegExp(`^\\[Parsed_ametadata_\\d+ @ \\w+\\] ${frameLevel}=(\\S+)`);

function readLevel(said: readonly string[]): Loudness {
  const seconds = (numbers(said, 'n_samples').at(-1) ?? 0) / rate;
  if (seconds === 0) throw noAudio();
  const ends = numbers(said, 'silence_end');
  const silences = numbers(said, 'silence_start').map((from, index): Span => {
    const to = Math.min(ends[index] ?? seconds, seconds);
    return { from: Math.min(Math.max(0, from), to), to };
  });
  return {
    seconds,
    meanDb: decibels(said, 'mean_volume'),
    peakDb: decibels(said, 'max_volume'),
    silences,
  };
}

/** Of digital silence ffmpeg says the quietest, or that it is endless. */
function decibels(said: readonly string[], name: string): number {
  return numbers(said, name).at(-1) ?? quietestDb;
}

function numbers(said: readonly string[], name: string): number[] {
  const pattern = new RegExp(` ${name}: (-?\\d+(?:\\.\\d+)?)`);
  return said.flatMap((line) => pattern.exec(line)?.[1] ?? []).map(Number);
}
