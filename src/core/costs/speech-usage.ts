import { transcribedSeconds, type Heard } from '../hearing/heard.ts';
import type { Usage } from '../kinds/turn-record.ts';
import type { PriceList } from './prices.ts';

/** What notes that were heard add to the usage of a turn. */
export type SpeechUsage = Pick<Usage, 'speechModel'> & Required<Pick<Usage, 'speechSeconds'>>;

/** The usage of these notes, counted under another model than the usual one where that heard any; those that the service was not asked about, or could not read, cost nothing. */
export function speechUsage(notes: Iterable<Heard>, speechModel: string | undefined): SpeechUsage {
  let speechSeconds = 0;
  let model = speechModel;
  for (const heard of notes) {
    speechSeconds += transcribedSeconds(heard);
    model = heard.model ?? model;
  }
  return {
    speechSeconds,
    ...(speechSeconds > 0 && model !== undefined ? { speechModel: model } : {}),
  };
}

/** The usage of a turn in which no model answered: nothing but the notes, if any. */
export function usageWithoutAnswer(
  notes: Iterable<Heard>,
  speechModel: string | undefined,
): { usage?: Usage } {
  const usage = speechUsage(notes, speechModel);
  return usage.speechSeconds > 0 ? { usage: { input: 0, cached: 0, output: 0, ...usage } } : {};
}

/** The usage of a turn that ended without a reply of the model, although it may have written some (`paid`). */
export function usageWithoutReply(
  notes: Iterable<Heard>,
  speechModel: string | undefined,
  paid: { model: string; usage: Usage } | undefined,
): { model?: string; usage?: Usage } {
  if (!paid) return usageWithoutAnswer(notes, speechModel);
  return { model: paid.model, usage: { ...paid.usage, ...speechUsage(notes, speechModel) } };
}

/** What the dearer of two models costs for so many seconds; undefined when the first one's price is not known. */
export function mostExpensive(
  prices: PriceList,
  [model, standby]: readonly [string, string | undefined],
  seconds: number,
): number | undefined {
  const cost = prices.speechCost(model, seconds);
  return cost === undefined
    ? undefined
    : Math.max(cost, prices.speechCost(standby ?? model, seconds) ?? 0);
}
