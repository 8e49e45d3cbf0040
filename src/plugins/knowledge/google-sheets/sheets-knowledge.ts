import { setImmediate } from 'node:timers/promises';
import type {
  FetchedKnowledge,
  Knowledge,
  KnowledgeDocument,
  KnowledgeWarning,
} from '../../../core/kinds/knowledge.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import { AccessToken } from '../../google/access-token.ts';
import { serviceAccount } from '../../google/service-account.ts';
import type { SpreadsheetValues } from '../../google/spreadsheets.ts';
import { ApiReader } from './api-reader.ts';
import { everyTab } from './chosen-tabs.ts';
import { linkReaders } from './link-readers.ts';
import type { ReadSpreadsheet, SpreadsheetReader } from './spreadsheet-reader.ts';
import { tabDocument } from './tab-document.ts';

const scope = 'https://www.googleapis.com/auth/spreadsheets.readonly';

/** The tabs of spreadsheets as documents, a tab each. */
export class SheetsKnowledge implements Knowledge {
  readonly #readers: readonly SpreadsheetReader[];
  /** As the settings name the tabs. */
  readonly #wanted: readonly string[];

  constructor(readers: readonly SpreadsheetReader[], wanted: readonly string[]) {
    this.#readers = readers;
    this.#wanted = wanted;
  }

  /** Reads the key, where there is one. Rejects with a SetupError where it is none. */
  static async open(
    values: SpreadsheetValues,
    world: Pick<World, 'fetch' | 'now'>,
  ): Promise<SheetsKnowledge> {
    const { sheets = [], tabs: wanted = [everyTab], tab: unread, apiUrl } = values;
    const account = await serviceAccount(values);
    if (!account) return new SheetsKnowledge(linkReaders({ sheets, wanted, apiUrl, world }), []);
    const token = new AccessToken({ account, scope, apiUrl, world });
    const { email } = account;
    const ids = [...new Set(sheets.map(({ id }) => id))];
    const readers = ids.map(
      (spreadsheet) => new ApiReader({ spreadsheet, wanted, unread, email, token, apiUrl, world }),
    );
    return new SheetsKnowledge(readers, wanted);
  }

  async look(signal: AbortSignal): Promise<string> {
    const all = await this.#read(signal);
    return all.map(({ stamp }) => stamp).join(' ');
  }

  async fetch(signal: AbortSignal): Promise<FetchedKnowledge> {
    const all = await this.#read(signal);
    const documents: KnowledgeDocument[] = [];
    const warnings: KnowledgeWarning[] = this.#gone(all);
    for (const { title: spreadsheet, tabs } of all) {
      for (const tab of await tabs()) {
        // Each takes some milliseconds, and there may be two hundred.
        await setImmediate();
        const name = freeName(tab.title, spreadsheet, documents);
        const { text, remarks, isUnread } = tabDocument(tab);
        if (text !== '') documents.push({ name, text });
        const unread = isUnread ? ({ unread: true } as const) : {};
        warnings.push(...remarks.map((message) => ({ document: name, message, ...unread })));
      }
    }
    return { documents, source: placeOf(all), warnings };
  }

  async #read(signal: AbortSignal): Promise<ReadSpreadsheet[]> {
    signal.throwIfAborted();
    const all = await Promise.all(this.#readers.map((reader) => reader.read(signal)));
    const isNone = all.every(({ stamp }) => stamp === '');
    if (isNone) throw noTab(this.#wanted);
    return all;
  }

  /** Tabs that are in none of the spreadsheets any more: what was last read of them stays. */
  #gone(all: readonly ReadSpreadsheet[]): KnowledgeWarning[] {
    const gone = this.#wanted.filter((name) => all.every(({ missing }) => missing.includes(name)));
    return gone.map((document) => ({
      document,
      message: 'the spreadsheet has no such tab, or it is hidden',
      unread: true,
    }));
  }
}

/** A tab's title; where that is taken, with the name of its spreadsheet or a number. */
function freeName(
  title: string,
  spreadsheet: string | undefined,
  documents: readonly KnowledgeDocument[],
): string {
  const isFree = (name: string): boolean => documents.every((document) => document.name !== name);
  const longer = spreadsheet === undefined ? title : `${spreadsheet}: ${title}`;
  const names = [title, longer, ...documents.map((_, index) => `${longer} (${index + 2})`)];
  return names.find(isFree) ?? title;
}

function placeOf(all: readonly ReadSpreadsheet[]): string {
  const titles = all.flatMap(({ title }) => (title === undefined ? [] : [`«${title}»`]));
  if (titles.length === 0) return 'Google Sheets';
  return `Google Sheets ${[...new Set(titles)].join(', ')}`;
}

function noTab(wanted: readonly string[]): SetupError {
  return new SetupError(
    'google-sheets.tab',
    wanted.includes(everyTab)
      ? 'The Google spreadsheet has no tab to answer from'
      : `The Google spreadsheet has no tab ${wanted.map((name) => `"${name}"`).join(', ')}`,
    {
      suggestions: [
        'Write the titles of tabs into GOOGLE_SHEETS_TABS as they stand below the table; hidden ones are not read.',
      ],
    },
  );
}
