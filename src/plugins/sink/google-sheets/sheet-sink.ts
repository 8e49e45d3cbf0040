import { fieldsOf, SetupError } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import type { BusinessRequest, Delivered, Sink } from '../../../core/kinds/sink.ts';
import { AccessToken } from '../../google/access-token.ts';
import { serviceAccount } from '../../google/service-account.ts';
import type { SpreadsheetValues } from '../../google/spreadsheets.ts';
import { oddAnswer } from '../sink-error.ts';
import {
  callSheets,
  columnOf,
  rangeOf,
  sheetsFaults,
  type SheetsConnection,
} from './sheets-api.ts';

const scope = 'https://www.googleapis.com/auth/spreadsheets';

/** The columns of our own, which stand first where the tab is empty. */
const ownColumns = { id: 'wabot', date: 'Date', phone: 'WhatsApp', name: 'Name in WhatsApp' };

/** A cell holds so many characters. */
const longestCell = 50_000;

/** Requests as rows of a tab whose first row names the columns. Every value is stored as typed (RAW): no formula of a customer's runs. */
export class SheetSink implements Sink {
  readonly #connection: SheetsConnection;
  #tab: string | undefined;

  constructor(connection: SheetsConnection, tab: string | undefined) {
    this.#connection = connection;
    this.#tab = tab;
  }

  /** Reads the key. Rejects with a SetupError when there is none. */
  static async open(
    values: SpreadsheetValues,
    world: Pick<World, 'fetch' | 'now'>,
  ): Promise<SheetSink> {
    const { sheets: [sheet] = [], tab, apiUrl } = values;
    const account = await serviceAccount(values);
    if (!account)
      throw new SetupError('google-sheets.account', 'Google Sheets needs a service account', {
        suggestions: ['Set GOOGLE_APPLICATION_CREDENTIALS to its JSON key.'],
      });
    const token = new AccessToken({ account, scope, apiUrl, world });
    return new SheetSink({ spreadsheet: sheet?.id ?? '', token, apiUrl, world }, tab);
  }

  /** What the spreadsheet and the tab are called. Rejects with a WabotError. */
  async look(signal: AbortSignal): Promise<{ title: string; tab: string }> {
    const path = '?fields=properties(title),sheets.properties(title)';
    const { properties, sheets } = await callSheets(this.#connection, { path }, signal);
    const titles = (Array.isArray(sheets) ? sheets : []).map((each) =>
      String(fieldsOf(fieldsOf(each)['properties'])['title']),
    );
    const tab = this.#tab ?? titles[0];
    if (tab === undefined) throw oddAnswer(sheetsFaults, 200);
    if (!titles.includes(tab))
      throw new SetupError('google-sheets.tab', `The spreadsheet has no tab "${tab}"`, {
        suggestions: ['Write its title into GOOGLE_SHEETS_TAB as it stands below the table.'],
      });
    const { title } = fieldsOf(properties);
    return { title: typeof title === 'string' ? title : '', tab };
  }

  async find({ id }: BusinessRequest, signal: AbortSignal): Promise<Delivered | undefined> {
    const tab = await this.#tabName(signal);
    const column = (await this.#header(tab, signal)).indexOf(ownColumns.id);
    if (column === -1) return undefined;
    const letters = columnOf(column);
    const cells = (await this.#values(tab, `${letters}:${letters}`, signal)).map(([cell]) => cell);
    const row = cells.indexOf(id);
    return row === -1 ? undefined : { ref: `${tab}!${row + 1}` };
  }

  async deliver(
    request: BusinessRequest,
    signal: AbortSignal,
    before?: Delivered,
  ): Promise<Delivered> {
    const tab = await this.#tabName(signal);
    const values = valuesOf(request);
    const columns = await this.#columns(tab, [...values.keys()], signal);
    // What is null stays as it is: the columns of the owner's own.
    const row = columns.map((name) => values.get(name) ?? null);
    const body = { majorDimension: 'ROWS', values: [row] };
    const last = columnOf(columns.length - 1);
    if (before) {
      const number = before.ref.slice(before.ref.lastIndexOf('!') + 1);
      const range = rangeOf(tab, `A${number}:${last}${number}`);
      const path = `/values/${range}?valueInputOption=RAW`;
      await callSheets(this.#connection, { path, method: 'PUT', body }, signal);
      return before;
    }
    // What is appended begins where the table begins, whatever the range says.
    const first = Math.max(
      0,
      columns.findIndex((name) => name !== ''),
    );
    const appended = { ...body, values: [row.slice(first)] };
    const cells = `${columnOf(first)}:${last}`;
    const how = 'valueInputOption=RAW&insertDataOption=INSERT_ROWS&includeValuesInResponse=false';
    const path = `/values/${rangeOf(tab, cells)}:append?${how}`;
    const call = { path, method: 'POST', body: appended } as const;
    const answer = await callSheets(this.#connection, call, signal);
    const { updatedRange } = fieldsOf(answer['updates']);
    if (typeof updatedRange !== 'string') throw oddAnswer(sheetsFaults, 200);
    return { ref: updatedRange };
  }

  async #tabName(signal: AbortSignal): Promise<string> {
    return (this.#tab ??= (await this.look(signal)).tab);
  }

  async #header(tab: string, signal: AbortSignal): Promise<string[]> {
    const [header = []] = await this.#values(tab, '1:1', signal);
    return header.map(String);
  }

  /** The columns as the first row names them; those of these that it lacks are written behind. */
  async #columns(tab: string, needed: readonly string[], signal: AbortSignal): Promise<string[]> {
    const header = await this.#header(tab, signal);
    const missing = needed.filter((name) => !header.includes(name));
    if (missing.length === 0) return header;
    const columns = [...header, ...missing];
    const range = rangeOf(tab, `${columnOf(header.length)}1:${columnOf(columns.length - 1)}1`);
    const path = `/values/${range}?valueInputOption=RAW`;
    const body = { majorDimension: 'ROWS', values: [missing] };
    await callSheets(this.#connection, { path, method: 'PUT', body }, signal);
    return columns;
  }

  /** Rows of cells, as they stand; empty ones at the end are left out. */
  async #values(tab: string, cells: string, signal: AbortSignal): Promise<unknown[][]> {
    const path = `/values/${rangeOf(tab, cells)}?majorDimension=ROWS&valueRenderOption=FORMULA`;
    const { values = [], range } = await callSheets(this.#connection, { path }, signal);
    if (!Array.isArray(values) || typeof range !== 'string') throw oddAnswer(sheetsFaults, 200);
    return values.map((row: unknown) => (Array.isArray(row) ? (row as unknown[]) : []));
  }
}

/** The cells of a request by the names of their columns; a field that is called like one of ours gets another. */
function valuesOf({ id, at, phone, name, fields }: BusinessRequest): Map<string, string> {
  const values = new Map([
    [ownColumns.id, id],
    [ownColumns.date, new Date(at).toISOString()],
    [ownColumns.phone, phone ?? ''],
    [ownColumns.name, name ?? ''],
  ]);
  for (const { label, value } of fields)
    values.set(
      values.has(label) ? `${label} (2)` : label,
      value.slice(0, longestCell).toWellFormed(),
    );
  return values;
}
