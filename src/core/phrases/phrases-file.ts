import { readFile } from 'node:fs/promises';
import { SetupError } from '../errors.ts';
import { fileErrorCode } from '../files/file-error.ts';
import { languages, type Language } from '../language/index.ts';
import {
  builtInPhrases,
  maxPhraseLength,
  phraseNames,
  type PhraseName,
  type Phrases,
} from './phrases.ts';

/**
 * The current phrases: the built-in ones, each replaced by the file's where it has one. The file is JSON in UTF-8, such as
 * `{"ru": {"apology": "…"}}`. Rejects with one SetupError that names every problem of the file.
 */
export async function loadPhrases(file?: string): Promise<Phrases> {
  return file === undefined ? builtInPhrases : merge(await replacementsIn(file));
}

/** A phrase as the bot uses it. */
export interface PhraseInForce {
  name: PhraseName;
  language: Language;
  text: string;
  /** False: the file brings it. */
  builtIn: boolean;
}

/** Every current phrase, in the order of `phraseNames`, each in every language. Rejects as `loadPhrases` does. */
export async function phrasesInForce(file?: string): Promise<PhraseInForce[]> {
  const replaced = file === undefined ? {} : await replacementsIn(file);
  const phrases = merge(replaced);
  return phraseNames.flatMap((name) =>
    languages.map((language) => {
      const builtIn = replaced[language]?.[name] === undefined;
      return { name, language, text: phrases[language][name], builtIn };
    }),
  );
}

async function replacementsIn(file: string): Promise<Replacements> {
  const document = await readDocument(file);
  const problems = problemsOf(document);
  if (problems.length > 0) throw phrasesError(file, problems);
  return document as Replacements;
}

/** What a file without problems holds. */
type Replacements = Partial<Record<Language, Partial<Record<PhraseName, string>>>>;

async function readDocument(file: string): Promise<unknown> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw phrasesError(
      file,
      [`it cannot be read (${fileErrorCode(error) ?? 'unknown reason'})`],
      error,
    );
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw phrasesError(
      file,
      [error instanceof SyntaxError ? `it is not JSON: ${error.message}` : 'it is not UTF-8 text'],
      error,
    );
  }
}

function problemsOf(document: unknown): string[] {
  if (!isRecord(document)) return ['it must hold an object with languages as keys'];
  return Object.entries(document).flatMap(([language, phrases]) => {
    if (!isOneOf(languages, language))
      return [`"${language}" is not a language of the bot; use ${languages.join(', ')}`];
    if (!isRecord(phrases)) return [`"${language}" must hold an object with phrases`];
    return Object.entries(phrases).flatMap(([name, phrase]) =>
      phraseProblem(language, name, phrase),
    );
  });
}

function phraseProblem(language: Language, name: string, phrase: unknown): string[] {
  const where = `"${language}.${name}"`;
  if (!isOneOf(phraseNames, name))
    return [`${where} is not a phrase of the bot; use ${phraseNames.join(', ')}`];
  if (typeof phrase !== 'string') return [`${where} must be a text`];
  if (phrase.trim() === '') return [`${where} is empty; leave it out to keep the built-in phrase`];
  if (phrase.length > maxPhraseLength)
    return [`${where} is longer than ${maxPhraseLength} characters`];
  return [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf<const T extends string>(words: readonly T[], word: string): word is T {
  return (words as readonly string[]).includes(word);
}

function merge(replacements: Replacements): Phrases {
  const inLanguage = (language: Language): Phrases[Language] => {
    const replaced = Object.entries(replacements[language] ?? {}).map(([name, phrase]) => [
      name,
      phrase.trim(),
    ]);
    return { ...builtInPhrases[language], ...Object.fromEntries(replaced) };
  };
  return { ru: inLanguage('ru'), kk: inLanguage('kk'), en: inLanguage('en') };
}

function phrasesError(file: string, problems: readonly string[], cause?: unknown): SetupError {
  const list = problems.map((problem) => `  - ${problem}`).join('\n');
  return new SetupError('phrases', `The phrases file ${file} cannot be used:\n${list}`, {
    cause,
    suggestions: [
      'Fix the file that WABOT_PHRASES names, or remove the setting to use the built-in phrases.',
    ],
  });
}
