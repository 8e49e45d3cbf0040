import { describe, expect, it } from 'vitest';
import { htmlText } from '../../../src/core/documents/html-text.ts';
import { readFileText } from '../../../src/core/documents/read-file.ts';
import { withMerged } from '../../../src/core/documents/merged-cells.ts';
import { sheetText } from '../../../src/core/documents/sheet-text.ts';
import { docx, mergedWordTable, xlsx } from '../../plugins/knowledge/office-files.ts';

const limits = { pages: 1 };

const prices = [
  ['Услуга', 'Длина', 'Цена'],
  ['Стрижка', 'короткие', '5000'],
  ['', 'средние', ''],
  ['', 'длинные', ''],
  ['Окраска', 'любая', '15000'],
];
const expected = `| Услуга | Длина | Цена |
| --- | --- | --- |
| Стрижка | короткие | 5000 |
| Стрижка | средние | 5000 |
| Стрижка | длинные | 5000 |
| Окраска | любая | 15000 |`;

describe('a cell over several rows', () => {
  it('is that of each of them, in a sheet of Excel', async () => {
    const { text } = await readFileText(
      'xlsx',
      xlsx({ Прайс: prices }, ['A2:A4', 'C2:C4']),
      limits,
    );
    expect(text).toBe(`## Прайс\n\n${expected}`);
  });

  it('is that of each of them, in a table of Word', async () => {
    const down = { down: 'goes on' } as const;
    const table = mergedWordTable([
      ['Услуга', 'Длина', 'Цена'],
      [{ text: 'Стрижка', down: 'begins' }, 'короткие', { text: '5000', down: 'begins' }],
      [down, 'средние', down],
      [down, 'длинные', down],
      ['Окраска', 'любая', '15000'],
    ]);
    const { text } = await readFileText('docx', docx(table), limits);
    expect(text).toBe(expected);
  });

  it('leaves the columns behind it in their places', () => {
    const html =
      '<table><tr><td>А</td><td>Б</td><td>В</td></tr><tr><td>1</td><td rowspan="2">2</td><td>3</td></tr><tr><td>4</td><td>6</td></tr></table>';
    expect(htmlText(html)).toBe('| А | Б | В |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 | 2 | 6 |');
  });

  it('stands in a row, too, that ends before it', () => {
    const rows = [['Услуга', 'Длина', 'Цена'], ['Стрижка', 'короткие', '5000'], ['Укладка']];
    expect(sheetText(rows, [{ rows: [1, 3], columns: [2, 3] }])).toMatch(
      /\| Укладка \| {2}\| 5000 \|$/,
    );
  });
});

describe('a cell that would fill a table without end', () => {
  it.each([0, 2])('stands once where it is a text, in column %i', (column) => {
    const row = (text: string): string[] =>
      column === 0 ? [text, '5000', 'час'] : ['Стрижка', '5000', text];
    const note = 'Цены для тех, кто записался заранее. '.repeat(20).trim();
    const more = Array.from({ length: 1000 }, () => row(''));
    const text = sheetText(
      [row('Что'), row(note), ...more],
      [{ rows: [1, 1002], columns: [column, column + 1] }],
    );
    expect(text.split(note).length - 1).toBe(1);
    expect(text.split('5000').length - 1).toBe(1002);
  });

  it('pads no more of short rows than it may fill', () => {
    const wide = [...Array.from({ length: 1000 }, () => ''), 'да'];
    const rows = [['а', 'б'], ['х', ...wide], ...Array.from({ length: 10_000 }, () => ['у', '1'])];
    const cells = withMerged(rows, [{ rows: [1, 10_002], columns: [1001, 1002] }], 0);
    expect(cells.reduce((all, { length }) => all + length, 0)).toBeLessThan(250_000);
  });
});

describe('a cell over several columns', () => {
  it('is that of each where others stand beside it, and a heading where it is alone', async () => {
    const rows = [
      ['Товар', 'S', 'M', 'L'],
      ['Женское', '', '', ''],
      ['Платье', '9000', '', ''],
      ['Юбка', '5000', '6000', '7000'],
    ];
    const { text } = await readFileText('xlsx', xlsx({ А: rows }, ['A2:D2', 'B3:D3']), limits);
    expect(text).toBe(
      `## А

### Женское

| Товар | S | M | L |
| --- | --- | --- | --- |
| Платье | 9000 |  |  |
| Юбка | 5000 | 6000 | 7000 |`.replace('9000 |  |  |', '9000 | 9000 | 9000 |'),
    );
  });

  it('names the columns below it in a head of two lines', () => {
    const html =
      '<table><tr><td rowspan="2">Услуга</td><td colspan="2">Цена</td></tr><tr><td>дети</td><td>взрослые</td></tr><tr><td>Стрижка</td><td>3000</td><td>5000</td></tr></table>';
    expect(htmlText(html)).toBe(
      '| Услуга | Цена дети | Цена взрослые |\n| --- | --- | --- |\n| Стрижка | 3000 | 5000 |',
    );
  });
});

it('cells that are said to be merged without end fill no more than a table holds', () => {
  const rows = Array.from({ length: 2_000 }, (_, at) => [`${at}`, 'б', 'в']);
  const far = { rows: [5, 1_048_576], columns: [1, 16_384] } as const;
  expect(
    sheetText(
      rows,
      Array.from({ length: 50 }, () => far),
    ).length,
  ).toBeLessThan(3_000_000);
  const wide = `<table>${'<tr><td rowspan="99999" colspan="99999">а</td></tr>'.repeat(50)}</table>`;
  expect(htmlText(wide).length).toBeLessThan(3_000_000);
});
