import type { Journal } from '../../core/kinds/journal.ts';
import type { NewPause } from '../../core/kinds/pauses.ts';
import { message, minuteMs, settlement } from './place.ts';

export const hourMs = 60 * minuteMs;

/** What somebody of the business wrote to a customer. */
export function writtenByOperator(chat: string, id: string) {
  return { ...message(chat, id), from: 'operator' as const };
}

/** A pause that somebody wrote for at this moment. */
export function wish(chat: string | undefined, at: number, more: Partial<NewPause> = {}): NewPause {
  return {
    ...(chat === undefined ? {} : { chat }),
    reason: 'phone',
    at,
    until: at + hourMs,
    ...more,
  };
}

/** Makes a reply due; resolves with its id. */
export async function owing(journal: Journal, chat: string, text: string): Promise<string> {
  const record = { id: `record of ${text}`, chat, at: 1, entries: [], facts: {} };
  const due = await journal.turns.settle({ ...settlement(chat, [], [text]), record });
  return due.at(-1)?.id ?? '';
}
