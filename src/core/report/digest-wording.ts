import type { Telling, Worded, Wording } from '../alerts/wording.ts';
import type { PriceList } from '../costs/prices.ts';
import type { Journal } from '../kinds/journal.ts';
import { periodReport, type PeriodReport } from './period-report.ts';

export interface DigestWordingParts {
  journal: Pick<Journal, 'accounts' | 'cases'>;
  timeZone: string;
  prices(): Promise<PriceList>;
  now(): number;
}

/** Puts the digest of a week into words, with the figures of the journal as it stands. */
export function digestWording({ journal, timeZone, prices, now }: DigestWordingParts): Wording {
  return async ({ values }, telling) => {
    const to = String(values?.['to'] ?? '');
    const wanted = { days: 7, to, timeZone, now: now(), prices: await prices() };
    const report = await periodReport(journal, wanted);
    return report.answered.count + report.replies === 0 ? undefined : digestText(report, telling);
  };
}

/** `23.11` from `2026-11-23`. */
function shortDay(day: string): string {
  return day.slice(5).split('-').toReversed().join('.');
}

/** A report as the owners read it in a chat. */
export function digestText(report: PeriodReport, { words }: Pick<Telling, 'words'>): Worded {
  const { from, to, unknown } = report;
  const week = `${shortDay(from)}–${shortDay(to)}`;
  return {
    title: `📊 ${words(`The week ${week}: what the bot did`)}`,
    lines: [
      ...figureLines(report, words),
      ...(unknown.questions.length > 0 ? [''] : []),
      ...unknown.questions.map(
        ({ question, count }) => `• ${question}${count > 1 ? ` (${count})` : ''}`,
      ),
      ...(unknown.questions.length > 0 ? [words('Answer them: wabot questions list')] : []),
    ],
    level: 'info',
  };
}

/** The figures of a report, each in a line. */
export function figureLines(
  { chats, replies, answered, handedOver, bookings, requests, unknown, cost }: PeriodReport,
  words: Telling['words'],
): string[] {
  const { p50, p95 } = answered;
  const { money, estimated, unpriced } = cost;
  const dollars = `${estimated ? '≤' : ''}$${money.toFixed(2)}`;
  return [
    words(`Chats: ${chats}, answers: ${replies}`),
    ...(p50 === null || p95 === null
      ? []
      : [
          words(
            `Half were answered within ${words(waitText(p50))}, 95 % within ${words(waitText(p95))}`,
          ),
        ]),
    words(`Handed to a person: ${handedOver}`),
    words(`Bookings: ${bookings}, requests: ${requests}`),
    words(`Not known: ${unknown.count}`),
    unpriced.length === 0
      ? words(`Cost: ${dollars}`)
      : words(`Cost: ${dollars}, and ${unpriced.join(', ')} at an unknown price`),
  ];
}

const minuteSeconds = 60;

/** `8 s`, or `2:05 min` of a minute and longer. */
function waitText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < minuteSeconds) return `${Math.max(1, seconds)} s`;
  const rest = String(seconds % minuteSeconds).padStart(2, '0');
  return `${Math.floor(seconds / minuteSeconds)}:${rest} min`;
}
