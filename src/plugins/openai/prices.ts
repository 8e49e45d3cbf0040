import type { Prices } from '../../core/kinds/plugin.ts';

/** When these prices were looked up, and where; they are the standard tier's. */
const lookedUp = {
  asOf: '2026-11-23',
  source: 'https://platform.openai.com/docs/pricing',
};

const tokenPrices: NonNullable<Prices['tokens']> = {
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
const minutePrices: NonNullable<Prices['minutes']> = {
  'gpt-transcribe': 0.0045,
  'gpt-live-transcribe': 0.017,
  'gpt-4o-transcribe': 0.006,
  'gpt-4o-mini-transcribe': 0.003,
  'whisper-1': 0.006,
};

/** What speaking costs, in US dollars: for a minute (the vendor's estimate where it bills by tokens), or for a million characters. */
const spokenPrices: NonNullable<Prices['spoken']> = {
  'gpt-4o-mini-tts': { minute: 0.015 },
  'tts-1': { characters: 15 },
  'tts-1-hd': { characters: 30 },
};

/** What answers cost; a prompt beyond 272,000 tokens costs twice, its answer half as much again. */
export const answerPrices: Prices = {
  ...lookedUp,
  tokens: tokenPrices,
  longPrompt: { tokens: 272_000, input: 2, output: 1.5 },
};

/** What transcribing costs. */
export const speechPrices: Prices = { ...lookedUp, minutes: minutePrices };

/** What speaking costs. */
export const voicePrices: Prices = { ...lookedUp, spoken: spokenPrices };
