import { describe, expect, it, vi } from 'vitest';
import { markdownTable } from '../../../src/core/documents/markdown-table.ts';
import { tabDocument } from '../../../src/plugins/knowledge/google-sheets/tab-document.ts';

describe('a tab that is far too large', () => {
  it('is worked on up to what is kept of it, which is said', () => {
    const row = Array.from({ length: 100 }, () => 'а');
    const untouched = new Proxy(['never'], {
      get() {
        throw new Error('looked at');
      },
    });
    const rows = Array.from({ length: 20_000 }, (_, at) => (at < 1_500 ? row : untouched));
    const { text, remarks } = tabDocument({ title: 'Прайс', rows, remarks: [] });
    expect(text.length).toBeGreaterThan(399_000);
    expect(text.length).toBeLessThanOrEqual(400_000);
    expect(remarks).toEqual(['of the tab the first 400000 characters are read']);
  });
});

describe('a table with one row of many columns', () => {
  it('looks at each cell once', () => {
    const rows = [['a', ...Array.from({ length: 1_000 }, () => ''), 'b'], ['1'], ['2']];
    const looked = vi.spyOn(Array.prototype, 'some');
    const text = markdownTable(rows);
    const looks = looked.mock.calls.length;
    looked.mockRestore();
    expect(text).toBe('| a | b |\n| --- | --- |\n| 1 |  |\n| 2 |  |');
    expect(looks).toBeLessThan(10);
  });
});
