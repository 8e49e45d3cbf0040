import { Writable } from 'node:stream';
import type { Loudness, Span } from '../../../core/kinds/transcoder.ts';
import { frameSeconds, quietestDb, rate, Swing } from './swing.ts';

/** As quiet as a pause, and as long as one at least: what `silencedetect` is told, too. */
const pauseLevel = 32_768 * 10 ** (-50 / 20);
const pauseSamples = 0.5 * rate;

/** Of a recording of days made of nothing so many pauses are kept: those of hours. */
const mostPauses = 10_000;

const frameSamples = frameSeconds * rate;

/** Two poles without a hump (Butterworth), after the audio EQ cookbook of Bristow-Johnson; remembers what went through it. */
function filter(kind: 'highpass' | 'lowpass', hertz: number): (sample: number) => number {
  const turn = (2 * Math.PI * hertz) / rate;
  const alpha = Math.sin(turn) / Math.SQRT2;
  const pass = kind === 'lowpass' ? 1 - Math.cos(turn) : 1 + Math.cos(turn);
  const a0 = 1 + alpha;
  const [outer, inner] = [pass / 2 / a0, (kind === 'lowpass' ? pass : -pass) / a0];
  const [a1, a2] = [(-2 * Math.cos(turn)) / a0, (1 - alpha) / a0];
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return (sample) => {
    const y = outer * sample + inner * x1 + outer * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = sample;
    y2 = y1;
    y1 = y;
    return y;
  };
}

function decibels(amplitude: number): number {
  return amplitude === 0 ? quietestDb : Math.max(quietestDb, 20 * Math.log10(amplitude / 32_768));
}

/** Measures what is written to it: 16-bit samples of one channel, 16,000 a second, up to `most` seconds; then it is told. */
export class Meter extends Writable {
  readonly flushed: Promise<void>;
  full = false;
  readonly #most: number;
  readonly #onFull: () => void;
  readonly #high = filter('highpass', 200);
  readonly #low = filter('lowpass', 4000);
  readonly #silences: Span[] = [];
  readonly #swing = new Swing();
  /** The first byte of a sample whose second one comes with the next chunk. */
  #odd: Buffer = Buffer.alloc(0);
  #samples = 0;
  #squares = 0;
  #peak = 0;
  #frame = 0;
  #quiet = 0;

  constructor(most: number, onFull: () => void) {
    super({ emitClose: false, autoDestroy: false });
    this.#most = most * rate;
    this.#onFull = onFull;
    this.flushed = new Promise((resolve) => this.once('finish', resolve));
  }

  /** What was heard so far; undefined where nothing was. */
  get level(): Loudness | undefined {
    const seconds = this.#samples / rate;
    if (seconds === 0) return undefined;
    const meanDb = decibels(Math.sqrt(this.#squares / this.#samples));
    const silences = [...this.#silences, ...this.#pause()];
    return { seconds, meanDb, peakDb: decibels(this.#peak), silences, ...this.#swing.result() };
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const bytes = this.#odd.length === 0 ? chunk : Buffer.concat([this.#odd, chunk]);
    const whole = bytes.length & ~1;
    for (let at = 0; at < whole && !this.#isFull(); at += 2) this.take(bytes.readInt16LE(at));
    this.#odd = bytes.subarray(whole);
    if (this.#isFull() && !this.full) {
      this.full = true;
      this.#onFull();
    }
    done();
  }

  #isFull(): boolean {
    return this.#samples >= this.#most;
  }

  /** Takes the next sample, as 16 bits hold it. */
  take(sample: number): void {
    const size = Math.abs(sample);
    if (size > pauseLevel) {
      if (this.#silences.length < mostPauses) this.#silences.push(...this.#pause());
      this.#quiet = 0;
    } else this.#quiet += 1;
    this.#samples += 1;
    this.#squares += sample * sample;
    this.#peak = Math.max(this.#peak, size);
    this.#frame += this.#low(this.#high(sample)) ** 2;
    if (this.#samples % frameSamples > 0) return;
    this.#swing.add(decibels(Math.sqrt(this.#frame / frameSamples)));
    this.#frame = 0;
  }

  #pause(): Span[] {
    if (this.#quiet < pauseSamples) return [];
    return [{ from: (this.#samples - this.#quiet) / rate, to: this.#samples / rate }];
  }
}
