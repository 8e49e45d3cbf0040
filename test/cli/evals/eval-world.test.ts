import { expect, it, onTestFinished } from 'vitest';
import { openEvalWorld } from '../../../src/cli/evals/eval-world.ts';
import { wantedPlugins } from '../../../src/core/assembly/shared-plugins.ts';
import { builtIn } from '../../../src/plugins/index.ts';

const environment = {
  GOOGLE_SHEETS_ID: 'spreadsheet-0123456789',
  GOOGLE_SHEETS_TABS: 'Прайс',
  GOOGLE_SHEETS_TAB: 'Заявки',
  GOOGLE_APPLICATION_CREDENTIALS: 'key.json',
  WABOT_REQUESTS_WEBHOOK: 'https://crm.invalid/requests',
  WABOT_ALERT_WEBHOOK: 'https://alerts.invalid',
};

it.each([
  [false, ['google-sheets']],
  [true, []],
])(
  'conversations tell nobody, and read the price list unless offline: %s',
  async (offline, read) => {
    const world = await openEvalWorld({ catalog: builtIn, environment, offline, record: false });
    onTestFinished(() => world.close());
    const { catalog, environmentIn } = await world.parts('# Prices');
    const wanted = async (kind: 'sink' | 'alert' | 'knowledge'): Promise<string[]> =>
      (await wantedPlugins(kind, catalog, environmentIn('folder'))).map(({ name }) => name);
    // Owners are told in their chats, which nobody has here.
    expect([await wanted('sink'), await wanted('alert')]).toEqual([[], ['whatsapp']]);
    expect(await wanted('knowledge')).toEqual(read);
  },
);
