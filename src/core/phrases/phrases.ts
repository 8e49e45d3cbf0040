import { readFile } from 'node:fs/promises';
import { SetupError } from '../errors.ts';
import { fileErrorCode } from '../files/file-error.ts';
import { languages, type Language } from '../language/index.ts';

/** What the bot says without asking the model. */
export const phraseNames = [
  'unsupported',
  'repeat',
  'tooLarge',
  'tooLong',
  'apology',
  'budget',
  'disclosure',
] as const;
export type PhraseName = (typeof phraseNames)[number];

/** Every phrase in every language; none is empty. */
export type Phrases = Readonly<Record<Language, Readonly<Record<PhraseName, string>>>>;

/** The longest phrase that a file may bring, in UTF-16 units: it must fit one message with ease. */
export const maxPhraseLength = 1000;

/** The phrases that come with the bot, neutral for any business. The Kazakh ones still have to be confirmed by a native speaker. */
export const builtInPhrases: Phrases = {
  ru: {
    unsupported: 'Фото и файлы я открыть не могу. Напишите, пожалуйста, словами, что вам нужно.',
    repeat:
      'Извините, не получилось разобрать сообщение. Повторите его, пожалуйста, или напишите текстом.',
    tooLarge:
      'Этот файл слишком большой, я не могу его открыть. Напишите, пожалуйста, текстом или запишите сообщение покороче.',
    tooLong:
      'Голосовое сообщение слишком длинное, я не могу прослушать его целиком. Запишите, пожалуйста, покороче или напишите текстом.',
    apology: 'Извините, сейчас не получается ответить. Пожалуйста, напишите ещё раз немного позже.',
    budget:
      'Извините, сегодня я больше не смогу ответить. Пожалуйста, напишите завтра или позвоните нам.',
    disclosure: 'Вам отвечает ИИ-ассистент.',
  },
  kk: {
    unsupported: 'Мен сурет пен файлды аша алмаймын. Не керегін сөзбен жазып жіберіңізші.',
    repeat:
      'Хабарламаңызды түсіне алмадым. Қайталап жіберіңізші немесе мәтін түрінде жазып жіберіңізші.',
    tooLarge:
      'Бұл файл тым үлкен, оны аша алмаймын. Мәтін түрінде жазып жіберіңізші немесе қысқарақ хабарлама жіберіңізші.',
    tooLong:
      'Дауыстық хабарлама тым ұзақ, оны толық тыңдай алмаймын. Қысқарақ етіп жіберіңізші немесе мәтін түрінде жазып жіберіңізші.',
    apology: 'Кешіріңіз, қазір жауап бере алмай тұрмын. Сәл кейінірек қайта жазып көріңізші.',
    budget:
      'Кешіріңіз, бүгін хабарламаларға енді жауап бере алмаймын. Ертең қайта жазып көріңізші.',
    disclosure: 'Сізге жасанды интеллект көмекшісі жауап беріп отыр.',
  },
  en: {
    unsupported: "I can't open pictures and files. Please tell me in words what you need.",
    repeat: "Sorry, I couldn't make out that message. Please repeat it or type it instead.",
    tooLarge:
      'This file is too large for me to open. Please type your message or send a shorter one.',
    tooLong:
      'This voice message is too long for me to listen to. Please send a shorter one or type it instead.',
    apology: "Sorry, I can't answer right now. Please write again a little later.",
    budget: "Sorry, I can't answer any more messages today. Please write again tomorrow.",
    disclosure: 'You are talking to an AI assistant.',
  },
};

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
