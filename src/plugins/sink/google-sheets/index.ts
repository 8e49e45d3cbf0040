import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import {
  allSpreadsheetSettings,
  hasAccount,
  isWritten,
  type SpreadsheetValues,
} from '../../google/spreadsheets.ts';
import type { SheetSink } from './sheet-sink.ts';

const settings = allSpreadsheetSettings;

async function open(
  values: SpreadsheetValues,
  world: Pick<World, 'fetch' | 'now'>,
): Promise<SheetSink> {
  const { SheetSink: Made } = await import('./sheet-sink.ts');
  return Made.open(values, world);
}

export default definePlugin({
  kind: 'sink',
  version: 1,
  name: 'google-sheets',
  summary: "Customers' requests as rows of a Google spreadsheet, never as formulas",
  settings,
  prefixes: ['GOOGLE_'],
  configured: isWritten,
  problems: (values) =>
    hasAccount(values)
      ? []
      : [
          'GOOGLE_SHEETS_TAB is set, but no service account that may write there: set GOOGLE_APPLICATION_CREDENTIALS to its JSON key',
        ],
  create: open,
  async check(values, world, signal) {
    const sink = await open(values, world);
    const { title, tab } = await sink.look(signal);
    return [fine(`requests go to the tab "${tab}" of the spreadsheet "${title}"`)];
  },
});
