import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionalGuards } from '../../src/core/settings/guard-settings.ts';

const folder = join(import.meta.dirname, '../../src/page');

/** The words of the page in a folder of its own, or of the owner's. */
async function wordsOf(path: string, language: string): Promise<Record<string, string>> {
  const { words } = (await import(join(folder, path, `words-${language}.js`))) as {
    words: Record<string, string>;
  };
  return words;
}

const places = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();

const phone = await wordsOf('phone', 'ru');

const scripts = globSync('**/*.js', { cwd: folder });

describe.each(['.', 'phone'])('the words of the page in %s', async (path) => {
  const tongues = ['ru', 'kk', 'en'].map((language) => wordsOf(path, language));
  const [ru, kk, en] = (await Promise.all(tongues)) as [
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
});

describe('the pages', async () => {
  const own = await wordsOf('.', 'ru');

  it('have a word for every key that they name', () => {
    const named = scripts
      .filter((name) => !/words-\w+\.js$/.test(name))
      .flatMap((name) => {
        const text = readFileSync(join(folder, name), 'utf8');
        return [...text.matchAll(/\bt\(\s*'([^']+)'|'(phone\.[\w.-]+)'/g)]
          .map(([, key, other]) => key ?? other ?? '')
          .filter((key) => !(key in own) && !(name.startsWith('phone') && key in phone));
      });
    expect(scripts.length).toBeGreaterThan(30);
    expect(named).toEqual([]);
  });

  it('have words for every guard', () => {
    const guards = [...optionalGuards, 'broken', 'cut', 'denial', 'secret'];
    expect(guards.filter((guard) => !(`guard.${guard}` in own))).toEqual([]);
  });

  it('put them on the page as text alone', () => {
    const unsafe =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\('style'|DOMParser|srcdoc/;
    expect(scripts.filter((name) => unsafe.test(readFileSync(join(folder, name), 'utf8')))).toEqual(
      [],
    );
  });
});
