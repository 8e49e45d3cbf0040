import { describe, expect, it } from 'vitest';
import { PriceList, pricesIn } from '../../../src/core/costs/prices.ts';
import { builtIn } from '../../../src/plugins/index.ts';
import { answerCost, answerCostAtMost, prices, speechCost, voiceCost } from '../../prices.ts';

const million = 1_000_000;

describe('the cost of an answer', () => {
  it('is worked out from new, cached, written and answered tokens', () => {
    // gpt-6-luna: 0.10 in, 0.01 cached, 0.125 written, 0.50 out for a million.
    expect(answerCost('gpt-6-luna', { input: 3000, cached: 0, output: 200 })).toBeCloseTo(
      0.0004,
      10,
    );
    expect(
      answerCost('gpt-6-luna', { input: 200_000, cached: 150_000, written: 40_000, output: 0 }),
    ).toBeCloseTo(0.0075, 10);
    expect(
      answerCost('gpt-4o', { input: 200_000, cached: 100_000, written: 50_000, output: 100_000 }),
    ).toBeCloseTo(1.375, 10);
  });

  it('is doubled for a prompt beyond 272,000 tokens', () => {
    expect(answerCost('gpt-6-luna', { input: 272_000, cached: 0, output: million })).toBeCloseTo(
      0.5272,
      10,
    );
    expect(answerCost('gpt-6-luna', { input: million, cached: 0, output: million })).toBeCloseTo(
      0.95,
      10,
    );
  });

  it('goes by the exact name, with or without a date', () => {
    const usage = { input: million / 10, cached: 0, output: 0 };
    expect(answerCost('gpt-6-luna-2026-09-22', usage)).toBeCloseTo(0.01, 10);
    for (const model of [
      'gpt-6',
      'gpt-6-luna-mini',
      'openai/gpt-6-luna',
      'gpt-6-luna-2026',
      'toString',
      '',
    ])
      expect(answerCost(model, usage)).toBeUndefined();
  });

  it('is never more than its upper bound, whatever the cache does', () => {
    const caches = [
      { cached: 0 },
      { cached: 5000 },
      { cached: 0, written: 5000 },
      { cached: 2000, written: 3000 },
    ];
    for (const model of ['gpt-6-luna', 'gpt-4o-mini', 'gpt-5.6-sol'])
      for (const cache of caches) {
        const cost = answerCost(model, { input: 5000, output: 500, ...cache });
        expect(answerCostAtMost(model, 5000, 500)).toBeGreaterThanOrEqual(cost ?? Infinity);
      }
    expect(answerCostAtMost('llama', 1, 1)).toBeUndefined();
  });
});

it('speech costs by the minute', () => {
  expect(speechCost('gpt-transcribe', 90)).toBeCloseTo(0.00675, 10);
  expect(speechCost('whisper-large-v3', 90)).toBeUndefined();
});

it('speaking costs by the minute or by the character, and what is not known yet costs the most', () => {
  expect(voiceCost('gpt-4o-mini-tts', 300, 20)).toBeCloseTo(0.005, 10);
  expect(voiceCost('gpt-4o-mini-tts-2025-12-15', 300)).toBeGreaterThan(0.01);
  expect(voiceCost('tts-1', 1_000)).toBeCloseTo(0.015, 10);
  expect(voiceCost('tts-1-hd', 1_000, 1)).toBeCloseTo(0.03, 10);
  expect(voiceCost('kokoro', 1_000)).toBeUndefined();
});

it('the prices of each plugin say of which day they are, and whose', async () => {
  const loaded = await Promise.all(Object.values(builtIn).map((load) => load()));
  const lists = loaded.flatMap(({ default: plugin }) => ('prices' in plugin ? plugin.prices : []));
  expect(lists.length).toBe(3);
  for (const list of lists) {
    expect(list?.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(URL.canParse(list?.source ?? '')).toBe(true);
  }
});

describe('the prices of a catalog', () => {
  it('are those of its plugins', async () => {
    const found = await pricesIn(builtIn);
    expect(found.asOf).toBe(prices.asOf);
    expect(found.speechCost('gpt-transcribe', 90)).toBe(speechCost('gpt-transcribe', 90));
    expect(found.voiceCost('tts-1', 9)).toBe(voiceCost('tts-1', 9));
    expect(found.answerCostAtMost('gpt-6-luna', 9, 9)).toBe(answerCostAtMost('gpt-6-luna', 9, 9));
  });

  it('leave out a plugin that cannot be imported, and know no date without any', async () => {
    const found = await pricesIn({ 'model/broken': () => Promise.reject(new Error('no file')) });
    expect(found.asOf).toBeUndefined();
    expect(found.speechCost('gpt-transcribe', 90)).toBeUndefined();
  });

  it('are as old as the oldest, and of two that name a model the first counts', () => {
    const [mine, other] = [
      { asOf: '2026-02-01', source: 'https://one.example', minutes: { ear: 6 } },
      { asOf: '2026-01-01', source: 'https://two.example', minutes: { ear: 12, other: 60 } },
    ];
    const both = new PriceList([mine, other]);
    expect([both.asOf, both.speechCost('ear', 10), both.speechCost('other', 1)]).toEqual([
      '2026-01-01',
      1,
      1,
    ]);
  });
});
