import { describe, expect, it, vi } from 'vitest';
import { DocumentReader } from '../../../src/core/documents/document-reader.ts';
import {
  docx,
  farSheet,
  paragraph,
  pdf,
  wordTable,
  xlsx,
  zip,
} from '../../plugins/knowledge/office-files.ts';

const live = new AbortController().signal;
const reader = new DocumentReader();

const read = (bytes: Uint8Array, name = '', limits: { pages?: number; characters?: number } = {}) =>
  reader.read(bytes, { name, owner: 'chat', pages: 20, characters: 10_000, ...limits }, live);

const types = zip({
  '[Content_Types].xml': '<Types/>',
  'xl/workbook.xml': Buffer.alloc(9_000_000),
});
describe('a document of a stranger', () => {
  it.each<[string, Buffer, string, string]>([
    [
      'a sheet',
      xlsx({
        Прайс: [
          ['Услуга', 'Цена'],
          ['Қыз шашы', 5000],
        ],
      }),
      'a.xlsx',
      '| Қыз шашы | 5000 |',
    ],
    [
      'a sheet under another name',
      xlsx({
        А: [
          ['Ә', 'Б'],
          ['1', '2'],
        ],
      }),
      'photo.jpg',
      '| Ә | Б |',
    ],
    [
      'a letter',
      docx(
        paragraph('Өтініш') +
          wordTable([
            ['А', 'Б'],
            ['1', '2'],
          ]),
      ),
      'a.docx',
      'Өтініш',
    ],
    ['a PDF', pdf(['Price list']), 'a.pdf', 'Price list'],
    ['a text', Buffer.from('Сабақ кестесі\nдүйсенбі 10:00'), 'a.txt', 'дүйсенбі 10:00'],
    ['rows', Buffer.from('Услуга;Цена\nСтрижка;5000'), 'a.csv', '| Стрижка | 5000 |'],
  ])('is read: %s', async (_, bytes, name, expected) => {
    expect(await read(bytes, name)).toMatchObject({ text: expect.stringContaining(expected) });
  });

  it.each<[string, Buffer, string, string]>([
    ['nothing', Buffer.alloc(0), 'a.pdf', 'empty'],
    [
      'an old Office, or one behind a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'a.doc',
      'protected',
    ],
    ['a scan', pdf(['', '']), 'a.pdf', 'scan'],
    ['a PDF that ends too soon', pdf(['x']).subarray(0, 40), 'a.pdf', 'damaged'],
    ['a zip of something', zip({ 'a.txt': 'x' }), 'a.zip', 'damaged'],
    ['a zip that unpacks to far more than it may', types, 'a.xlsx', 'unsafe'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), 'a.txt', 'kind'],
    [
      'a film',
      Buffer.concat([Buffer.from('\0\0\0\u0018ftypisom', 'latin1'), Buffer.alloc(99)]),
      'a.mp4',
      'kind',
    ],
  ])('is not read, and why is known: %s', async (_, bytes, name, fault) => {
    expect(await read(bytes, name)).toEqual({ fault });
  });

  it('is read up to so many pages and characters, and says so', async () => {
    const pages = pdf(Array.from({ length: 30 }, (_, at) => `Page ${at + 1}`));
    const some = await read(pages, 'a.pdf', { pages: 20 });
    expect(some).toMatchObject({ partly: 'has 30 pages, of which 20 were read' });
    expect('text' in some && some.text).toMatch(/Page 20$/);
    const long = await read(Buffer.from('слово\n'.repeat(10_000)), 'a.txt', { characters: 600 });
    expect(long).toMatchObject({ partly: expect.stringContaining('the rest is left out') });
    expect('text' in long && long.text.length).toBeLessThanOrEqual(600);
  });

  it('that ends its reader ends nothing else', { timeout: 60_000 }, async () => {
    expect(await read(farSheet(), 'a.xlsx')).toMatchObject({
      fault: expect.stringMatching(/unsafe|damaged/),
    });
    expect(await read(Buffer.from('текст'), 'a.txt')).toEqual({ text: 'текст' });
  });

  it('leaves no process behind, whatever became of it', async () => {
    const processes = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
    await vi.waitFor(() => expect(processes()).toBe(0));
    await read(Buffer.from('текст'), 'a.txt');
    await read(pdf(['x']).subarray(0, 40), 'a.pdf');
    await vi.waitFor(() => expect(processes()).toBe(0));
  });

  it('ends with the reason of its signal', async () => {
    const reason = new Error('over');
    const work = reader.read(
      Buffer.from('x'),
      { name: 'a.txt', owner: 'chat', pages: 1, characters: 9 },
      AbortSignal.abort(reason),
    );
    await expect(work).rejects.toBe(reason);
  });
});
