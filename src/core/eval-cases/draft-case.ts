import type { Entry } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import { replacePhones } from '../mask/phones.ts';
import { wordsFor, type Meaning } from './words.ts';

/** A chat, as far as a draft goes by it. */
export interface DraftedChat {
  entries: readonly Entry[];
  language?: Language | undefined;
  /** What the customer is called, where it is known. */
  name?: string | undefined;
}

/** What stands for every phone number, and for every e-mail address. */
const anyPhone = '+7 700 000 00 00';
const anyEmail = 'name@example.com';

/** What stands for the customer's name. */
const anyName: Readonly<Record<Language, string>> = { ru: 'Анна', kk: 'Айша', en: 'Anna' };

/** How people say what they are called, and words that follow there and are no name. */
const saidNames =
  /(?<!\p{L})(?:меня зовут|мо[её] имя|менің атым|менің есімім|my name is)[\s:–—-]{1,3}(\p{L}{2,20})(?:\s(\p{Lu}\p{Ll}{1,20}))?/giu;
const noNames = new Set(['not', 'the', 'по', 'как', 'просто', 'не']);

/** What comes so much later begins after a jump of the clock, milliseconds. */
const pauseMs = 60 * 60_000;
const hourMs = 60 * 60_000;

/** So many turns of a chat are a draft; longer ones are no conversation that somebody corrects. */
const mostEntries = 40;

/** A conversation in YAML as it went in a chat, for a person to correct: phones, addresses and names replaced, with the answers as comments. Undefined where no customer wrote. */
export function draftCase(chat: DraftedChat, title: string): string | undefined {
  const { language = 'ru' } = chat;
  const entries = chat.entries.slice(-mostEntries);
  if (!entries.some(({ role }) => role === 'customer')) return undefined;
  const hide = hidingOf(chat, language);
  const word = (meaning: Meaning): string => wordsFor([meaning], language)[0] ?? meaning;
  const lines = entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    const later = before ? entry.at - before.at : 0;
    const hours = Math.round(later / hourMs);
    const jump = later > pauseMs && hours > 0 ? [`  - ${word('jump')}: ${hours} h`] : [];
    return [...jump, ...linesOf(entry, hide, word, language)];
  });
  return [`${word('title')}: ${scalar(title)}`, `${word('steps')}:`, ...lines, ''].join('\n');
}

function linesOf(
  { role, text, automatic }: Entry,
  hide: (text: string) => string,
  word: (meaning: Meaning) => string,
  language: Language,
): string[] {
  const said = hide(text);
  if (role === 'customer') return [`  - ${word('customer')}: ${scalar(said)}`];
  if (role === 'operator') return automatic ? [] : [`  - ${word('owner')}: ${scalar(said)}`];
  const names = { ru: 'russian', kk: 'kazakh', en: 'english' } as const;
  return [
    ...said.split(/\r\n?|\n/).map((line) => `  # ${line}`.trimEnd()),
    `  - ${word('expect')}:`,
    `      ${word('language')}: ${word(names[language])}`,
    `      ${word('numbers')}: ${word('yes')}`,
  ];
}

/** Replaces what says who somebody is. */
function hidingOf({ entries, name }: DraftedChat, language: Language): (text: string) => string {
  const said = entries.flatMap(({ text }) =>
    [...text.matchAll(saidNames)].flatMap(([, first = '', last = '']) => [
      first,
      // Small letters go on with the sentence.
      ...(/^\p{Lu}/u.test(last) ? [last] : []),
    ]),
  );
  // A profile may call itself "Айгерим 🌸" or "Анна-Мария": only letters are looked for.
  const called = name?.match(/\p{L}+/gu) ?? [];
  const names = [...new Set([...called, ...said])].filter(
    (each) => each.length > 1 && !noNames.has(each.toLowerCase()),
  );
  return (text) => {
    const anonymous = names.reduce(
      (rest, each) => rest.replaceAll(nameIn(each), anyName[language]),
      text.replaceAll(/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g, anyEmail),
    );
    return replacePhones(anonymous, () => anyPhone);
  };
}

/** A name and its forms: what begins with it, but for a last vowel, and is hardly longer. */
function nameIn(name: string): RegExp {
  const begin = name.length > 3 ? name.replace(/[аеиоуыэюяaeiouy]$/iu, '') : name;
  return new RegExp(String.raw`(?<!\p{L})${begin}\p{L}{0,3}(?!\p{L})`, 'giu');
}

/** A text as YAML has it. */
function scalar(text: string): string {
  const isPlain =
    /^\p{L}[\p{L}\p{N} ,.!?«»()–—-]*$/u.test(text) && !/^(?:true|false|null)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
