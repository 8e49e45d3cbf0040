import { startLoopback, type Heard, type Loopback, type Says } from '../openai/loopback.ts';
import { apiError } from '../prompt/google-docs/fake.ts';

/** A tab of the spreadsheet that is played. */
export interface PlayedTab {
  title: string;
  /** Cells as Google displays them. */
  rows: readonly (readonly string[])[];
  gid?: number;
  hidden?: boolean;
  /** Cells that are shown as one, as the API writes them. */
  merges?: readonly unknown[];
}

/** A Google spreadsheet on loopback: token endpoint, the Sheets API v4 as far as a reader sees it, and the export of a tab shared by link. */
export class SpreadsheetServer {
  tabs: PlayedTab[] = [];
  title = 'Салон «Айна»';
  /** Whether anyone who has the link may read. */
  isShared = true;
  /** What is said in the place of everything but tokens. */
  instead: Says | ((heard: Heard) => Says | undefined) | undefined;
  /** The token that is given and taken. */
  token = 'ya29.a0-token';
  readonly id = '1AbC_dEf-0123456789';
  loopback!: Loopback;

  static async start(...tabs: PlayedTab[]): Promise<SpreadsheetServer> {
    const server = new SpreadsheetServer();
    server.tabs = tabs;
    server.loopback = await startLoopback((heard) => server.#answer(heard));
    return server;
  }

  get url(): string {
    return new URL(this.loopback.baseUrl).origin;
  }

  /** What was asked for, as `GET /v4/spreadsheets/…`, without queries. */
  asked(): string[] {
    return this.loopback.heard.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(this.loopback[Symbol.asyncDispose]());
  }

  #answer(heard: Heard): Says {
    const { pathname, searchParams } = new URL(heard.path, this.url);
    if (pathname === '/token')
      return { body: { access_token: this.token, expires_in: 3599, token_type: 'Bearer' } };
    const instead = typeof this.instead === 'function' ? this.instead(heard) : this.instead;
    if (instead) return instead;
    const about = `/v4/spreadsheets/${this.id}`;
    if (pathname.startsWith(about)) {
      if (heard.headers.authorization !== `Bearer ${this.token}`)
        return apiError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
      return pathname === about ? this.#about() : this.#values(searchParams);
    }
    return this.#exported(pathname, searchParams);
  }

  #about(): Says {
    const sheets = this.tabs.map(({ title, gid = 0, hidden, rows, merges }, index) => ({
      properties: {
        sheetId: gid,
        title,
        index,
        ...(hidden ? { hidden } : {}),
        sheetType: 'GRID',
        gridProperties: { rowCount: Math.max(1000, rows.length), columnCount: 26 },
      },
      ...(merges ? { merges } : {}),
    }));
    return { body: { properties: { title: this.title }, sheets } };
  }

  #values(query: URLSearchParams): Says {
    if (query.get('valueRenderOption') !== 'FORMATTED_VALUE')
      return apiError(400, 'INVALID_ARGUMENT', 'not as the owner sees them');
    const valueRanges = query.getAll('ranges').map((range) => {
      const [, tabName = '', last] = /^'((?:[^']|'')+)'(?:!A1:[A-Z]+(\d+))?$/.exec(range) ?? [];
      const tab = this.tabs.find(({ title }) => title === tabName.replaceAll("''", "'"));
      const rows = tab?.rows.slice(0, last === undefined ? undefined : Number(last));
      // Google leaves out empty cells at the end of rows, and what is wholly empty.
      const values = rows?.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1));
      return tab && { range, majorDimension: 'ROWS', ...(values?.length ? { values } : {}) };
    });
    const isWhole = valueRanges.every((range) => range !== undefined);
    if (!isWhole) return apiError(400, 'INVALID_ARGUMENT', 'Unable to parse range');
    return { body: { spreadsheetId: this.id, valueRanges } };
  }

  #exported(path: string, query: URLSearchParams): Says {
    if (path === `/spreadsheets/d/${this.id}/export`) {
      const to = this.isShared ? `/file?gid=${query.get('gid') ?? ''}` : '/signin';
      return { status: 307, headers: { location: to } };
    }
    if (path === '/signin') return { body: '<!doctype html><html>Sign in</html>' };
    const gid = query.get('gid') ?? '';
    const tab = this.tabs.find((each) => gid === '' || String(each.gid ?? 0) === gid);
    if (path !== '/file') return apiError(404, 'NOT_FOUND', 'Requested entity was not found.');
    if (!tab) return { status: 400, body: '<html>Sorry, unable to open the file</html>' };
    const name = encodeURIComponent(`${this.title} - ${tab.title}.csv`);
    return {
      body: tab.rows.map((row) => row.map(quoted).join(',')).join('\r\n'),
      headers: {
        'content-type': 'text/csv',
        'content-disposition': `attachment; filename="x.csv"; filename*=UTF-8''${name}`,
      },
    };
  }
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
