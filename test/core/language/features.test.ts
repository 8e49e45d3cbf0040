import { expect, it } from 'vitest';
import { buckets, FeatureReader } from '../../../src/core/language/features.ts';

// The numbers of features stand in the file of weights: with others it would mean something else.

/** FNV-1a over UTF-16 units from this start, mixed, as the file of weights was made. */
function numberOf(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (const unit of text.split('')) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % buckets;
}

const whole = (word: string): number => numberOf(word, 0x9747b28c);

it('are the groups of one to four with the edges of the word, and the word', () => {
  const groups = [' ', ' а', ' ай', ' ай ', 'а', 'ай', 'ай ', 'й', 'й '];
  expect(new FeatureReader().read(['ай'])).toEqual([
    ...groups.map((group) => numberOf(group)),
    whole('ай'),
  ]);
});

it('have no group longer than four', () => {
  const found = new FeatureReader().read(['мама']);
  expect(found).toContain(numberOf('мама'));
  expect(found).toContain(whole('мама'));
  expect(found).not.toContain(numberOf(' мама'));
});

it('are told once a text, in each text again, also when the texts are too many to be numbered', () => {
  const reader = new FeatureReader();
  const once = reader.read(['да']);
  expect(reader.read(['да', 'да'])).toEqual(once);
  expect(new Set(once).size).toBe(once.length);
  for (let text = 2; text < 0x10000 + 2; text += 1) reader.read([]);
  expect(reader.read(['да'])).toEqual(once);
  for (let text = 0; text < 0xffff - 1; text += 1) reader.read([]);
  expect(reader.read(['да'])).toEqual(once);
});

it('are nothing where there is no word', () => {
  expect(new FeatureReader().read([])).toEqual([]);
});
