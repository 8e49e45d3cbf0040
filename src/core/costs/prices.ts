import type { Usage } from '../kinds/turn-record.ts';

/** What a model costs, in US dollars for a million tokens. */
interface TokenPrice {
  input: number;
  cached: number;
  output: number;
  /** Tokens put into the cache, where they cost more than others. */
  written?: number;
}

/** When these prices were looked up, and where; they are the standard tier's. */
export const pricesAsOf = '2026-11-23';
export const pricesSource = 'https://platform.openai.com/docs/pricing';

const tokenPrices: Readonly<Record<string, TokenPrice>> = {
  'gpt-6.1-terra': { input: 1, cached: 0.05, written: 1.25, output: 5 },
  'gpt-6-astra': { input: 10, cached: 1, written: 12.5, output: 50 },
  'gpt-6-sol': { input: 2, cached: 0.2, written: 2.5, output: 10 },
  'gpt-6-luna': { input: 0.1, cached: 0.01, written: 0.125, output: 0.5 },
  'gpt-5.6-sol': { input: 4, cached: 0.4, written: 5, output: 20 },
  'gpt-5.6-terra': { input: 2, cached: 0.2, written: 2.5, output: 12 },
  'gpt-5.6-luna': { input: 0.2, cached: 0.02, written: 0.25, output: 1.2 },
  'gpt-5.5': { input: 5, cached: 0.5, output: 30 },
  'gpt-5.4': { input: 2.5, cached: 0.25, output: 15 },
  'gpt-5.4-mini': { input: 0.75, cached: 0.075, output: 4.5 },
  'gpt-5.4-nano': { input: 0.2, cached: 0.02, output: 1.25 },
  'gpt-5': { input: 1.25, cached: 0.125, output: 10 },
  'gpt-5-mini': { input: 0.25, cached: 0.025, output: 2 },
  'gpt-5-nano': { input: 0.05, cached: 0.005, output: 0.4 },
  'gpt-4.1': { input: 2, cached: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cached: 0.1, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, cached: 0.025, output: 0.4 },
  'gpt-4o': { input: 2.5, cached: 1.25, output: 10 },
  'gpt-4o-mini': { input: 0.15, cached: 0.075, output: 0.6 },
};

/** US dollars for a minute of audio; two of them bill by tokens, and these are what the vendor says that comes to. */
const minutePrices: Readonly<Record<string, number>> = {
  'gpt-transcribe': 0.0045,
  'gpt-live-transcribe': 0.017,
  'gpt-4o-transcribe': 0.006,
  'gpt-4o-mini-transcribe': 0.003,
  'whisper-1': 0.006,
};

/** What speaking costs, in US dollars: for a minute (the vendor's estimate where it bills by tokens), or for a million characters. */
const voicePrices: Readonly<Record<string, { minute: number } | { characters: number }>> = {
  'gpt-4o-mini-tts': { minute: 0.015 },
  'tts-1': { characters: 15 },
  'tts-1-hd': { characters: 30 },
};

/** Nobody speaks more slowly than so many characters a second: the longest that a text can become. */
const slowestSpeech = 5;

/** A prompt beyond this many tokens makes the whole request dearer: input twice, output half as much again. */
const longPrompt = 272_000;

/** What an answer costs in US dollars, by the tokens that were counted; undefined when the model's price is not known. */
export function answerCost(
  model: string,
  { input, cached, written = 0, output }: Usage,
): number | undefined {
  const price = priceOf(tokenPrices, model);
  if (!price) return undefined;
  const [dearer, dearerOut] = input > longPrompt ? [2, 1.5] : [1, 1];
  const read =
    (input - cached - written) * price.input +
    cached * price.cached +
    written * (price.written ?? price.input);
  return (read * dearer + output * price.output * dearerOut) / 1_000_000;
}

/** The most that an answer of so many tokens can cost, whatever the cache does. */
export function answerCostAtMost(model: string, input: number, output: number): number | undefined {
  const costs = [0, input].map(
    (written) => answerCost(model, { input, cached: 0, written, output }) ?? NaN,
  );
  const most = Math.max(...costs);
  return Number.isNaN(most) ? undefined : most;
}

/** What transcribing so many seconds costs in US dollars; undefined when the model's price is not known. */
export function speechCost(model: string, seconds: number): number | undefined {
  const price = priceOf(minutePrices, model);
  return price === undefined ? undefined : (price * seconds) / 60;
}

/** What speaking so many characters costs in US dollars, at most where the length is not known; undefined without a known price. */
export function voiceCost(
  model: string,
  characters: number,
  seconds = characters / slowestSpeech,
): number | undefined {
  const price = priceOf(voicePrices, model);
  if (price === undefined) return undefined;
  return 'minute' in price
    ? (price.minute * seconds) / 60
    : (price.characters * characters) / 1_000_000;
}

/** By the exact name, or by the name before a date (`gpt-6-luna-2026-09-22`). */
function priceOf<T>(prices: Readonly<Record<string, T>>, model: string): T | undefined {
  const name = [model, model.replace(/-\d{4}-\d{2}-\d{2}$/, '')].find((each) =>
    Object.hasOwn(prices, each),
  );
  return name === undefined ? undefined : prices[name];
}
