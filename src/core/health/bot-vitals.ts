import type { Prompt } from '../kinds/prompt.ts';
import type { AccountWatch } from './account.ts';
import type { ArrivalWatch } from './arrival-watch.ts';

/** What is spent of a day's caps, in US dollars, and under which of them somebody was not answered. */
export interface SpentToday {
  day: string;
  spent: number;
  caps: { day?: number; chatDay?: number };
  reached: ('day' | 'chatDay')[];
}

/** What of a running bot tells whether it can do its work. */
export interface BotVitals {
  /** The first is that of chats without a mark. */
  accounts: readonly Pick<AccountWatch, 'verdict' | 'id' | 'messenger'>[];
  /** Undefined where nobody can say whether messages arrive. */
  arrival: Pick<ArrivalWatch, 'verdict'> | undefined;
  prompt: Pick<Prompt, 'problem'>;
  /** Undefined without any cap. */
  budget: { today(): Promise<SpentToday | undefined> } | undefined;
}
