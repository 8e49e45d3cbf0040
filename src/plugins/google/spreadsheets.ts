import { optionalText, type Setting, type ValuesOf } from '../../core/plugin-api/settings.ts';
import { googleSettings, unquoted } from './settings.ts';

/** A spreadsheet as a person copied it. */
export interface Spreadsheet {
  id: string;
  /** The tab that its address names, by its number. */
  gid?: string;
}

/** The ids of spreadsheets in what a person copied, and the tabs that were open there. */
function spreadsheetsIn(value: string): Spreadsheet[] {
  return unquoted(value)
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(spreadsheetIn);
}

function spreadsheetIn(copied: string): Spreadsheet {
  if (/\/spreadsheets\/(?:u\/\d+\/)?d\/e\//.test(copied))
    throw new Error(
      'has the address of a published copy; take the address that the browser shows while you edit the spreadsheet',
    );
  const id = /\/spreadsheets\/(?:u\/\d+\/)?d\/([\w-]{10,})/.exec(copied)?.[1] ?? copied;
  const gid = /[#?&]gid=(\d{1,12})/.exec(copied)?.[1];
  if (/^[\w-]{10,}$/.test(id)) return { id, ...(gid === undefined ? {} : { gid }) };
  throw new Error(
    'must be the id of a Google spreadsheet or its address, https://docs.google.com/spreadsheets/d/…/edit',
  );
}

const sheets: Setting<readonly Spreadsheet[] | undefined> = {
  ...optionalText('GOOGLE_SHEETS_ID', {
    summary:
      "Google spreadsheet that customers' requests go to, a row each, or that the bot answers from (GOOGLE_SHEETS_TABS): its id or address; of several, with commas, requests go to the first",
    example: 'https://docs.google.com/spreadsheets/d/1AbC…/edit',
  }),
  isId: true,
  parse: spreadsheetsIn,
};

const tabs: Setting<readonly string[] | undefined> = {
  ...optionalText('GOOGLE_SHEETS_TABS', {
    summary:
      'Tabs of GOOGLE_SHEETS_ID that the bot answers from, by their titles or numbers (gid) with commas between them; * for all that are not hidden',
    example: 'Прайс, Расписание',
  }),
  parse: (value) =>
    unquoted(value)
      .split(/[,;\n]/)
      .map((title) => title.trim())
      .filter(Boolean),
};

/** Which spreadsheets, and what for. */
export const spreadsheetSettings = {
  sheets,
  tab: optionalText('GOOGLE_SHEETS_TAB', {
    summary:
      "Tab of the spreadsheet of GOOGLE_SHEETS_ID that customers' requests go to, by its title; the first one where neither it nor GOOGLE_SHEETS_TABS is set",
    example: 'Заявки',
  }),
  tabs,
};

/** For every plugin that reads or writes them. */
export const allSpreadsheetSettings = { ...spreadsheetSettings, ...googleSettings };

/** The values of these settings. */
export type SpreadsheetValues = ValuesOf<typeof allSpreadsheetSettings>;

/** Whether there is a service account: nobody else may write. */
export function hasAccount({ account, key, keyFile }: SpreadsheetValues): boolean {
  return keyFile !== undefined || (account !== undefined && key !== undefined);
}

/** Whether requests go to the spreadsheet. What the bot answers from is never written to but by the owner's word for a tab. */
export function isWritten(values: SpreadsheetValues): boolean {
  const { sheets: all, tab, tabs: read } = values;
  return all !== undefined && (tab !== undefined || (read === undefined && hasAccount(values)));
}

/** Whether the bot answers from the spreadsheets: tabs are named for that, or nobody could write there anyway. */
export function isRead(values: SpreadsheetValues): boolean {
  return values.sheets !== undefined && (values.tabs !== undefined || !isWritten(values));
}
