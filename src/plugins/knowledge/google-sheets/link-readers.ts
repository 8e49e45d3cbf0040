import { LinkReader, type LinkReaderParts } from './link-reader.ts';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import type { Spreadsheet } from '../../google/spreadsheets.ts';
import { everyTab } from './chosen-tabs.ts';

/**
 * A reader for every tab: without an account Google tells no titles, so that a tab is known by its number, in the addresses or, of one
 * spreadsheet, in a list of its own. Throws a SetupError where a title stands there.
 */
export function linkReaders({
  sheets,
  wanted,
  ...way
}: Omit<LinkReaderParts, 'spreadsheet'> & {
  sheets: readonly Spreadsheet[];
  wanted: readonly string[];
}): LinkReader[] {
  const [first, ...others] = sheets;
  const isList = !wanted.includes(everyTab);
  if (isList && (others.length > 0 || wanted.some((name) => !/^\d{1,12}$/.test(name))))
    throw noTitles();
  const places =
    isList && first ? wanted.map((gid): Spreadsheet => ({ id: first.id, gid })) : sheets;
  return places.map((spreadsheet) => new LinkReader({ spreadsheet, ...way }));
}

function noTitles(): SetupError {
  return new SetupError(
    'google-sheets.tab',
    'Without a service account a tab of a Google spreadsheet is known by its number alone',
    {
      suggestions: [
        'Copy the address of each tab from the browser (it ends in gid=…) into GOOGLE_SHEETS_ID, with commas between them, and set GOOGLE_SHEETS_TABS=*.',
        'Or set GOOGLE_APPLICATION_CREDENTIALS to the JSON key of a service account that the spreadsheet is shared with: then titles work.',
      ],
    },
  );
}
