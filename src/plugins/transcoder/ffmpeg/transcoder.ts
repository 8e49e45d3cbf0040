import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { FairQueue } from '../../../core/plugin-api/limits.ts';
import type { Image } from '../../../core/kinds/model.ts';
import type { Loudness, Recording, Span, Transcoder } from '../../../core/kinds/transcoder.ts';
import type { Log } from '../../../core/kinds/plugin.ts';
import { boundsOf, type RunBounds } from './bounds.ts';
import { FfmpegGone, tooLong } from './run-ffmpeg.ts';
import { findFfmpeg, isThere, type Ffmpeg, type Places } from './find.ts';
import { audioReading, withFile, type InputReading } from './input.ts';
import { noted, withoutOpus, type Job } from './note.ts';
import { aboutImage, noPicture, picture, pictureReading, wholePicture } from './picture.ts';
import type { OpusMeter } from './opus-meter.ts';
import { measure, measureSamples, type Measuring } from './measure.ts';
import { squeezed } from './squeeze.ts';

/** What an FfmpegTranscoder works with. */
export interface TranscoderDependencies {
  places: Places;
  /** The folder for temporary files. */
  folder: string;
  log: Log;
  /** Measures ordinary voice notes without ffmpeg; absent: ffmpeg measures them, too. */
  opus?: OpusMeter;
  /** The longest time for one run, in milliseconds, however long the recording is. */
  longestMs?: number;
}

type Work<T> = (job: Job, signal: AbortSignal) => Promise<T>;

/** What is worked on, as far as it is known beforehand. */
interface Material extends Recording {
  bytes: Uint8Array;
  /** No more of it than so many seconds is looked at. */
  most?: number;
}

/** A piece of work whose turn it is. */
interface Begun {
  ffmpeg: string;
  bytes: Uint8Array;
  bounds: RunBounds;
  reading: InputReading;
}

/** Runs at once: as many as a small server has processors. */
const atOnce = 2;

/** A picture is about as much work as so many seconds of sound. */
const pictureSeconds = 10;

/** Any audio to MP3 and to voice notes, and pictures to JPEG, by ffmpeg in a process of its own. */
export class FfmpegTranscoder implements Transcoder {
  readonly #parts: TranscoderDependencies;
  readonly #slots = new FairQueue(atOnce);
  /** Whether this ffmpeg lacks what measuring is left to. */
  #isBare = false;
  #ffmpeg: Promise<Ffmpeg> | undefined;

  constructor(parts: TranscoderDependencies) {
    this.#parts = parts;
  }

  /** The ffmpeg in use, looked for once and again when it is gone. Rejects as `findFfmpeg`. */
  async ffmpeg(): Promise<Ffmpeg> {
    this.#ffmpeg ??= this.#find();
    const known = await this.#ffmpeg;
    if (await isThere(known.path)) return known;
    this.#ffmpeg = this.#find();
    return this.#ffmpeg;
  }

  async #find(): Promise<Ffmpeg> {
    try {
      const found = await findFfmpeg(this.#parts.places);
      this.#isBare = false;
      this.#parts.log.info('ffmpeg-found', { path: found.path, version: found.version });
      return found;
    } catch (error) {
      // Looked for again next time: it may be installed meanwhile.
      this.#ffmpeg = undefined;
      throw error;
    }
  }

  toMp3(
    bytes: Uint8Array,
    maxBytes: number,
    signal: AbortSignal,
    of: Recording = {},
  ): Promise<Uint8Array> {
    return this.#work({ ...of, bytes }, signal, (job, until) =>
      squeezed({ ...job, maxBytes }, until),
    );
  }

  part(
    bytes: Uint8Array,
    span: Span,
    maxBytes: number,
    signal: AbortSignal,
    of: Recording = {},
  ): Promise<Uint8Array> {
    return this.#work({ ...of, bytes, most: span.to }, signal, (job, until) =>
      squeezed({ ...job, span, maxBytes }, until),
    );
  }

  async toNote(bytes: Uint8Array, signal: AbortSignal, of: Recording = {}): Promise<Uint8Array> {
    const { opus } = await this.ffmpeg();
    if (!opus) throw withoutOpus();
    return this.#work({ ...of, bytes }, signal, noted);
  }

  /** Ordinary voice notes are measured in this process: starting a program takes longer than all else that a note needs. */
  async level(
    bytes: Uint8Array,
    signal: AbortSignal,
    of: Recording & { most?: number } = {},
  ): Promise<Loudness> {
    const known = await this.#parts.opus?.level(bytes, signal, of);
    if (known) return known;
    const { most = Infinity } = of;
    return this.#work({ ...of, bytes }, signal, (job, until) =>
      this.#measure({ ...job, most }, until),
    );
  }

  /** By the filters of ffmpeg, or by ourselves where they fail. */
  async #measure(job: Measuring, signal: AbortSignal): Promise<Loudness> {
    if (this.#isBare) return measureSamples(job, signal);
    try {
      return await measure(job, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof ServiceError) || error.retryable) throw error;
      const level = await measureSamples(job, signal);
      this.#isBare = true;
      this.#parts.log.warn('ffmpeg-filters-missing', { ffmpeg: job.ffmpeg });
      return level;
    }
  }

  async toJpeg(
    bytes: Uint8Array,
    longest: number,
    signal: AbortSignal,
    { chat }: Recording = {},
  ): Promise<Image> {
    const reading = pictureReading(bytes);
    if (!reading) throw noPicture();
    const work: Work<Uint8Array> = (job, until) => picture({ ...job, ...reading, longest }, until);
    const material = { bytes: reading.bytes, chat, seconds: pictureSeconds };
    const jpeg = await this.#work(material, signal, work, reading).catch((error: unknown) => {
      throw aboutImage(error);
    });
    return wholePicture(jpeg, reading.whole, longest);
  }

  async #work<T>(
    material: Material,
    signal: AbortSignal,
    work: Work<T>,
    reading: InputReading = audioReading(material.bytes),
  ): Promise<T> {
    signal.throwIfAborted();
    const { path: ffmpeg } = await this.ffmpeg();
    const { bytes, chat: owner } = material;
    if (bytes.length === 0)
      throw new ServiceError('ffmpeg.audio', 'There is no audio in an empty file', {
        retryable: false,
        about: 'audio',
      });
    const bounds = boundsOf(material, this.#parts.longestMs);
    const begin = (): Promise<T> => this.#run({ ffmpeg, bytes, bounds, reading }, signal, work);
    return this.#slots.run(begin, { owner, seconds: bounds.seconds }, signal);
  }

  async #run<T>(begun: Begun, signal: AbortSignal, work: Work<T>): Promise<T> {
    const { ffmpeg, bytes, bounds, reading } = begun;
    const { cpuSeconds } = bounds;
    const deadline = AbortSignal.timeout(bounds.longestMs);
    const either = AbortSignal.any([signal, deadline]);
    const begin = (input: Uint8Array | string): Promise<T> =>
      work({ ffmpeg, input, inputOptions: reading.inputOptions, cpuSeconds }, either);
    try {
      return await (reading.needsFile ? withFile(this.#parts.folder, bytes, begin) : begin(bytes));
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.aborted) throw tooLong('ffmpeg does not finish with this file');
      if (!(error instanceof FfmpegGone)) throw error;
      this.#ffmpeg = undefined;
      throw new ServiceError('ffmpeg.start', 'ffmpeg is no longer where it was', {
        retryable: true,
      });
    }
  }
}
