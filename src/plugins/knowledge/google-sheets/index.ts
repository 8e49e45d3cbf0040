import { fine, warning } from '../../../core/kinds/finding.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import {
  allSpreadsheetSettings,
  isRead,
  type SpreadsheetValues,
} from '../../google/spreadsheets.ts';
import type { SheetsKnowledge } from './sheets-knowledge.ts';

async function open(values: SpreadsheetValues, world: World): Promise<SheetsKnowledge> {
  const { SheetsKnowledge: Made } = await import('./sheets-knowledge.ts');
  return Made.open(values, world);
}

export default definePlugin({
  kind: 'knowledge',
  version: 1,
  name: 'google-sheets',
  summary: 'Tabs of Google spreadsheets, of a service account or shared by link',
  settings: allSpreadsheetSettings,
  prefixes: ['GOOGLE_'],
  configured: isRead,
  problems: ({ tab, tabs = [] }) =>
    tab !== undefined && tabs.includes(tab)
      ? [
          `GOOGLE_SHEETS_TAB and GOOGLE_SHEETS_TABS both name the tab "${tab}": customers would be told what other customers left there`,
        ]
      : [],
  create: open,
  async check(values, world, signal) {
    const knowledge = await open(values, world);
    const { documents, source, warnings } = await knowledge.fetch(signal);
    const said = warnings.map(({ document = '', message }) => warning(`${document}: ${message}`));
    const names = documents.map(({ name }) => name).join(', ');
    return [fine(`the bot answers from ${source}: ${names}`), ...said];
  },
});
