import type { ArchivedEntry } from '../../../core/kinds/archive.ts';

/** What was understood of a chat, and why something was not. */
export interface ReadHistory {
  entries: ArchivedEntry[];
  broken: string[];
}

const roles: Readonly<Record<string, ArchivedEntry['role']>> = {
  user: 'customer',
  assistant: 'bot',
};

/** What the old bot told its model beside the chat: the prompt, results of tools. Nobody said it. */
const unsaid: ReadonlySet<unknown> = new Set(['system', 'developer', 'tool', 'function']);

/** Understands what stands under a key that holds a string: a JSON list of messages. Never throws. */
export function readHistory(json: string): ReadHistory {
  const list = parse(json);
  if (list === undefined) return { entries: [], broken: ['a chat is no JSON'] };
  if (!Array.isArray(list)) return { entries: [], broken: ['a chat is no list of messages'] };
  return readMessages(list);
}

/** Understands what stands under a key that holds a list of Redis: a message in each element. Never throws. */
export function readHistoryList(elements: readonly string[]): ReadHistory {
  return readMessages(elements.map(parse));
}

function readMessages(list: readonly unknown[]): ReadHistory {
  const read = list.map(readMessage);
  return {
    entries: read.flatMap((each) => (typeof each === 'object' ? [each] : [])),
    broken: read.flatMap((each) => (typeof each === 'string' ? [each] : [])),
  };
}

/** A message, or why it is none; undefined when it was never said. */
function readMessage(message: unknown): ArchivedEntry | string | undefined {
  if (typeof message !== 'object' || message === null) return 'a message is no object';
  const { role, content, timestamp } = message as Record<string, unknown>;
  if (unsaid.has(role)) return undefined;
  const known = typeof role === 'string' && Object.hasOwn(roles, role) ? roles[role] : undefined;
  if (known === undefined) return 'a message has another role than user, assistant or system';
  const text = textOf(content).trim();
  if (text === '') return 'a message has no text';
  const at = timeOf(timestamp);
  return { role: known, text, ...(at === undefined ? {} : { at }) };
}

/** A text, or the texts of a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: { text?: unknown } | null) => (typeof part?.text === 'string' ? part.text : ''))
    .join('\n');
}

/** Before this, a number counts seconds; Unix milliseconds passed it in 1973. */
const leastMilliseconds = 1e11;

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)([.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** Unix milliseconds of `datetime.isoformat()` or of a Unix time. Without a zone it is this machine's time, as in Python. */
function timeOf(timestamp: unknown): number | undefined {
  const number =
    typeof timestamp === 'string' && /^\d+(\.\d+)?$/.test(timestamp)
      ? Number(timestamp)
      : timestamp;
  if (typeof number === 'number')
    return number > 0 ? Math.round(number < leastMilliseconds ? number * 1000 : number) : undefined;
  const [, day, time, fraction = '', zone = ''] = isoTime.exec(String(timestamp).trim()) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const milliseconds = fraction.slice(1, 4).padEnd(3, '0');
  const offset = zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(
    `${day}T${time.length === 5 ? `${time}:00` : time}.${milliseconds}${offset}`,
  );
  return Number.isNaN(at) ? undefined : at;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
