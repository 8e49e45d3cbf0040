import { describe, expect, it } from 'vitest';
import { askDocuments } from '../../../src/cli/init/documents-question.ts';

const address = 'https://docs.google.com/spreadsheets/d/1AbC_dEf-0123456789/edit#gid=7';

function asked(documents: string | undefined, environment: Record<string, string> = {}) {
  return askDocuments({ given: { documents }, settings: new Map(), asks: false }, environment);
}

describe('documents next to the prompt', () => {
  it('are a folder or a Google spreadsheet', async () => {
    expect(await asked('./prices')).toEqual({ WABOT_KNOWLEDGE: './prices' });
    const sheet = { GOOGLE_SHEETS_ID: address, GOOGLE_SHEETS_TABS: '*' };
    expect(await asked(address)).toEqual(sheet);
    const tabs = { GOOGLE_SHEETS_TABS: 'Прайс', GOOGLE_SHEETS_ID: 'another-0123456789' };
    expect(await asked(address, tabs)).toEqual({ ...sheet, GOOGLE_SHEETS_TABS: 'Прайс' });
  });

  it('stay where nobody says anything, and a spreadsheet for requests is none', async () => {
    expect(await asked(undefined)).toEqual({});
    expect(await asked(undefined, { WABOT_KNOWLEDGE: './prices' })).toEqual({});
    expect(await asked(undefined, { GOOGLE_SHEETS_ID: address })).toEqual({});
  });
});
