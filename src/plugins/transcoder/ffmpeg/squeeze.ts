import { tooLong } from './run-ffmpeg.ts';
import { encode, type Encoding } from './encode.ts';

/** Bit rates of MP3 at 16 kHz, in kbit/s, best first; above 48 speech gains nothing. */
const kilobits = [48, 32, 24, 16, 8] as const;

/**
 * MP3 of at most `maxBytes`: tries the best bit rate, and below it the one that the length allows, until the result fits.
 * Rejects as `encode`, and with a ServiceError when none fits.
 */
export async function squeezed(
  encoding: Omit<Encoding, 'kilobits' | 'output'>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let rates: readonly number[] = kilobits;
  while (rates.length > 0) {
    const [rate = 8] = rates;
    const outcome = await encode({ ...encoding, output: 'mp3', kilobits: rate }, signal);
    if ('bytes' in outcome) return outcome.bytes;
    rates = lower(rates.slice(1), outcome.seconds, encoding.maxBytes);
  }
  throw tooLong('The audio is too long to fit into what the speech service takes');
}

/** The rates worth trying: from the first that fits the length, or the last one when the length says that none does. */
function lower(
  rates: readonly number[],
  seconds: number | undefined,
  maxBytes: number,
): readonly number[] {
  if (seconds === undefined) return rates;
  const fitting = rates.findIndex((rate) => (seconds * rate * 1000) / 8 < maxBytes);
  return rates.slice(fitting);
}
