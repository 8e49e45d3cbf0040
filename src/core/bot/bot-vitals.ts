import type { Budget } from '../costs/budget.ts';
import type { AccountWatch } from '../health/account.ts';
import type { ArrivalWatch } from '../health/arrival-watch.ts';
import type { Prompt } from '../kinds/prompt.ts';

/** What of a running bot tells whether it can do its work. */
export interface BotVitals {
  account: Pick<AccountWatch, 'verdict'>;
  /** Undefined where nobody can say whether messages arrive. */
  arrival: Pick<ArrivalWatch, 'verdict'> | undefined;
  prompt: Pick<Prompt, 'problem'>;
  /** Undefined without any cap. */
  budget: Budget | undefined;
}
