import type { Case } from '../kinds/cases.ts';
import { isDraft, observedReasons } from './withhold.ts';

/** What the bot would have said, or proposed, beside what became of it. Times are Unix milliseconds. */
export interface ReportLine {
  chat: string;
  at: number;
  question?: string;
  /** What the bot would have said. */
  bot: string;
  /** What somebody of the business wrote there next, before the customer asked again. */
  owner?: string;
  /** Of a draft: what its owner decided, as it ended. */
  outcome?: string;
}

/** What was observed and drafted since a moment, oldest first, from cases in any order. */
export function reportOf(cases: readonly Case[], since: number): ReportLine[] {
  const inOrder = cases
    .filter(({ kind, at }) => kind === 'draft' && at >= since)
    .toSorted((one, other) => one.at - other.at || one.number - other.number);
  return inOrder.flatMap((found, index) => {
    const { about, chat, at, end } = found;
    if (about.reason === observedReasons.owner) return [];
    const bot = (about.proposal ?? []).map(({ text }) => text).join('\n\n');
    const owner = saidNext(inOrder.slice(index + 1), chat);
    return {
      chat,
      at,
      ...(about.question === undefined ? {} : { question: about.question }),
      bot,
      ...(owner === '' ? {} : { owner }),
      ...(isDraft(found) ? { outcome: end?.outcome ?? 'waiting' } : {}),
    };
  });
}

/** What the business wrote in a chat until the customer asked again. */
function saidNext(later: readonly Case[], chat: string): string {
  const own = later.filter((other) => other.chat === chat);
  const end = own.findIndex(({ about }) => about.reason !== observedReasons.owner);
  return own
    .slice(0, end === -1 ? own.length : end)
    .map(({ about }) => about.question ?? '')
    .join('\n');
}
