import { sheetText } from '../../../core/plugin-api/knowledge.ts';
import type { SheetTab } from './spreadsheet-reader.ts';

/** The longest text that is kept of one tab, in characters, as of a file. */
const mostCharacters = 400_000;

/** What a formula shows that has no result. */
const brokenCell = /^(?:#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|ERROR!)|Loading\.\.\.)$/;

/** The columns by which the tab of customers' requests is known (sink/google-sheets writes them). */
const requestColumns = ['wabot', 'WhatsApp'];

/** A tab as a document; empty where nothing of it may be told. */
export interface TabDocument {
  text: string;
  remarks: string[];
  /** It is there and says nothing: what was last read of it stays. */
  isUnread: boolean;
}

/** The text of a tab, each row under its headings. An empty one is no empty price list, and customers' requests are nobody's to read. */
export function tabDocument({ rows: all, merged, remarks }: SheetTab): TabDocument {
  const [head = []] = all;
  if (requestColumns.every((name) => head.includes(name)))
    return left("the tab holds customers' requests, and is left out", false);
  const rows = firstRows(all);
  const broken = rows.flat().filter((cell) => brokenCell.test(cell.trim())).length;
  const whole = sheetText(
    broken === 0
      ? rows
      : rows.map((row) => row.map((cell) => (brokenCell.test(cell.trim()) ? '' : cell))),
    merged,
  );
  if (whole === '') return left('the tab is empty', true);
  const isLong = whole.length > mostCharacters || rows.length < all.length;
  return {
    text:
      whole.length > mostCharacters
        ? whole.slice(0, whole.lastIndexOf('\n', mostCharacters))
        : whole,
    remarks: [
      ...remarks,
      ...(broken === 0 ? [] : [`cells with an error in their formula are left empty: ${broken}`]),
      ...(isLong ? [`of the tab the first ${mostCharacters} characters are read`] : []),
    ],
    isUnread: false,
  };
}

/** The rows that fill a document; those behind would be worked on for nothing. */
function firstRows(rows: SheetTab['rows']): SheetTab['rows'] {
  let characters = 0;
  const end = rows.findIndex((row) => {
    if (characters > mostCharacters) return true;
    // At least so much is written of it: a cell has its two marks, and a row its end.
    for (const cell of row) if (cell !== '') characters += cell.length + 3;
    return false;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

function left(remark: string, isUnread: boolean): TabDocument {
  return { text: '', remarks: [remark], isUnread };
}
