import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { optionalText, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import { googleSettings } from '../../google/settings.ts';
import { sinkAddresses } from '../sink-addresses.ts';
import type { SheetSink } from './sheet-sink.ts';

const settings = {
  sheet: sinkAddresses.sheet,
  tab: optionalText('GOOGLE_SHEETS_TAB', {
    summary: 'Tab of the spreadsheet of GOOGLE_SHEETS_ID, by its title; the first one where absent',
    example: 'Заявки',
  }),
  ...googleSettings,
};

async function open(
  values: ValuesOf<typeof settings>,
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
  configured: ({ sheet }) => sheet !== undefined,
  problems: ({ account, key, keyFile }) =>
    keyFile === undefined && (account === undefined || key === undefined)
      ? [
          'GOOGLE_SHEETS_ID is set, but no service account that may write there: set GOOGLE_APPLICATION_CREDENTIALS to its JSON key',
        ]
      : [],
  create: open,
  async check(values, world, signal) {
    const sink = await open(values, world);
    const { title, tab } = await sink.look(signal);
    return [fine(`requests go to the tab "${tab}" of the spreadsheet "${title}"`)];
  },
});
