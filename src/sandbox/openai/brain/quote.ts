import { foldLetters, isLike } from './letters.ts';
import type { Passage } from './passages.ts';
import type { CustomerQuestion } from './question.ts';
import { topicsOf } from './topics.ts';

const item = /^\s*([-*•+]|\d+[.)])\s/;

/** A list longer than this is cut down to the items asked for. */
const shortList = 3;

/** A passage as it is quoted: its heading and its lines, or of a long list only the items that name what was asked. */
export function quotePassage({ heading, lines }: Passage, question: CustomerQuestion): string {
  const body = narrow(heading, lines, question).join('\n').trim();
  return heading === '' ? body : `**${heading}**\n${body}`;
}

/** The items that name most of what was asked, when they are few; else all lines. */
function narrow(heading: string, lines: string[], { things, text }: CustomerQuestion): string[] {
  const items = lines.filter((line) => item.test(line));
  if (items.length <= shortList) return lines;
  const known = topicsOf(heading);
  const topics = [...topicsOf(text)].filter((topic) => !known.has(topic));
  const scored = items.map((line) => ({ line, named: countNamed(line, things, topics) }));
  const most = Math.max(...scored.map(({ named }) => named));
  const best = scored.filter(({ named }) => named === most).map(({ line }) => line);
  return most > 0 && best.length * 2 <= items.length ? best : lines;
}

/** How many of the things and topics a line names. */
function countNamed(line: string, things: readonly string[], topics: readonly string[]): number {
  const words = foldLetters(line).split(' ');
  const touched = topicsOf(line);
  const named = things.filter(
    (thing) => thing.length > 2 && words.some((word) => isLike(word, thing)),
  );
  return named.length + topics.filter((topic) => touched.has(topic)).length;
}
