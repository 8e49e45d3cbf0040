import { franc } from 'franc';
import type { Language } from '../src/core/language/index.ts';

/** What the detector is measured against. None of them knows the chat's past. */
export const rivals: Readonly<Record<string, (text: string) => Language | undefined>> = {
  'letter rule': byLetters,
  'franc, three languages': (text) =>
    known(franc(text, { only: ['rus', 'kaz', 'eng'], minLength: 3 })),
  'franc, all languages': (text) => known(franc(text)),
};

/** Any Kazakh letter is Kazakh, mostly Latin letters are English, everything else is Russian. */
function byLetters(text: string): Language {
  if (/[әғқңөұүіһ]/i.test(text)) return 'kk';
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  return latin > (text.match(/\p{L}/gu)?.length ?? 0) / 2 ? 'en' : 'ru';
}

function known(code: string): Language | undefined {
  const codes: Readonly<Record<string, Language>> = { rus: 'ru', kaz: 'kk', eng: 'en' };
  return codes[code];
}
