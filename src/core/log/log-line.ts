import { styleText } from 'node:util';
import { printable } from '../printable.ts';

/** Levels of events, the least first. */
export const eventLevels = ['debug', 'info', 'warn', 'error'] as const;
export type EventLevel = (typeof eventLevels)[number];

/** One line of the log. */
export type LogLine =
  | {
      type: 'event';
      time: string;
      level: string;
      event: string;
      fields: Readonly<Record<string, unknown>>;
    }
  /** Not a line as the bot writes them. */
  | { type: 'malformed'; text: string };

export function readLogLine(text: string): LogLine {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) {
      const { time, level, event, ...fields } = value as Record<string, unknown>;
      if (typeof time === 'string' && typeof level === 'string' && typeof event === 'string')
        return { type: 'event', time, level, event, fields };
    }
  } catch {
    // It is shown as it is.
  }
  return { type: 'malformed', text };
}

/** What is wanted of a log; a malformed line is never wanted where something is asked for. */
export interface LogFilter {
  level?: EventLevel | undefined;
  /** As the log has it: shortened. */
  chat?: string | undefined;
}

export function matchesFilter(line: LogLine, { level, chat }: LogFilter): boolean {
  if (line.type === 'malformed') return level === undefined && chat === undefined;
  if (level !== undefined && rank(line.level) < rank(level)) return false;
  return chat === undefined || line.fields['chat'] === chat;
}

function rank(level: string): number {
  const known = eventLevels.findIndex((each) => each === level);
  return known === -1 ? eventLevels.length : known;
}

/** Moments as the log shows them to a person: by the clock of the business, to the second. */
export function logClock(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (at) => format.format(at);
}

const colours: Readonly<Record<string, 'dim' | 'green' | 'yellow' | 'red'>> = {
  debug: 'dim',
  info: 'green',
  warn: 'yellow',
  error: 'red',
};

/** An event on one line: its time by `clock` (Unix milliseconds), its level, its name and its fields. Steers no terminal, but for colours where they are wanted. */
export function renderLogLine(
  line: LogLine,
  clock: (at: number) => string,
  { coloured = false } = {},
): string {
  if (line.type === 'malformed') return printable(line.text);
  const { time, level, event, fields } = line;
  const at = Date.parse(time);
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${renderValue(value)}`);
  const label = level.toUpperCase().padEnd(5);
  const [begun, rest] = [
    printable(Number.isNaN(at) ? time : clock(at)),
    printable([event, ...shown].join(' ')),
  ];
  const colour = colours[level];
  return `${begun} ${coloured && colour ? styleText(colour, label, { validateStream: false }) : printable(label)} ${rest}`;
}

/** Bare words stay bare, an error is its message, everything else is JSON. */
function renderValue(value: unknown): string {
  if (typeof value === 'string') return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
  if (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    typeof value.message === 'string'
  ) {
    const code = 'code' in value && typeof value.code === 'string' ? `${value.code}: ` : '';
    return JSON.stringify(`${code}${value.message}`);
  }
  return JSON.stringify(value);
}
