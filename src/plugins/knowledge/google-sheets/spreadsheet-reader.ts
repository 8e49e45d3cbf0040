import type { Merged } from '../../../core/plugin-api/knowledge.ts';

/** A tab as its owner sees it. */
export interface SheetTab {
  title: string;
  /** Cells as they are displayed; rows may differ in length. */
  rows: readonly (readonly string[])[];
  /** Cells that are shown as one; none where that is not told. */
  merged?: readonly Merged[];
  /** What the owner should know of it, one line each. */
  remarks: readonly string[];
}

/** A spreadsheet at one moment. */
export interface ReadSpreadsheet {
  /** As its owner calls it; absent where that is not told. */
  title?: string;
  /** Differs whenever what it holds may differ. */
  stamp: string;
  /** Titles that were to be read and are not there. */
  missing: readonly string[];
  /** The tabs, in their order; parsed when they are asked for. */
  tabs(): Promise<SheetTab[]>;
}

/** One way to read one spreadsheet. Rejects with a WabotError, or with the signal's reason. */
export interface SpreadsheetReader {
  read(signal: AbortSignal): Promise<ReadSpreadsheet>;
}

/** More rows and columns of a tab are not read: no customer asks about them. */
export const [mostRows, mostColumns] = [20_000, 100];

/** The largest answer of Google's that is read, bytes. */
export const mostBytes = 10_000_000;
