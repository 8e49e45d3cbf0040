import { styleText } from 'node:util';
import type { Translate } from '../../core/owner-language/index.ts';

/** How the questions of `@inquirer/prompts` look, as far as we change it: their own words are English. */
interface YesAndNo {
  keywords: { yes: string; no: string; error(words: { yes: string; no: string }): string };
}

/** Yes and no in the owner's words: `(Д/н)`; `y` and `n` are understood all the same. */
export function yesNoTheme(words: Translate): YesAndNo {
  return {
    keywords: {
      yes: words('Yes'),
      no: words('No'),
      error: ({ yes, no }) => words(`Answer with ${yes} or ${no}.`),
    },
  };
}

interface KeysTip {
  style: { keysHelpTip(keys: readonly [key: string, action: string][]): string };
}

/** The line that says which key does what, in the owner's words. */
export function keysTheme(words: Translate): KeysTip {
  const tip = ([key, action]: [string, string]): string =>
    `${styleText('bold', words(key))} ${styleText('dim', words(action))}`;
  return { style: { keysHelpTip: (keys) => keys.map(tip).join(styleText('dim', ' • ')) } };
}

/** A secret that was given is shown as eight stars: how long it is fits into no line, and is nobody's business. */
export const passwordTheme = {
  style: { answer: (stars: string) => (stars === '' ? '' : styleText('cyan', '*'.repeat(8))) },
};
