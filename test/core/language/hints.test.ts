import { expect, it } from 'vitest';
import { hintsOf } from '../../../src/core/language/hints.ts';

it.each([
  ['', []],
  ['12345 🙂', []],
  ['Добрый день', []],
  ['Дякую, що ви є', ['ukr 4']],
  ['Bonjour, MERCI beaucoup', ['fra 2']],
  ['merci merci', ['fra 2']],
  ['wie geht es Ihnen heute', ['deu 2', 'spa 1']],
  ['Танд баярлалаа', ['khk 1']],
])('%j has no other hints than %j, most signs first', (text, hints) => {
  expect(hintsOf(text).map(({ code, signs }) => `${code} ${signs}`)).toEqual(hints);
});
