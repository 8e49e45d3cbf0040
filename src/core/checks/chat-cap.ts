import { mostTokens } from '../costs/most-tokens.ts';
import type { Caps } from '../costs/ledger.ts';
import type { PriceList } from '../costs/prices.ts';
import type { ModelLimits } from '../kinds/model.ts';
import type { BotValues } from '../settings/bot-settings.ts';
import { composeInstructions } from '../turn/instructions.ts';
import { mostOf, type AskedDocuments } from './question-documents.ts';

/** So many answers a day a chat has room for where the settings name no cap for it. */
export const answersADay = 40;

/** How long a message of a dialogue is at most as a rule, and the summary before it; UTF-16 units, two bytes each at most. */
const longMessage = 1_000;
const longSummary = 4_000;
/** As much as the model is told of the time: 969 UTF-16 units with hours, breaks and a year's holidays, counted day by day. */
const longTime = 1_000;

/** What an answer of these limits is asked with. */
export interface AskedWith {
  prompt: string;
  /** The documents next to it; absent: none. */
  documents?: AskedDocuments | undefined;
  prices: PriceList;
}

/**
 * The most that one answer costs in a long chat, in US dollars: with the whole prompt, as much of the documents as there may be, a summary, so many remembered messages
 * and the longest answer that the model may write. Undefined when its price is not known, or nobody counts its tokens.
 */
export function mostAnswerCost(
  limits: ModelLimits | undefined,
  { prompt, documents, prices }: AskedWith,
  historyLimit: number,
): number | undefined {
  const chat = { language: 'en', alsoUsed: [], first: false, voice: true } as const;
  const long = { role: 'customer', text: 'ы'.repeat(longMessage) } as const;
  const summary = { ...long, text: 'ы'.repeat(longSummary) };
  const question = {
    ...composeInstructions({
      ...chat,
      prompt,
      knowledge: mostOf(documents),
      time: ['ы'.repeat(longTime)],
    }),
    messages: [summary, ...Array.from({ length: historyLimit + 1 }, () => long)],
  };
  return limits && prices.answerCostAtMost(limits.model, mostTokens(question), limits.maxOutput);
}

/**
 * The caps that the settings set. Where they name none for a chat it is that of forty answers at their most; `0` means none, and
 * so does a price that is not known.
 */
export function capsOf(
  { budgetDay, budgetChatDay }: Pick<BotValues, 'budgetDay' | 'budgetChatDay'>,
  mostAnswer: number | undefined,
): Caps {
  const byDefault = mostAnswer === undefined ? undefined : answersADay * mostAnswer;
  const chatDay = budgetChatDay ?? byDefault;
  return {
    ...(budgetDay === undefined ? {} : { day: budgetDay }),
    ...(chatDay === undefined || chatDay === 0 ? {} : { chatDay }),
  };
}
