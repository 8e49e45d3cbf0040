import { setImmediate } from 'node:timers/promises';
import type { OpusDecoder } from 'opus-decoder';
import { readOpusNote, type OpusNote } from '../../../core/plugin-api/audio.ts';
import { FairQueue } from '../../../core/plugin-api/limits.ts';
import type { Loudness, Recording } from '../../../core/kinds/transcoder.ts';
import { Meter } from './meter.ts';
import { rate } from './swing.ts';

/** Longer notes are left to a process of their own, in seconds: here each takes a thousandth of its length from everybody. */
const longest = 60;

/** So many packets are decoded at a time, and then others have their turn: a second of WhatsApp's, a few milliseconds of work. */
const packetsAtOnce = 50;

/**
 * The decoder goes by what it has decoded last, for some 80 ms (RFC 7845, 4.6). So many packets of the note itself make it forget the
 * note before: a fresh one for each would take 29 MB, and the collector a second for a few of them.
 */
const packetsToForget = 10;

type Decoder = OpusDecoder<16000>;

/** Measures ordinary voice notes in this process, by libopus in WebAssembly, which is loaded with the first of them. */
export class OpusMeter {
  /** One note at a time: there is one decoder, and a processor has no more to give. */
  readonly #turns = new FairQueue(1);
  #decoder: Decoder | undefined;

  /**
   * How loud a note is, up to its first `most` seconds. Undefined where that cannot be told here: for anything but an ordinary
   * Ogg/Opus note of a minute at most, and where the decoder cannot be loaded. Rejects with the reason of `signal` alone.
   */
  async level(
    bytes: Uint8Array,
    signal: AbortSignal,
    { chat: owner, most = Infinity }: Recording & { most?: number } = {},
  ): Promise<Loudness | undefined> {
    const note = readOpusNote(bytes, longest);
    if (!note) return undefined;
    const { seconds } = note;
    return this.#turns.run(() => this.#measured(note, most, signal), { owner, seconds }, signal);
  }

  async #measured(
    note: OpusNote,
    most: number,
    signal: AbortSignal,
  ): Promise<Loudness | undefined> {
    try {
      this.#decoder ??= await open();
      return await measured(note, this.#decoder, most, signal);
    } catch {
      signal.throwIfAborted();
      this.#decoder = undefined;
      return undefined;
    }
  }
}

async function open(): Promise<Decoder> {
  const { OpusDecoder: New } = await import('opus-decoder');
  const decoder = new New({ channels: 1, sampleRate: rate });
  await decoder.ready;
  return decoder;
}

async function measured(
  { packets, seconds, skip }: OpusNote,
  decoder: Decoder,
  most: number,
  signal: AbortSignal,
): Promise<Loudness | undefined> {
  const meter = new Meter(most, () => {});
  const begin = Math.round(skip.begin * rate);
  const end = Math.round(Math.min(seconds - skip.end, skip.begin + most) * rate);
  decoder.decodeFrames(packets.slice(0, packetsToForget));
  let at = 0;
  for (let next = 0; next < packets.length && at < end; next += packetsAtOnce) {
    if (next > 0) await setImmediate();
    signal.throwIfAborted();
    const { channelData, errors } = decoder.decodeFrames(packets.slice(next, next + packetsAtOnce));
    if (errors.length > 0) return undefined;
    for (const sample of channelData[0] ?? []) {
      if (at >= begin && at < end) meter.take(of16Bits(sample));
      at += 1;
    }
  }
  return meter.level;
}

function of16Bits(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));
}
