import type { Merged } from '../../../core/plugin-api/knowledge.ts';

/** A tab as its spreadsheet lists it. */
export interface ListedTab {
  title: string;
  gid: string;
  isHidden: boolean;
  /** The size of its grid, empty cells included. */
  rows: number | undefined;
  columns: number | undefined;
  /** Cells that are shown as one. */
  merged: readonly Merged[];
}

/** Stands for every tab. */
export const everyTab = '*';

/**
 * The tabs that are wanted by their titles or numbers, in the spreadsheet's order, and which of the wanted are not there. Neither a hidden one
 * nor the one that requests go to is ever among them.
 */
export function chosenTabs(
  listed: readonly ListedTab[],
  wanted: readonly string[],
  unread: string | undefined,
): { tabs: ListedTab[]; missing: string[] } {
  const open = listed.filter(({ isHidden, title }) => !isHidden && title !== unread);
  const isEvery = wanted.includes(everyTab);
  const names = new Set(wanted.map(folded));
  const tabs = isEvery
    ? open
    : open.filter(({ title, gid }) => names.has(folded(title)) || names.has(gid));
  const there = new Set(tabs.flatMap(({ title, gid }) => [folded(title), gid]));
  const missing = isEvery ? [] : wanted.filter((name) => !there.has(folded(name)));
  return { tabs, missing };
}

/** Google takes titles that differ in capitals alone for one. */
function folded(title: string): string {
  return title.normalize('NFC').trim().toLowerCase();
}
