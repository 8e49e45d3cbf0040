import type { KeptChat } from './chat-store.ts';
import { entriesOf } from './dialogue.ts';
import type { Answer, Model } from '../kinds/model.ts';
import type { Language } from '../language/index.ts';
import { retrying } from '../retry.ts';
import { summaryQuestion, summaryOf } from './summary-prompt.ts';
import { modelTimeout } from './model-timeout.ts';

export interface SummaryLimits {
  /** The language of a summary of a chat that has none yet. */
  fallback: Language;
  /** The longest time that it may take, retries included, milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  now(): number;
}

/** A summary of the whole chat, in the chat's language. */
export interface ChatSummary extends Pick<Answer, 'model' | 'usage'> {
  text: string;
  language: Language;
}

/** Has the model sum up everything that is known of a chat. Rejects as the model does, at the latest after `timeoutMs`. */
export async function summarise(
  kept: KeptChat,
  model: Model,
  limits: SummaryLimits,
): Promise<ChatSummary> {
  const { summary, facts } = kept.stored;
  const { language = limits.fallback } = facts;
  const question = summaryQuestion({
    entries: entriesOf(kept),
    language,
    ...(summary ? { summary: summary.text } : {}),
  });
  const signal = AbortSignal.any([limits.signal, AbortSignal.timeout(limits.timeoutMs)]);
  const deadline = limits.now() + limits.timeoutMs;
  const answer = await retrying(() => model.answer(question, signal), {
    deadline,
    signal,
    now: limits.now,
  }).catch((error: unknown) => {
    throw signal.aborted && !limits.signal.aborted ? modelTimeout(limits.timeoutMs, error) : error;
  });
  return { text: summaryOf(answer), language, model: answer.model, usage: answer.usage };
}
