import type { Language } from './language/index.ts';

/** The names by which models know the languages best: in English, and in the language itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  ru: 'Russian (русский)',
  kk: 'Kazakh (қазақша)',
  en: 'English',
};
