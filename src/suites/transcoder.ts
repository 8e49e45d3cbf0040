import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOggOpus, oggSeconds, sniffAudio } from '../core/audio.ts';
import type { Transcoder } from '../core/kinds/transcoder.ts';
import { endsWhenAborted, live, refusesAborted, type AbortPatience } from './aborting.ts';
import { bitmap } from './bitmap.ts';
import { register, type Check, type Closable, type Register } from './register.ts';
import { serviceRejection, wabotRejection } from './rejection.ts';
import { tone } from './tone.ts';

/** A transcoder and what it is tried with. */
export interface OpenedTranscoder extends Closable {
  transcoder: Transcoder;
  /** The same where no converter is installed. */
  bare?: Transcoder;
  /** Recordings that it must read, beside WAV: what phones send. */
  samples?: Readonly<Record<string, Uint8Array>>;
}

/** Makes the transcoder under test, its own for each call; whatever it writes for a while belongs into this folder. */
export type OpenTranscoder = (folder: string) => Promise<OpenedTranscoder>;

/** What the transcoder has besides what each must have. */
export interface TranscoderOffers extends AbortPatience {
  /** It has `level`. */
  level?: boolean;
  /** It has `part`. */
  part?: boolean;
  /** It has `toNote`. */
  note?: boolean;
  /** It has `toJpeg`. */
  jpeg?: boolean;
  /** The harness gives `bare`. */
  bare?: boolean;
}

type Place = OpenedTranscoder & { folder: string };

const enough = 10_000_000;
const noise = Buffer.from('Сколько стоит курс? '.repeat(500));

/** Throws unless a length in seconds is right to a fifth of one. */
function lasts(seconds: number | undefined, expected: number): void {
  ok(Math.abs((seconds ?? 0) - expected) < 0.2, `${seconds} s should be ${expected} s`);
}

async function isEmpty({ folder }: Place): Promise<void> {
  deepEqual(await readdir(folder), [], 'nothing is left behind');
}

function basics(patience: AbortPatience): Record<string, Check<Place>> {
  return {
    async 'makes MP3 and leaves the recording as it is'({ transcoder }) {
      const bytes = tone(3);
      equal(sniffAudio(await transcoder.toMp3(bytes, enough, live())), 'mp3');
      ok(Buffer.compare(bytes, tone(3)) === 0, 'the bytes are as they were');
    },
    async 'squeezes a recording into what may be sent'({ transcoder }) {
      const mp3 = await transcoder.toMp3(tone(60), 100_000, live());
      equal(sniffAudio(mp3), 'mp3');
      ok(mp3.length <= 100_000, `${mp3.length} bytes`);
    },
    async 'gives up a recording that does not fit'({ transcoder }) {
      const work = transcoder.toMp3(tone(60), 1_000, live());
      equal((await serviceRejection(work)).retryable, false);
    },
    async 'reads what phones send'({ transcoder, samples = {} }) {
      for (const [name, bytes] of Object.entries(samples))
        equal(sniffAudio(await transcoder.toMp3(bytes, enough, live())), 'mp3', name);
    },
    async 'gives up what holds no audio'({ transcoder }) {
      for (const bytes of [new Uint8Array(0), noise, tone(1).subarray(0, 20)]) {
        const error = await serviceRejection(transcoder.toMp3(bytes, enough, live()));
        equal(error.retryable, false);
      }
    },
    async 'ends with the reason of its signal when that aborts'({ transcoder }) {
      const call = (signal: AbortSignal): Promise<Uint8Array> =>
        transcoder.toMp3(tone(120), enough, signal);
      await refusesAborted(call, patience);
      await endsWhenAborted(call, () => true, patience);
    },
    async 'leaves nothing behind, whatever happens'(place) {
      const { transcoder, samples = {} } = place;
      for (const bytes of [tone(1), noise, ...Object.values(samples)]) {
        await transcoder.toMp3(bytes, enough, live()).catch(() => {});
        await isEmpty(place);
        await endsWhenAborted(
          (signal) => transcoder.toMp3(bytes, enough, signal),
          () => true,
          patience,
        ).catch(() => {});
        await isEmpty(place);
      }
    },
  };
}

const bare: Record<string, Check<Place>> = {
  async 'says that the operator must install a converter'(place) {
    ok(place.bare, 'the harness gives one without a converter');
    equal((await wabotRejection(place.bare.toMp3(tone(1), enough, live()))).kind, 'setup');
  },
};

const level: Record<string, Check<Place>> = {
  async 'hears how long, how loud and where silent a recording is'({ transcoder }) {
    ok(transcoder.level, 'level() is offered');
    const { seconds, meanDb, peakDb, silences } = await transcoder.level(tone(6), live());
    lasts(seconds, 6);
    ok(meanDb <= peakDb && peakDb <= 0 && peakDb > -20, `${meanDb} dB, at most ${peakDb} dB`);
    equal(silences.length, 1);
    lasts(silences[0]?.from, 2);
    lasts(silences[0]?.to, 4);
  },
  async 'listens to the beginning alone where it is told to'({ transcoder }) {
    ok(transcoder.level, 'level() is offered');
    const { seconds } = await transcoder.level(tone(6), live(), { most: 2 });
    ok(seconds < 3, `${seconds} s`);
  },
  async 'hears nothing in what holds no audio'({ transcoder }) {
    ok(transcoder.level, 'level() is offered');
    equal((await serviceRejection(transcoder.level(noise, live()))).retryable, false);
  },
};

const part: Record<string, Check<Place>> = {
  async 'cuts a part out'({ transcoder }) {
    ok(transcoder.part, 'part() is offered');
    const span = { from: 1, to: 2 };
    const cut = await transcoder.part(tone(30), span, enough, live());
    const whole = await transcoder.toMp3(tone(30), enough, live());
    equal(sniffAudio(cut), 'mp3');
    ok(cut.length < whole.length / 5, `${cut.length} of ${whole.length} bytes`);
  },
};

const note: Record<string, Check<Place>> = {
  async 'makes a voice note of Opus in Ogg'({ transcoder }) {
    ok(transcoder.toNote, 'toNote() is offered');
    const bytes = await transcoder.toNote(tone(3), live());
    ok(isOggOpus(bytes), 'it is Opus in Ogg');
    lasts(oggSeconds(bytes), 3);
  },
};

const jpeg: Record<string, Check<Place>> = {
  async 'makes a picture as small as it is to be, and leaves a small one so'(place) {
    for (const [from, to] of [
      [bitmap(200, 100), { width: 64, height: 32 }],
      [bitmap(20, 40), { width: 20, height: 40 }],
    ] as const) {
      ok(place.transcoder.toJpeg, 'toJpeg() is offered');
      const made = await place.transcoder.toJpeg(from, 64, live());
      deepEqual({ width: made.width, height: made.height }, to);
      deepEqual([...made.jpeg.subarray(0, 3)], [0xff, 0xd8, 0xff]);
      await isEmpty(place);
    }
  },
  async 'finds no picture where there is none'({ transcoder }) {
    ok(transcoder.toJpeg, 'toJpeg() is offered');
    for (const bytes of [new Uint8Array(0), noise, tone(1), bitmap(9, 9).subarray(0, 60)]) {
      const { retryable, about } = await serviceRejection(transcoder.toJpeg(bytes, 64, live()));
      deepEqual([retryable, about], [false, 'image']);
    }
  },
};

/** What every transcoder must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function transcoderSuite(
  it: Register,
  open: OpenTranscoder,
  offers: TranscoderOffers = {},
): void {
  const checks = {
    ...basics(offers),
    ...(offers.bare ? bare : {}),
    ...(offers.level ? level : {}),
    ...(offers.part ? part : {}),
    ...(offers.note ? note : {}),
    ...(offers.jpeg ? jpeg : {}),
  };
  register(it, checks, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-suite-'));
    const opened = await open(folder);
    return {
      ...opened,
      folder,
      async close() {
        await opened.close?.();
        await rm(folder, { recursive: true, force: true });
      },
    };
  });
}
