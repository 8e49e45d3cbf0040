import { figureLines } from '../../core/report/digest-wording.ts';
import type { PeriodReport } from '../../core/report/period-report.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import type { Screen } from '../terminal/screen.ts';
import { bar, tableLines, type Column } from '../terminal/table.ts';

const barWidth = 20;
const leastColumns = 60;

/** A report for a terminal: a line for each day with a bar of its chats, then the figures of all of them. */
export function reportTable(report: PeriodReport, screen: Screen, words: Translate): string[] {
  const columns: Column[] = [
    { heading: words('DAY') },
    { heading: words('CHATS'), align: 'right' },
    { heading: words('REPLIES'), align: 'right' },
    { heading: 'USD', align: 'right' },
  ];
  const isWide = (screen.columns ?? leastColumns) >= leastColumns;
  const most = Math.max(...report.days.map(({ chats }) => chats));
  const rows = report.days.map(({ day, chats, replies, money }) => [
    day,
    String(chats),
    String(replies),
    money.toFixed(4),
    ...(isWide ? [bar(chats, most, barWidth)] : []),
  ]);
  const questions = report.unknown.questions.map(
    ({ question, count }) => `• ${question}${count > 1 ? ` (${count})` : ''}`,
  );
  return [
    ...tableLines(isWide ? [...columns, { heading: '' }] : columns, rows, screen),
    '',
    ...figureLines(report, words),
    ...questions,
  ];
}
