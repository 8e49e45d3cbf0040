import { itemOf, type WhenItem } from './items.ts';
import type { RewritingRule } from './rewriting.ts';

const nothing = (): WhenItem => itemOf('nothing');

/** Days and times that are refused where they stand: "не завтра", "ертең емес", "кроме понедельника"; or left: "с пятницы на субботу". */
export const refusalRules: readonly RewritingRule[] = [
  { pattern: 'not at|on|in|before|after? days|time time?', make: nothing },
  { pattern: 'instead at|on? days|time', make: nothing },
  { pattern: 'days time? emes', make: nothing },
  { pattern: 'time emes', make: nothing },
  { pattern: 'from days|time at|on days|time', make: ([, , , to]) => to },
];

const isFinding = (item: WhenItem): boolean =>
  ['days', 'time', 'ahead'].some((name) => item.is.has(name));

/** Items up to each mark, and up to each word that begins another thought: "а", "давайте", "можно". */
function thoughts(items: readonly WhenItem[]): WhenItem[][] {
  const out: WhenItem[][] = [[]];
  for (const item of items) {
    const ends = item.is.has('stop') || item.is.has('comma');
    if (ends || item.is.has('but')) out.push([]);
    out.at(-1)?.push(item);
    if (item.is.has('stop')) out.push([]);
  }
  return out;
}

/** Where a thought says that something is not possible; -1 where it does not. */
function refusalAt(thought: readonly WhenItem[]): number {
  return thought.findIndex(
    (item, at) =>
      item.is.has('cannot') ||
      (item.is.has('emes') && thought[at + 1]?.is.has('asks') !== true) ||
      (item.is.has('not') &&
        [thought[at + 1], thought[at + 2]].some((next) => next?.is.has('able') === true)),
  );
}

/** The days and times of a text less those that are refused in its thoughts: "завтра не могу", "в три не получится". */
export function keptOf(items: readonly WhenItem[]): WhenItem[] {
  const kept: WhenItem[][] = [];
  for (const thought of thoughts(items)) {
    const at = refusalAt(thought);
    if (at < 0) {
      kept.push(thought.filter(isFinding));
      continue;
    }
    const before = thought.slice(0, at).some(isFinding);
    const after = thought.slice(at).filter(isFinding);
    // "завтра, к сожалению, не могу": nothing else beside it.
    if (!before && after.length === 0 && thought[0]?.is.has('comma') === true) {
      const last = kept.findLastIndex((found) => found.length > 0);
      if (last >= 0) kept[last] = [];
    }
    kept.push(before ? after : []);
  }
  return kept.flat();
}
