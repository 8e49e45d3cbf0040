import type { DraftWord } from '../intents/draft-word.ts';
import type { Journal } from '../kinds/journal.ts';
import { DraftOrders } from './draft-orders.ts';

/** Somebody's word on a draft, given elsewhere than in WhatsApp. */
export interface DraftDecision {
  number: number;
  action: DraftWord['action'];
  /** What is sent instead. */
  text?: string | undefined;
  at: number;
  /** How many owners are told of drafts, by WhatsApp: they hear what became of it. */
  owners: number;
}

/**
 * Sends a draft, sends another text instead, or drops it; whoever decides first has decided. False: it was decided already, has
 * expired, or the customer or a person has written there since, and nothing was sent.
 */
export async function decideDraft(
  { cases }: Pick<Journal, 'cases'>,
  { number, action, text = '', at, owners }: DraftDecision,
): Promise<boolean> {
  const toldOthers = owners > 0 ? 2 : 1;
  const orders = new DraftOrders({ cases, owners: toldOthers, say: (said) => said, now: () => at });
  const { brings } = await orders.named(number, { action, text }, 'command');
  if (!brings?.ends) return false;
  const { otherwise: _, ...ending } = brings.ends;
  return (await cases.end(ending)) !== undefined;
}
