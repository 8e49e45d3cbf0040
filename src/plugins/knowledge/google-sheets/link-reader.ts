import { createHash } from 'node:crypto';
import { fieldsOf, SetupError, type WabotError } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { exchange, isPage, isSuccess, type Answered } from '../../google/exchange.ts';
import { brokenLine, failedAnswer } from '../../google/failure.ts';
import type { Spreadsheet } from '../../google/spreadsheets.ts';
import { csvRows } from '../../../core/plugin-api/knowledge.ts';
import { noSpreadsheet, onlyForSome, sheetsError } from './sheet-errors.ts';
import {
  mostBytes,
  mostRows,
  type ReadSpreadsheet,
  type SheetTab,
  type SpreadsheetReader,
} from './spreadsheet-reader.ts';

const googleDocsUrl = 'https://docs.google.com';

/** An export leads to where the file is made, once or twice. */
const mostHops = 5;

export interface LinkReaderParts {
  /** With the tab that is read; without one the first is. */
  spreadsheet: Spreadsheet;
  /** In the place of Google's own address. */
  apiUrl: string | undefined;
  world: Pick<World, 'fetch' | 'now'>;
}

/** Reads one tab of a spreadsheet that is shared with anyone who has the link, as the CSV that Google exports. */
export class LinkReader implements SpreadsheetReader {
  readonly #parts: LinkReaderParts;

  constructor(parts: LinkReaderParts) {
    this.#parts = parts;
  }

  async read(signal: AbortSignal): Promise<ReadSpreadsheet> {
    const answer = await this.#exported(signal);
    const { bytes } = answer;
    const title = this.#titleOf(answer);
    const stamp = createHash('sha256').update(title).update(bytes).digest('hex');
    return {
      stamp,
      missing: [],
      tabs: async () => [await tabOf(title, new TextDecoder().decode(bytes))],
    };
  }

  async #exported(signal: AbortSignal): Promise<Answered> {
    const { spreadsheet, apiUrl = googleDocsUrl, world } = this.#parts;
    const { id, gid } = spreadsheet;
    const tab = gid === undefined ? '' : `&gid=${gid}`;
    let url = `${apiUrl}/spreadsheets/d/${id}/export?format=csv${tab}`;
    for (let hop = 0; hop <= mostHops; hop += 1) {
      const answer = await this.#ask(url, signal);
      const { status, location } = answer;
      if (status >= 300 && status < 400 && location !== undefined) {
        url = this.#followed(location, url);
        continue;
      }
      if (isPage(answer) || status === 401) throw sheetsError(onlyForSome, 'anyone');
      if (isSuccess(answer)) return answer;
      throw sheetsError(failedAnswer(answer, world.now()), 'anyone');
    }
    throw sheetsError(noSpreadsheet, 'anyone');
  }

  async #ask(url: string, signal: AbortSignal): Promise<Answered> {
    try {
      return await exchange(
        this.#parts.world.fetch,
        { url, redirect: 'manual' },
        signal,
        mostBytes,
      );
    } catch (thrown) {
      signal.throwIfAborted();
      throw sheetsError(brokenLine(thrown), 'anyone');
    }
  }

  /** Where an export leads: to Google's file server and nowhere else; a private spreadsheet leads to where people log in. */
  #followed(location: string, from: string): string {
    const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
    const { apiUrl } = this.#parts;
    const isOwn = apiUrl !== undefined && to?.origin === new URL(apiUrl).origin;
    if (to && (isOwn || isGoogles(to))) return to.href;
    const isLogin = to?.hostname === 'accounts.google.com';
    throw sheetsError(isLogin ? onlyForSome : noSpreadsheet, 'anyone');
  }

  /** What the tab is called: the name of the exported file, where it has one. */
  #titleOf({ disposition = '' }: Answered): string {
    const { gid = '0' } = this.#parts.spreadsheet;
    const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition) ?? [];
    const name = decoded(encoded ?? '')
      .replace(/\.csv$/i, '')
      .trim();
    return name === '' ? `tab ${gid}` : name;
  }
}

/** Hosts from which Google serves exports. */
function isGoogles({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' &&
    (hostname === 'docs.google.com' || hostname.endsWith('.googleusercontent.com'))
  );
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded).replace(/[\n\\]/g, ' ');
  } catch {
    return '';
  }
}

async function tabOf(title: string, csv: string): Promise<SheetTab> {
  const form = { delimiter: ',', mostRows: mostRows + 1 };
  const rows = await csvRows(csv, form).catch((error: unknown) => {
    throw unparsed(error);
  });
  const isMore = rows.length > mostRows;
  return {
    title,
    rows: rows.slice(0, mostRows),
    remarks: isMore ? [`of the tab the first ${mostRows} rows are read`] : [],
  };
}

function unparsed(error: unknown): WabotError {
  if (fieldsOf(error)['code'] !== 'ERR_MODULE_NOT_FOUND')
    return sheetsError(noSpreadsheet, 'anyone');
  return new SetupError(
    'google-sheets.package',
    'A Google spreadsheet that is shared by link takes the package csv-parse, which is not installed',
    { suggestions: ['Install it: npm install csv-parse'] },
  );
}
