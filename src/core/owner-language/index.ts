import { languages, type Language } from '../language/index.ts';
import type { Environment } from '../origins.ts';
import { Translator } from './translator.ts';

/**
 * Puts a sentence for the owner into the owner's language; `code` is that of the error that it belongs to. What the tables do
 * not know, such as a sentence of somebody else's plugin, stays as it is. Never throws.
 */
export type Translate = (text: string, code?: string) => string;

/** The setting that says in which language the owner is spoken to. */
export const ownerLanguageName = 'WABOT_OWNER_LANGUAGE';

/** The language of the person at this terminal: as the setting says, else the locale (LC_ALL, LC_MESSAGES, LANG), else English. */
export function terminalLanguage(environment: Environment): Language {
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((name) => environment[name]?.trim())
    .find(Boolean);
  return (
    languageIn(environment[ownerLanguageName]) ?? languageIn(locale?.split(/[_.@-]/, 1)[0]) ?? 'en'
  );
}

/** The language of what the bot sends to its owner by itself: as the setting says, else the first of the business. */
export function sentLanguage(values: {
  ownerLanguage: Language | undefined;
  languages: readonly Language[];
}): Language {
  return values.ownerLanguage ?? values.languages[0] ?? 'en';
}

/** The words of a language. Its table is read when the first sentence is asked for; English has none. */
export function translatorTo(language: Language): Translate {
  if (language === 'en') return (text) => text;
  let translator: Translator | undefined;
  return (text, code) => (translator ??= new Translator(language)).translate(text, code);
}

function languageIn(written: string | undefined): Language | undefined {
  return languages.find((language) => language === written?.trim().toLowerCase());
}
