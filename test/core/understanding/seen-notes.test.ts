import { expect, it } from 'vitest';
import type { Sight } from '../../../src/core/attachments/viewer.ts';
import { SeenNotes } from '../../../src/core/understanding/turn-files.ts';

const jpeg = Buffer.from('');
const image: Sight = { type: 'image', image: { jpeg, width: 1, height: 1 } };
const prices: Sight = { type: 'document', name: 'прайс.csv', text: 'Стрижка 5000' };
const book: Sight = { type: 'document', name: 'книга.pdf', text: 'слово '.repeat(1_000) };
const elsewhere = '(noted with the last of them)';
const noted = 'Красное платье; прайс салона.';

/** What is remembered of each file, after an answer with this note. */
async function remembered(sights: readonly Sight[]): Promise<unknown[]> {
  const notes = new SeenNotes();
  const usage = { input: 1, cached: 0, output: 1 };
  const answer = { text: `<seen>${noted}</seen>Да`, usage, finish: 'stop', model: 'm' } as const;
  const ask = notes.listening(() => Promise.resolve(answer));
  await ask({ shared: '', chat: '', messages: [] }, new AbortController().signal);
  const entries = sights.map((_, at) => ({ role: 'customer' as const, id: `${at}`, at, text: '' }));
  const understood = sights.map((sight, at) => ({ inbound: { id: `${at}` }, sight }));
  const record = { entries } as never;
  const made = notes.remembered({ record }, { understood: understood as never }) as {
    record: { entries: { seen?: string }[] };
  };
  return made.record.entries.map(({ seen }) => seen);
}

it.each<[string, Sight[], string[]]>([
  ['a picture', [image], [noted]],
  ['pictures', [image, image], [`an image ${elsewhere}`, noted]],
  [
    'a picture before a short document',
    [image, prices],
    [noted, 'the document прайс.csv: Стрижка 5000'],
  ],
  [
    'a long document before a picture',
    [book, image],
    [`the document книга.pdf: ${elsewhere}`, noted],
  ],
  ['a long document', [book], [`the document книга.pdf: ${noted}`]],
])('what was noted of %s is remembered', async (_, sights, expected) => {
  expect(await remembered(sights)).toEqual(expected);
});
