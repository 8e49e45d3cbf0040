import type { KeptChat } from './chat-store.ts';
import type { Translate } from '../owner-language/index.ts';
import type { Entry } from '../kinds/turn-record.ts';
import { printableEntry } from '../printable.ts';

/** What of a chat is left word by word, oldest first. */
export function entriesOf({ stored }: KeptChat): Entry[] {
  return [...stored.pending, ...stored.entries];
}

/** A line of a chat as a person reads it. */
interface Line {
  at: number;
  /** Who said it, in English; a function that was called has its own. */
  who: string;
  text: string;
}

/** What was said, and what functions did, in the order of time. */
function linesOf(kept: KeptChat, words: Translate): Line[] {
  const entries = entriesOf(kept);
  const said = entries.map((entry) => ({
    at: entry.at,
    who: speaker(entry),
    text: wordsOf(entry, words),
  }));
  const from = entries[0]?.at ?? 0;
  const called = (kept.stored.facts.calls ?? [])
    .filter(({ at }) => at >= from)
    .map(({ at, name, args, result }) => ({
      at,
      who: 'Function',
      text: `${name} ${args} → ${result}`,
    }));
  if (called.length === 0) return said;
  return [...said, ...called].toSorted((one, other) => one.at - other.at);
}

interface Wording {
  /** Unix milliseconds to words. */
  clock(at: number): string;
  /** The words of anyone who reads it. */
  words: Translate;
}

/** A chat as a person reads it: who, when, whether it was spoken, and then the words. */
export function dialogueText(kept: KeptChat, { clock, words }: Wording): string[] {
  const { summary } = kept.stored;
  return [
    ...(summary ? [`${words('Earlier, in short')}: ${indented(summary.text)}`, ''] : []),
    ...linesOf(kept, words).map(
      ({ at, who, text }) => `${clock(at)}  ${words(who)}: ${indented(text)}`,
    ),
  ];
}

/** The same as Markdown; what was said stands in quotes, with nothing in it that Markdown would read. */
export function dialogueMarkdown(
  title: string,
  kept: KeptChat,
  { clock, words }: Wording,
): string[] {
  const { summary } = kept.stored;
  return [
    `# ${title}`,
    '',
    ...(summary ? [`**${words('Earlier, in short')}**`, '', ...quoted(summary.text), ''] : []),
    ...linesOf(kept, words).flatMap(({ at, who, text }) => [
      `**${words(who)}**, ${clock(at)}`,
      '',
      ...quoted(text),
      '',
    ]),
  ].slice(0, -1);
}

/** The last entries in short, for anyone who has no model at hand. */
export function lastLines(kept: KeptChat, count: number, words: Translate): string {
  return entriesOf(kept)
    .slice(-count)
    .map((entry) => `${words(speaker(entry))}: ${shortened(printableEntry(entry))}`)
    .join('\n');
}

/** A line of `lastLines` is cut here, in UTF-16 units. */
const longestLine = 160;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longestLine) return line;
  return `${line.slice(0, Math.max(0, line.lastIndexOf(' ', longestLine - 1)))}…`;
}

const speakers: Readonly<Record<Entry['role'], string>> = {
  bot: 'Bot',
  customer: 'Customer',
  operator: 'Operator',
};

function speaker({ role, voice }: Entry): string {
  return `${speakers[role]}${voice ? ' (voice)' : ''}`;
}

/** The words, and which guards objected to the answers before them. */
function wordsOf(entry: Entry, words: Translate): string {
  const { objections = [] } = entry;
  const text = printableEntry(entry);
  return objections.length === 0
    ? text
    : `${text}\n(${words('guards objected before')}: ${objections.join(', ')})`;
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}

function quoted(text: string): string[] {
  return quotedLines(text.split('\n'));
}

/** Lines in quotes, with nothing in them that Markdown would read. */
export function quotedLines(lines: readonly string[]): string[] {
  return lines.map((line) => `> ${line.replace(/[\\`*_[\]<>#|~]/g, '\\$&')}`.trimEnd());
}
