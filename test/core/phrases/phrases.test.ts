import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../src/core/language/index.ts';
import { toWhatsApp } from '../../../src/core/markup/index.ts';
import { builtInPhrases, maxPhraseLength, phraseNames } from '../../../src/core/phrases/phrases.ts';
import { loadPhrases } from '../../../src/core/phrases/phrases-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-phrases-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Uint8Array): Promise<string> {
  const file = join(folder, 'phrases.json');
  await writeFile(file, content);
  return file;
}

describe('the built-in phrases', () => {
  it.each(languages.flatMap((language) => phraseNames.map((name) => [language, name] as const)))(
    'has %s %s, short and plain',
    (language, name) => {
      const phrase = builtInPhrases[language][name];
      expect(phrase.length).toBeGreaterThan(20);
      expect(phrase.length).toBeLessThan(160);
      expect(phrase).not.toMatch(/\p{Extended_Pictographic}/u);
      expect(toWhatsApp(phrase)).toBe(phrase);
    },
  );

  it('says different things with different phrases', () => {
    const all = languages.flatMap((language) =>
      phraseNames.map((name) => builtInPhrases[language][name]),
    );
    expect(new Set(all).size).toBe(languages.length * phraseNames.length);
  });

  it('writes Kazakh with its own letters and Russian without them', () => {
    const kazakh = /[әіңғүұқөһ]/iu;
    for (const name of phraseNames) {
      expect(builtInPhrases.kk[name]).toMatch(kazakh);
      expect(builtInPhrases.ru[name]).not.toMatch(kazakh);
    }
  });
});

describe('loadPhrases', () => {
  it('gives the built-in phrases without a file', async () => {
    expect(await loadPhrases()).toEqual(builtInPhrases);
  });

  it('replaces only what the file has', async () => {
    const phrases = await loadPhrases(
      await fileOf('\ufeff{"ru": {"apology": " Минутку. "}, "en": {}}'),
    );
    expect(phrases).toEqual({
      ...builtInPhrases,
      ru: { ...builtInPhrases.ru, apology: 'Минутку.' },
    });
  });

  it('names every problem at once', async () => {
    const file = await fileOf(
      JSON.stringify({
        ru: { apology: '  ', hello: 'x', repeat: 5 },
        de: { apology: 'Entschuldigung' },
        kk: 'сәлем',
        en: { tooLarge: 'x'.repeat(maxPhraseLength + 1), unsupported: 'fine' },
      }),
    );
    const error: unknown = await loadPhrases(file).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'setup.phrases' });
    const message = String(error);
    for (const part of [
      '"ru.apology" is empty',
      '"ru.hello"',
      '"ru.repeat" must be a text',
      '"de"',
      '"kk" must hold',
      '"en.tooLarge" is longer',
    ]) {
      expect(message).toContain(part);
    }
    expect(message).not.toContain('en.unsupported');
  });

  it.each([
    ['{"ru": {"apology": "x"', /not JSON/],
    ['', /not JSON/],
    ['[]', /must hold an object/],
    ['null', /must hold an object/],
    ['{"__proto__": {"apology": "x"}}', /"__proto__" is not a language/],
    ['{"ru": {"constructor": "x"}}', /"ru.constructor" is not a phrase/],
    [new Uint8Array([0x7b, 0xcf, 0xf0, 0x7d]), /not UTF-8/],
  ])('refuses %j', async (content, problem) => {
    await expect(loadPhrases(await fileOf(content))).rejects.toThrow(problem);
  });

  it('refuses a file that is not there', async () => {
    await expect(loadPhrases(join(folder, 'absent.json'))).rejects.toThrow(
      /cannot be read \(ENOENT\)/,
    );
  });
});
