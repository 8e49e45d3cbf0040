import { json, type Heard, type Says } from '../openai/loopback.ts';

/** A spreadsheet with one tab, as the Sheets API v4 speaks; refuses what would be parsed. */
export class SheetsServer {
  rows: (string | null)[][];
  readonly tab = "Заявки 'лето'";

  constructor(rows: string[][] = []) {
    this.rows = rows;
  }

  answer(heard: Heard): Says {
    if (heard.path.endsWith('/token'))
      return { body: { access_token: 'ya29.t', expires_in: 3600 } };
    const [path = '', query = ''] = heard.path.split('?', 2);
    if (heard.headers.authorization !== 'Bearer ya29.t') return refused(401, 'UNAUTHENTICATED');
    const range = /\/values\/([^/]+?)(?::append)?$/.exec(path)?.[1];
    if (range === undefined) return { body: this.#about };
    const [tab = '', cells = ''] = decodeURIComponent(range).split('!', 2);
    if (tab !== `'${this.tab.replaceAll("'", "''")}'`) return refused(400, 'INVALID_ARGUMENT');
    if (heard.method === 'GET') return { body: { range, ...this.#read(cells) } };
    if (!query.includes('valueInputOption=RAW')) return refused(400, 'INVALID_ARGUMENT');
    const [row = []] = json(heard)['values'] as (string | null)[][];
    return path.endsWith(':append') ? this.#append(row) : this.#write(cells, row);
  }

  get #about(): object {
    return { properties: { title: 'Клиенты' }, sheets: [{ properties: { title: this.tab } }] };
  }

  #read(cells: string): object {
    if (cells === '1:1') return this.rows[0] ? { values: [this.rows[0]] } : {};
    const column = (cells.codePointAt(0) ?? 65) - 65;
    const values = this.rows.map((row) => [row[column] ?? '']);
    return values.length > 0 ? { values } : {};
  }

  #append(row: (string | null)[]): Says {
    // The row begins where the table begins, whatever the range says.
    const first = Math.max(0, (this.rows[0] ?? []).findIndex(Boolean));
    this.rows.push([...Array.from({ length: first }, () => ''), ...row]);
    return { body: { updates: { updatedRange: `'${this.tab}'!A${this.rows.length}` } } };
  }

  #write(cells: string, row: (string | null)[]): Says {
    const [, column = 'A', number = '1'] = /^([A-Z])(\d+)/.exec(cells) ?? [];
    const there = (this.rows[Number(number) - 1] ??= []);
    const first = (column.codePointAt(0) ?? 65) - 65;
    for (const [index, value] of row.entries()) if (value !== null) there[first + index] = value;
    return { body: { updatedRange: cells } };
  }
}

function refused(status: number, name: string): Says {
  return { status, body: { error: { code: status, message: '', status: name } } };
}
