import { BusinessDays } from '../business-day.ts';
import { usageReport } from '../costs/usage.ts';
import type { PriceList } from '../costs/prices.ts';
import type { Case } from '../kinds/cases.ts';
import type { Charge, Journal } from '../kinds/journal.ts';
import { questionGroups } from '../unknown/question-groups.ts';
import { isAnswer } from './is-answer.ts';

/** What a day was like. */
export interface ReportDay {
  /** `2026-11-30`, in the business's time zone. */
  day: string;
  /** Chats in which somebody was answered. */
  chats: number;
  /** As `usage` counts them. */
  replies: number;
  /** US dollars, without what has no known price. */
  money: number;
}

/** A question that had no answer. */
export interface ReportedQuestion {
  question: string;
  language: string | null;
  count: number;
}

/** What some days were like. */
export interface PeriodReport {
  /** First and last day. */
  from: string;
  to: string;
  days: ReportDay[];
  chats: number;
  replies: number;
  /** How long customers waited for the answer to what they wrote, milliseconds; null where nobody was answered. */
  answered: { count: number; p50: number | null; p95: number | null };
  /** Tickets that were opened. */
  handedOver: number;
  /** Times that were booked through the bot. */
  bookings: number;
  /** Requests that were left. */
  requests: number;
  /** Questions that had no answer; the most frequent ones that are open still. */
  unknown: { count: number; questions: ReportedQuestion[] };
  cost: { money: number; estimated: boolean; unpriced: string[] };
}

export interface PeriodWanted {
  days: number;
  /** The last day; today where absent. */
  to?: string;
  timeZone: string;
  now: number;
  prices: PriceList;
}

const mostQuestions = 5;

/** The name of the function that books. */
const bookName = 'book';

/** What the last days were like, as `usage` counts them; cases are known for thirty days. Rejects as the journal does. */
export async function periodReport(
  { accounts, cases }: Pick<Journal, 'accounts' | 'cases'>,
  { timeZone, ...wanted }: PeriodWanted,
): Promise<PeriodReport> {
  const calendar = new BusinessDays(timeZone);
  const counts = new AnswerCounts(calendar);
  const [usage, all] = await Promise.all([
    usageReport((since) => counts.seeing(accounts.usage(since)), {
      ...wanted,
      by: 'day',
      timeZone,
    }),
    cases.list(),
  ]);
  const { from, to, lines, total, functions } = usage;
  const days = new Set(lines.map(({ key }) => key));
  const opened = all.filter(({ at }) => days.has(calendar.of(at)));
  const count = (kind: Case['kind']): number => opened.filter((each) => each.kind === kind).length;
  const booked = functions.find(({ name }) => name === bookName);
  const { money, estimated, unpriced, replies } = total;
  return {
    from,
    to,
    days: lines.map((line) => ({
      day: line.key,
      chats: counts.chatsOn([line.key]),
      replies: line.replies,
      money: line.money,
    })),
    chats: counts.chatsOn(days),
    replies,
    answered: counts.waits(days),
    handedOver: count('ticket'),
    bookings: booked ? booked.calls - booked.refused - booked.failed : 0,
    requests: count('request'),
    unknown: { count: count('question'), questions: openQuestions(opened) },
    cost: { money, estimated, unpriced },
  };
}

function openQuestions(cases: readonly Case[]): ReportedQuestion[] {
  const asked = cases.filter(({ kind, end }) => kind === 'question' && end?.outcome !== 'expired');
  return questionGroups(asked)
    .filter(({ state }) => state === 'open')
    .slice(0, mostQuestions)
    .map(({ question, language = null, cases: same }) => ({
      question,
      language,
      count: same.length,
    }));
}

/** Counts chats and waits by day over charges that pass. */
class AnswerCounts {
  readonly #calendar: BusinessDays;
  readonly #byDay = new Map<string, { chats: Set<string>; waits: number[] }>();

  constructor(calendar: BusinessDays) {
    this.#calendar = calendar;
  }

  async *seeing(charges: AsyncIterable<Charge>): AsyncGenerator<Charge> {
    for await (const charge of charges) {
      if (isAnswer(charge)) this.#add(charge);
      yield charge;
    }
  }

  #add({ at, chat, ms }: Charge): void {
    const day = this.#calendar.of(at);
    const counted = this.#byDay.get(day) ?? { chats: new Set(), waits: [] };
    counted.chats.add(chat);
    if (ms !== undefined) counted.waits.push(ms);
    this.#byDay.set(day, counted);
  }

  chatsOn(days: Iterable<string>): number {
    const chats = [...days].flatMap((day) => [...(this.#byDay.get(day)?.chats ?? [])]);
    return new Set(chats).size;
  }

  waits(days: Iterable<string>): PeriodReport['answered'] {
    const waits = [...days].flatMap((day) => this.#byDay.get(day)?.waits ?? []);
    waits.sort((one, other) => one - other);
    const at = (share: number): number | null => waits[Math.ceil(waits.length * share) - 1] ?? null;
    return { count: waits.length, p50: at(0.5), p95: at(0.95) };
  }
}
