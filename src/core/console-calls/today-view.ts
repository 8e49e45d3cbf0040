import { latestAlerts, type LatestAlert } from '../alerts/latest-alerts.ts';
import { clockIn } from '../business-time.ts';
import { pricesIn } from '../costs/prices.ts';
import { usageReport } from '../costs/usage.ts';
import { isDraft } from '../drafts/withhold.ts';
import { readStatus } from '../operator/status.ts';
import type { Translate } from '../owner-language/index.ts';
import { listedName } from '../prompts/version-label.ts';
import { periodReport } from '../report/period-report.ts';
import type { ConsoleParts } from './console-parts.ts';
import { pauseView, type PauseView } from './chat-marks.ts';

/** Days in the small chart. */
const chartDays = 14;

/** How soon customers got their first answer, milliseconds: usually, and 95 of 100; null where nobody was answered. */
export interface AnswerTimes {
  count: number;
  median: number | null;
  slow: number | null;
}

/** How the bot is and what the day was like: the figures of `status`, `usage` and `report`. */
export interface TodayView {
  version: string;
  startedAt: string | null;
  ready: boolean;
  reasons: string[];
  detail: string[];
  account: string | null;
  receives: string | null;
  waiting: number;
  due: number;
  dead: number;
  tickets: number;
  drafts: number;
  requests: number;
  silent: PauseView | null;
  silentChats: number;
  unanswered: string[];
  lastReplyAt: number | null;
  prompt: string | null;
  errors: { reason: string; count: number; at: number }[];
  alerts: LatestAlert[];
  spent: { money: number; cap: number | null; replies: number; unpriced: string[] };
  days: { day: string; replies: number; money: number }[];
  answers: AnswerTimes;
}

/** Reads all of it, with the alerts in the given words; nothing is changed. */
export async function todayView(parts: ConsoleParts, words: Translate): Promise<TodayView> {
  const { opened, bot, versions, version } = parts;
  const { journal } = opened.plugins;
  const now = opened.world.now();
  const [status, cases, costs, answers, alerts] = await Promise.all([
    readStatus(journal, opened.world.dataFolder, now),
    journal.cases.list({ open: true }),
    costsOf(parts, now),
    answerTimes(parts, now),
    latestAlerts(journal.notices, { words, clock: clockIn(opened.bot.timeZone) }, now),
  ]);
  const { run, said, promptVersion, paused, unanswered, errors } = status;
  const everywhere = paused.find(({ chat }) => chat === undefined);
  const verdicts = bot.vitals.accounts.map(({ verdict }) => verdict);
  const account = verdicts.find((each) => each?.trouble !== undefined) ?? verdicts[0];
  const open = cases.filter((each) => each.kind !== 'draft' || isDraft(each));
  const count = (kind: string): number => open.filter((each) => each.kind === kind).length;
  return {
    version,
    startedAt: run?.startedAt ?? null,
    ready: said?.ready ?? true,
    reasons: said?.reasons ?? [],
    detail: said?.detail ?? [],
    account: account === undefined ? null : (account.trouble ?? ''),
    receives: run?.receives ?? null,
    ...status.journal,
    tickets: count('ticket'),
    drafts: count('draft'),
    requests: count('request'),
    silent: everywhere ? pauseView(everywhere) : null,
    silentChats: paused.filter(({ chat }) => chat !== undefined).length,
    unanswered: unanswered.flatMap(({ chat }) => chat ?? []),
    lastReplyAt: status.answeredAt ?? null,
    prompt: promptVersion === undefined ? null : await listedName(versions, promptVersion),
    errors,
    alerts,
    ...costs,
    answers,
  };
}

async function costsOf(
  { opened, catalog }: ConsoleParts,
  now: number,
): Promise<Pick<TodayView, 'spent' | 'days'>> {
  const { timeZone, budgetDay } = opened.bot;
  const { accounts } = opened.plugins.journal;
  const prices = await pricesIn(catalog);
  const { lines } = await usageReport((since) => accounts.usage(since), {
    by: 'day',
    days: chartDays,
    timeZone,
    now,
    prices,
  });
  const today = lines.at(-1);
  return {
    spent: {
      money: today?.money ?? 0,
      cap: budgetDay ?? null,
      replies: today?.replies ?? 0,
      unpriced: today?.unpriced ?? [],
    },
    days: lines.map(({ key, replies, money }) => ({ day: key, replies, money })),
  };
}

/** As `report` says them of the day. */
async function answerTimes({ opened, catalog }: ConsoleParts, now: number): Promise<AnswerTimes> {
  const { timeZone } = opened.bot;
  const wanted = { days: 1, timeZone, now, prices: await pricesIn(catalog) };
  const { answered } = await periodReport(opened.plugins.journal, wanted);
  return { count: answered.count, median: answered.p50, slow: answered.p95 };
}
