import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../src/page');

async function wordsOf(language: string): Promise<Record<string, string>> {
  const { words } = (await import(join(folder, `words-${language}.js`))) as {
    words: Record<string, string>;
  };
  return words;
}

const places = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();

describe('the words of the page', async () => {
  const [ru, kk, en] = (await Promise.all(['ru', 'kk', 'en'].map(wordsOf))) as [
    Record<string, string>,
    Record<string, string>,
    Record<string, string>,
  ];

  it('are the same in three languages, with the same places', () => {
    for (const other of [kk, en]) {
      expect(Object.keys(other).toSorted()).toEqual(Object.keys(ru).toSorted());
      for (const [key, text] of Object.entries(ru))
        expect([key, places(other[key] ?? '')]).toEqual([key, places(text)]);
    }
  });

  it('are there for every key that the page names', () => {
    const scripts = globSync('*.js', { cwd: folder }).filter((name) => !name.startsWith('words-'));
    const named = scripts.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/\bt\(\s*'([^']+)'/g)].map(
        ([, key = '']) => key,
      ),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !(key in ru))).toEqual([]);
  });

  it('are put on the page as text alone', () => {
    const scripts = globSync('*.js', { cwd: folder });
    const unsafe =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\('style'|DOMParser|srcdoc/;
    expect(scripts.filter((name) => unsafe.test(readFileSync(join(folder, name), 'utf8')))).toEqual(
      [],
    );
  });
});
