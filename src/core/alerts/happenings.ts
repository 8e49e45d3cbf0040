import { withoutAccount } from '../phone.ts';
import type { DeadLetters } from '../kinds/journal.ts';
import type { NewNotice } from '../kinds/notices.ts';
import type { ModelEnd } from '../kinds/model.ts';
import type { Happening } from './alert-watch.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** What is given up is told once in this time, milliseconds. */
const windowMs = 10 * minuteMs;

/** What was given up longer ago is told no more: somebody has looked, or will not, milliseconds. */
const freshMs = 60 * minuteMs;

/** So many dead letters are looked at. */
const mostLetters = 200;

/** Reasons of dead letters that are no loss: a person took the chat over; and that are told by themselves: the spent budget. */
const expected: ReadonlySet<string> = new Set(['paused', 'setup.budget']);

/** Messages and replies that were given up, but for those to the owners themselves. */
export function givenUp(
  letters: Pick<DeadLetters, 'list'>,
  { owners, now }: { owners: readonly string[]; now(): number },
): Happening {
  return {
    everyMs: 30_000,
    async look() {
      const windows = new Map<number, { count: number; at: number; reason: string }>();
      for (const { kind, chat, reason, at } of await letters.list(mostLetters)) {
        if (kind === 'invalid' || expected.has(reason) || at < now() - freshMs) continue;
        if (chat !== undefined && owners.includes(withoutAccount(chat))) continue;
        const window = Math.floor(at / windowMs);
        const { count = 0 } = windows.get(window) ?? {};
        windows.set(window, { count: count + 1, at, reason });
      }
      return [...windows].map(([window, { count, at, reason }]): NewNotice => ({
        id: `alert.given-up/${window}`,
        at,
        topic: 'alert.given-up',
        values: { count, problem: reason },
      }));
    },
  };
}

/** What of today's budget is spent. */
export interface SpentShare {
  /** The day in the business's time zone, `2026-11-30`. */
  day: string;
  /** Of the cap of the day; 0 without one. */
  share: number;
  /** The caps under which somebody was not answered today. */
  reached: readonly ('day' | 'chatDay')[];
  /** Those that there are, in US dollars, with the names of their settings. */
  caps: Readonly<Partial<Record<'day' | 'chatDay', { setting: string; dollars: number }>>>;
}

/** The budget of the day at 80 and at 100 %, and once a day that a chat has spent its own. */
export function spentBudget(
  spent: () => Promise<SpentShare | undefined>,
  now: () => number,
): Happening {
  return {
    everyMs: 15_000,
    async look() {
      const today = await spent();
      if (!today) return [];
      const { day, share, reached, caps } = today;
      const told: NewNotice[] = [];
      const tell = (mark: string, cap: 'day' | 'chatDay'): void => {
        const { setting = '', dollars = 0 } = caps[cap] ?? {};
        const topic = `alert.budget.${mark}`;
        told.push({ id: `${topic}/${day}`, at: now(), topic, values: { cap: setting, dollars } });
      };
      if (share >= 1 || reached.includes('day')) tell('100', 'day');
      else if (share >= 0.8) tell('80', 'day');
      if (reached.includes('chatDay')) tell('chat', 'chatDay');
      return told;
    },
  };
}

/** Days before the end of a model on which it is told. */
const marks = [1, 7, 30];

/** Models in use that are shut down within 30, 7 and 1 days; asked twice a day. */
export function endingModels(
  ends: () => Promise<readonly ModelEnd[]>,
  now: () => number,
): Happening {
  return {
    everyMs: dayMs / 2,
    async look() {
      return (await ends()).flatMap(({ model, setting, at }): NewNotice[] => {
        const days = Math.ceil((at - now()) / dayMs);
        const mark = marks.find((each) => days <= each);
        if (days <= 0 || mark === undefined) return [];
        const date = new Date(at).toISOString().slice(0, 10);
        return [
          {
            id: `alert.shutdown/${model}/${date}/${mark}`,
            at: now(),
            topic: 'alert.shutdown',
            values: { model, setting, date, days },
          },
        ];
      });
    },
  };
}
