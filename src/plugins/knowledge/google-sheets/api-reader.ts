import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import type { AccessToken } from '../../google/access-token.ts';
import { exchange, isSuccess, type Answered } from '../../google/exchange.ts';
import { brokenLine, failedAnswer } from '../../google/failure.ts';
import type { Merged } from '../../../core/plugin-api/knowledge.ts';
import { chosenTabs, type ListedTab } from './chosen-tabs.ts';
import { noSpreadsheet, sheetsError } from './sheet-errors.ts';
import {
  mostBytes,
  mostColumns,
  mostRows,
  type ReadSpreadsheet,
  type SheetTab,
  type SpreadsheetReader,
} from './spreadsheet-reader.ts';

const googleSheetsUrl = 'https://sheets.googleapis.com';

/** What is asked of the spreadsheet itself: its name, and its tabs without their cells, with what is merged in them. */
const aboutFields =
  'properties(title),sheets(properties(sheetId,title,index,hidden,sheetType,gridProperties(rowCount,columnCount)),merges)';

export interface ApiReaderParts {
  spreadsheet: string;
  /** Titles or numbers of tabs; `*`: all. */
  wanted: readonly string[];
  /** Where customers' requests go: never read. */
  unread: string | undefined;
  email: string;
  token: AccessToken;
  /** In the place of Google's own address. */
  apiUrl: string | undefined;
  world: Pick<World, 'fetch' | 'now'>;
}

/** Reads a spreadsheet that is shared with a service account, by the Sheets API v4: its tabs by their titles, hidden ones left out. */
export class ApiReader implements SpreadsheetReader {
  readonly #parts: ApiReaderParts;

  constructor(parts: ApiReaderParts) {
    this.#parts = parts;
  }

  async read(signal: AbortSignal): Promise<ReadSpreadsheet> {
    const { bytes } = await this.#ask(`?fields=${encodeURIComponent(aboutFields)}`, signal);
    const about = this.#understood(bytes);
    const { tabs, missing } = chosenTabs(listedTabs(about), this.#parts.wanted, this.#parts.unread);
    const { title } = fieldsOf(about['properties']);
    const named = typeof title === 'string' && title !== '' ? { title } : {};
    if (tabs.length === 0) return { ...named, stamp: '', missing, tabs: () => Promise.resolve([]) };
    const cells = await this.#ask(`/values:batchGet?${rangesQuery(tabs)}`, signal);
    const hash = createHash('sha256').update(JSON.stringify([title, tabs, missing]));
    return {
      ...named,
      stamp: hash.update(cells.bytes).digest('hex'),
      missing,
      tabs: () => this.#tabsOf(tabs, cells.bytes),
    };
  }

  async #tabsOf(tabs: readonly ListedTab[], bytes: Uint8Array): Promise<SheetTab[]> {
    const { valueRanges } = this.#understood(bytes);
    if (!Array.isArray(valueRanges) || valueRanges.length !== tabs.length) throw this.#odd();
    const read: SheetTab[] = [];
    for (const [index, { title, rows: grid, merged }] of tabs.entries()) {
      // Who waits for an answer is not to wait for all of a large spreadsheet.
      await setImmediate();
      const isMore = grid !== undefined && grid > mostRows;
      const remarks = isMore ? [`of the tab the first ${mostRows} rows are read`] : [];
      read.push({ title, rows: rowsOf(fieldsOf(valueRanges[index])['values']), merged, remarks });
    }
    return read;
  }

  /** Asks once more with a new right where the old one is not accepted any longer. */
  async #ask(path: string, signal: AbortSignal): Promise<Answered> {
    const { email, token, world } = this.#parts;
    let answer = await this.#once(path, signal);
    if (answer.status === 401) {
      token.forget();
      answer = await this.#once(path, signal);
    }
    if (!isSuccess(answer)) throw sheetsError(failedAnswer(answer, world.now()), { email });
    return answer;
  }

  async #once(path: string, signal: AbortSignal): Promise<Answered> {
    const { spreadsheet, email, token, apiUrl = googleSheetsUrl, world } = this.#parts;
    const authorization = `Bearer ${await token.value(signal)}`;
    const url = `${apiUrl}/v4/spreadsheets/${spreadsheet}${path}`;
    const asked = { url, headers: { authorization }, redirect: 'error' as const };
    try {
      return await exchange(world.fetch, asked, signal, mostBytes);
    } catch (thrown) {
      signal.throwIfAborted();
      throw sheetsError(brokenLine(thrown), { email });
    }
  }

  #understood(bytes: Uint8Array): UnknownObject {
    try {
      return fieldsOf(JSON.parse(Buffer.from(bytes).toString('utf8')));
    } catch {
      throw this.#odd();
    }
  }

  #odd(): Error {
    return sheetsError(noSpreadsheet, { email: this.#parts.email });
  }
}

/** The tabs that hold cells, as the spreadsheet lists them. */
function listedTabs({ sheets }: UnknownObject): ListedTab[] {
  const all = Array.isArray(sheets) ? sheets : [];
  return all.flatMap((sheet: unknown) => {
    const { sheetId, title, hidden, sheetType, gridProperties } = fieldsOf(
      fieldsOf(sheet)['properties'],
    );
    const { rowCount, columnCount } = fieldsOf(gridProperties);
    if (typeof title !== 'string' || (sheetType !== undefined && sheetType !== 'GRID')) return [];
    return [
      {
        title,
        gid: String(sheetId),
        isHidden: hidden === true,
        rows: typeof rowCount === 'number' ? rowCount : undefined,
        columns: typeof columnCount === 'number' ? columnCount : undefined,
        merged: mergedOf(fieldsOf(sheet)['merges']),
      },
    ];
  });
}

/** More merged cells of one tab are left as they are. */
const mostMerged = 10_000;

function mergedOf(merges: unknown): Merged[] {
  const all: unknown[] = Array.isArray(merges) ? merges.slice(0, mostMerged) : [];
  return all.flatMap((range) => {
    const found = fieldsOf(range);
    const rows = placesOf(found['startRowIndex'], found['endRowIndex'], mostRows);
    const columns = placesOf(found['startColumnIndex'], found['endColumnIndex'], mostColumns);
    return rows && columns ? [{ rows, columns }] : [];
  });
}

/** From where to where cells are merged; Google leaves out a beginning that is 0, and an end where there is none. */
function placesOf(from: unknown = 0, to: unknown, most: number): [number, number] | undefined {
  const end = to ?? most;
  if (typeof from !== 'number' || typeof end !== 'number') return undefined;
  return from >= 0 && end > from ? [from, Math.min(end, most)] : undefined;
}

/** The tabs whole, or their first rows and columns where they are larger than is read; cells as their owner sees them. */
function rangesQuery(tabs: readonly ListedTab[]): string {
  const query = new URLSearchParams({
    majorDimension: 'ROWS',
    valueRenderOption: 'FORMATTED_VALUE',
  });
  for (const { title, rows = 0, columns = 0 } of tabs) {
    const quoted = `'${title.replaceAll("'", "''")}'`;
    const isLarge = rows > mostRows || columns > mostColumns;
    query.append('ranges', isLarge ? `${quoted}!A1:${lastColumn}${mostRows}` : quoted);
  }
  return query.toString().replaceAll('+', '%20');
}

/** The letters of the hundredth column. */
const lastColumn = 'CV';

function rowsOf(values: unknown): string[][] {
  const rows: unknown[] = Array.isArray(values) ? values : [];
  return rows.map((row) => (Array.isArray(row) ? row.map((cell: unknown) => cellText(cell)) : []));
}

function cellText(cell: unknown): string {
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? String(cell)
    : '';
}
