import { withoutAsides } from './asides.ts';

/** What models write around their workings, and people now and then around a word to be filled in: so only pairs of these count. */
const names = [
  'plan',
  'search',
  'query',
  'intent',
  'draft',
  'notes?',
  'steps?',
  'count',
  'reward',
  'information',
  'context',
  'documents?',
  'search_results?',
  'observations?',
  'verif(?:y|ication)',
  'understanding',
  'strategy',
  'reflect',
  'critique',
  'evaluation',
  'review',
  'self',
  'план',
  'поиск',
  'запрос',
  'черновик',
  'заметки',
  'проверка',
  'критика',
  'жоспар',
  'іздеу',
].join('|');

const attributes = '(?:\\s[^<>]{0,200})?';
const closing = new RegExp(`</(${names})>`, 'giu');

/** One with a line to itself before anything else; where it is never closed, the answer was cut short in it. */
const beginning = new RegExp(`^\\s*<(?:${names})>[^\\S\\n]*\\n`, 'iu');

/**
 * The text without such pairs, where they begin a line or follow another tag, and no code is shown beside them. Empty when it
 * ends in workings that it began with.
 */
export function withoutWorkings(text: string): string {
  if (text.includes('```')) return text;
  if (!text.includes('</')) return beginning.test(text) ? '' : text;
  const closed = new Set(Array.from(text.matchAll(closing), ([, name = '']) => name.toLowerCase()));
  if (closed.size === 0) return text;
  const pair = [...closed].join('|');
  const tag = new RegExp(
    `(?<=(?:^|[\\n>])[^\\S\\n]{0,9})<(?:${pair})${attributes}>|<(/)(?:${pair})>`,
    'giu',
  );
  // A closing one alone belongs to something that is no pair.
  const [first] = text.matchAll(tag);
  return first?.[1] === undefined
    ? withoutAsides(text, { tag, nests: false, closesFromTheBeginning: false })
    : text;
}
