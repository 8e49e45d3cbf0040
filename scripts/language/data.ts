import { readFileSync } from 'node:fs';
import { languages, type Language } from '../../src/core/language/languages.ts';

/** A message of language-data/messages.jsonl; what the fields mean is told in language-data/SOURCES.md. */
export interface Message {
  id: string;
  text: string;
  /** `und`: of no language without the chat's past. */
  lang: Language | 'und';
  bucket: string;
  source: string;
  derived: string;
  /** Every right answer of a mixed message. */
  accept?: Language[];
}

export interface Labelled {
  text: string;
  language: Language;
}

/** What a model learns from, beside the messages. */
export interface Vocabulary {
  phrases: readonly Labelled[];
  /** Single words, frequent ones of each language. */
  words: Readonly<Record<Language, readonly string[]>>;
  /** Words that are the same in Russian and Kazakh. */
  shared: readonly string[];
}

/** The lists of vocabulary that can be left out, to see how unseen words fare. */
export type PhraseList = 'phrases' | 'catalogues' | 'emoji-names';

const folder = new URL('../../language-data/', import.meta.url);

export function readMessages(): Message[] {
  return lines('messages.jsonl').map((line) => JSON.parse(line) as Message);
}

export function readVocabulary(): Vocabulary {
  return {
    phrases: (['phrases', 'catalogues', 'emoji-names'] as const).flatMap(readPhrases),
    words: { ru: lines('words-ru.txt'), kk: lines('words-kk.txt'), en: lines('words-en.txt') },
    shared: lines('shared.txt'),
  };
}

/** The vocabulary less these texts, whatever their capitals and punctuation: a judge of them must not have seen them. */
export function withoutTexts(
  { phrases, words, shared }: Vocabulary,
  texts: Iterable<string>,
): Vocabulary {
  const seen = new Set([...texts].map(bare));
  const unseen = (text: string): boolean => !seen.has(bare(text));
  return {
    phrases: phrases.filter(({ text }) => unseen(text)),
    words: {
      ru: words.ru.filter(unseen),
      kk: words.kk.filter(unseen),
      en: words.en.filter(unseen),
    },
    shared: shared.filter(unseen),
  };
}

/** A text in lower case without anything but letters and spaces. */
export function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L} ]/gu, '')
    .trim();
}

/** Rows of a list: the language first, the text last. */
export function readPhrases(list: PhraseList): Labelled[] {
  return lines(`${list}.tsv`).map((line) => {
    const fields = line.split('\t');
    const language = languages.find((known) => known === fields[0]);
    if (language === undefined) throw new Error(`${list}.tsv has a row without a language`);
    return { language, text: fields.at(-1) ?? '' };
  });
}

function lines(name: string): string[] {
  return readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean);
}
