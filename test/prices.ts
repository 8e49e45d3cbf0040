import { PriceList } from '../src/core/costs/prices.ts';
import { answerPrices, speechPrices, voicePrices } from '../src/plugins/openai/prices.ts';

/** What the built-in plugins cost. */
export const prices = new PriceList([answerPrices, speechPrices, voicePrices]);

/** Its ways to count, by themselves. */
export const answerCost: PriceList['answerCost'] = (...given) => prices.answerCost(...given);
export const answerCostAtMost: PriceList['answerCostAtMost'] = (...given) =>
  prices.answerCostAtMost(...given);
export const speechCost: PriceList['speechCost'] = (...given) => prices.speechCost(...given);
export const voiceCost: PriceList['voiceCost'] = (...given) => prices.voiceCost(...given);
