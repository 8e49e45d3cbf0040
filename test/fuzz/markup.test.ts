import { describe, expect, it } from 'vitest';
import { toWhatsApp } from '../../src/core/markup/index.ts';
import { longestMessage, splitMessage } from '../../src/core/split/index.ts';
import { spokenText } from '../../src/core/delivery/spoken-text.ts';
import { changedBytes, type Chance } from './changes.ts';
import { fuzz } from './fuzz.ts';

/** What people see of a text: letters and digits in their order. */
function seen(text: string): string {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).join('');
}

const pieces: readonly [string, ...string[]] = [
  'цена',
  'a',
  'b7',
  '5',
  '25 000 ₸',
  'қалай',
  '+7 700',
  '«да»',
  'x_y',
  '👍',
  ' ',
  ' ',
  ' ',
  '\n',
  '\n',
  '\n\n',
  '  ',
  '\t',
  '. ',
  ', ',
  '!',
  ': ',
  ' — ',
  '*',
  '**',
  '***',
  '_',
  '__',
  '~~',
  '~',
  '\\',
  '(',
  ')',
  '"',
  '|',
  '/',
  '-',
  '+',
  '# ',
  '- ',
  '1. ',
  '> ',
  '  - ',
  '• ',
];

/** A text of words and marks, without links, code and HTML: nothing of it may get lost. */
function wordsAndMarks(chance: Chance): Buffer {
  return Buffer.from(chance.several(60, () => chance.one(pieces)).join(''));
}

describe('an answer in WhatsApp’s markup', () => {
  function check(input: Buffer): void {
    const text = toWhatsApp(input.toString('utf8'));
    expect(text).toBe(text.trim());
    expect(text).not.toMatch(/[^\P{Cc}\n\t]|[\p{Cs}\p{Co}\u202a-\u202e\u200b]/u);
    expect(text.length).toBeLessThanOrEqual(4 * input.length + 100);
  }

  it('holds nothing that a phone cannot show, whatever was written', async () => {
    expect(
      await fuzz({ corpus: 'markup', runs: 4_000, change: changedBytes, check }),
    ).toBeGreaterThan(100);
  });

  it('holds every word that was written, and has at most one blank line in a row', async () => {
    function checkWords(input: Buffer): void {
      const written = input.toString('utf8');
      // The name of code's language is left out.
      if (/^\s*~{3}/m.test(written)) return;
      const text = toWhatsApp(written);
      expect(seen(text)).toBe(seen(written));
      expect(text).not.toMatch(/\n[^\S\n]*\n[^\S\n]*\n/);
      expect(text).not.toMatch(/[^\S\n]\n/);
    }
    expect(
      await fuzz({
        corpus: 'words',
        runs: 8_000,
        change: (_, __, chance) => wordsAndMarks(chance),
        check: checkWords,
      }),
    ).toBeGreaterThan(100);
  });
});

it('an answer in parts holds every word, in parts that fit', async () => {
  function check(input: Buffer): void {
    const text = toWhatsApp(input.toString('utf8').repeat(40).slice(0, 12_000));
    const parts = splitMessage(text);
    for (const part of parts) expect(part.length > 0 && part.length <= longestMessage).toBe(true);
    expect(seen(parts.join(''))).toBe(seen(text));
  }
  expect(await fuzz({ corpus: 'markup', runs: 600, change: changedBytes, check })).toBeGreaterThan(
    100,
  );
});

it('an answer read aloud holds the words and no marks', async () => {
  function check(input: Buffer): void {
    const written = toWhatsApp(input.toString('utf8'));
    const spoken = spokenText(written);
    expect(spoken.length).toBeLessThanOrEqual(2 * written.length + 10);
    for (const line of spoken.split('\n')) expect(line).toBe(line.trim());
    expect(spokenText(spoken).length).toBeLessThanOrEqual(
      spoken.length + spoken.split('\n').length,
    );
  }
  expect(
    await fuzz({
      corpus: 'words',
      runs: 3_000,
      change: (_, __, chance) => wordsAndMarks(chance),
      check,
    }),
  ).toBeGreaterThan(100);
});
