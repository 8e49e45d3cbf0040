import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markdownTable } from '../../../src/core/documents/markdown-table.ts';
import { FolderKnowledge } from '../../../src/plugins/knowledge/folder/folder-knowledge.ts';
import { sheetText } from '../../../src/core/documents/sheet-text.ts';
import { knowledgeSuite } from '../../../src/suites/index.ts';
import { docx, farSheet, paragraph, pdf, wordTable, xlsx, zip } from './office-files.ts';

const live = new AbortController().signal;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

/** What the folder holds: the texts by name, and the warnings as lines. */
async function read(): Promise<{ texts: Record<string, string>; warnings: string[] }> {
  const knowledge = new FolderKnowledge(folder);
  const { documents, warnings } = await knowledge.fetch(live);
  await knowledge.close();
  return {
    texts: Object.fromEntries(documents.map(({ name, text }) => [name, text])),
    warnings: warnings.map(({ document, message }) => `${document}: ${message}`),
  };
}

describe('the folder as a source', () => {
  knowledgeSuite(it, async () => {
    const place = await mkdtemp(join(tmpdir(), 'wabot-folder-'));
    let moment = 1_700_000_000;
    return {
      knowledge: new FolderKnowledge(place),
      source: {
        secrets: [],
        async holds(name, rows) {
          const file = join(place, `${name}.md`);
          await writeFile(file, markdownTable(rows));
          await utimes(file, (moment += 10), moment);
        },
        breaks: () => rm(place, { recursive: true }),
      },
      close: () => rm(place, { recursive: true, force: true }),
    };
  });
});

describe('files of each kind', () => {
  it('are read: text, CSV of Excel in windows-1251, sheets, Word, PDF, in folders within too', async () => {
    await mkdir(join(folder, 'цены'));
    const cp1251 = Buffer.from([0xd6, 0xe5, 0xed, 0xe0, 0x3b, 0xc0, 0x0a, 0x35, 0x3b, 0xc1]);
    await put({
      'a.md': '# Заголовок\r\n\r\nТекст',
      'b.csv': cp1251,
      'цены/c.xlsx': xlsx({
        Прайс: [
          ['Услуга', 'Цена'],
          ['Стрижка', 5000],
        ],
        '-Закупка': [['Себестоимость', 100]],
      }),
      'd.docx': docx(
        paragraph('Правила', 'Heading1') +
          paragraph('Ждём вас & ваших друзей.') +
          wordTable([
            ['Маникюр', '6 000 ₸'],
            ['Педикюр', '7 000 ₸'],
          ]),
      ),
      'e.pdf': pdf(['Price 5000', '']),
    });
    const { texts, warnings } = await read();
    expect(texts).toEqual({
      'a.md': '# Заголовок\n\nТекст',
      'b.csv': '| Цена | А |\n| --- | --- |\n| 5 | Б |',
      'цены/c.xlsx': '## Прайс\n\n| Услуга | Цена |\n| --- | --- |\n| Стрижка | 5000 |',
      'd.docx': expect.stringContaining(
        'Ждём вас & ваших друзей.\n\n| Маникюр | 6 000 ₸ |\n| --- | --- |\n| Педикюр | 7 000 ₸ |',
      ) as string,
      'e.pdf': 'Price 5000',
    });
    expect(warnings).toEqual([
      'e.pdf: page 2 is a scan without text',
      'цены/c.xlsx: it has a hidden sheet «Закупка», which is left out',
    ]);
  }, 30_000);

  it('that harm, are protected, broken or of another kind are told of, and the others are read', async () => {
    await put({
      'bomb.xlsx': zip({ 'xl/workbook.xml': '<a/>', 'xl/big.xml': Buffer.alloc(19_000_000) }),
      'far.xlsx': xlsx({ A: [['a', 'b']] }),
      'old.docx': Buffer.from('d0cf11e0a1b11ae100000000', 'hex'),
      'cut.pdf': Buffer.from('%PDF-1.4 cut'),
      'not.xlsx': 'text',
      'letter.rtf': '{\\rtf1}',
      '.hidden.md': 'hidden',
      '~$a.docx': 'lock',
      'good.txt': 'Хорошо',
    });
    const { texts, warnings } = await read();
    expect(texts).toMatchObject({ 'good.txt': 'Хорошо' });
    expect(warnings).toEqual([
      'bomb.xlsx: it unpacks to far more than a file of its kind holds',
      'cut.pdf: it cannot be read; save it once more',
      'letter.rtf: it is of a kind that is not read; save it as .docx',
      'not.xlsx: it is no .xlsx, or damaged; save it once more',
      'old.docx: it is protected by a password or of an old Office; save it without one, in the new format',
    ]);
  }, 30_000);

  it('that end their reader end nothing else', async () => {
    await put({ 'a.xlsx': farSheet(), 'b.txt': 'Хорошо' });
    const { texts, warnings } = await read();
    expect(texts).toEqual({ 'b.txt': 'Хорошо' });
    expect(warnings).toEqual([
      expect.stringMatching(/^a\.xlsx: it (takes (more memory|longer)|cannot be read)/),
    ]);
  }, 60_000);
});

describe('a sheet', () => {
  it('keeps its title, joins a head of two lines, repeats merged cells and heads each section', () => {
    const text = sheetText([
      ['Прайс на 2026 год', '', ''],
      ['', '', ''],
      ['Услуга', 'Цена', ''],
      ['', 'Дети', 'Взрослые'],
      ['Женский зал', '', ''],
      ['Стрижка', '3 000', '5 000'],
      ['', '3 500', '5 500'],
      ['Мужской зал', '', ''],
      ['Стрижка', '2 000', '3 000'],
    ]);
    expect(text).toBe(
      [
        'Прайс на 2026 год',
        '### Женский зал',
        '| Услуга | Цена Дети | Цена Взрослые |\n| --- | --- | --- |\n| Стрижка | 3 000 | 5 000 |\n| Стрижка | 3 500 | 5 500 |',
        '### Мужской зал',
        '| Услуга | Цена Дети | Цена Взрослые |\n| --- | --- | --- |\n| Стрижка | 2 000 | 3 000 |',
      ].join('\n\n'),
    );
  });

  it('of two columns keeps what has no price as a row, and takes a name in capitals for a section', () => {
    const rows = [
      ['Услуга', 'Цена'],
      ['ВОЛОСЫ', ''],
      ['Стрижка', '5 000'],
      ['Окрашивание', ''],
      ['Укладка', '4 000'],
    ];
    expect(sheetText(rows)).toBe(
      '### ВОЛОСЫ\n\n| Услуга | Цена |\n| --- | --- |\n| Стрижка | 5 000 |\n| Окрашивание |  |\n| Укладка | 4 000 |',
    );
  });
});
