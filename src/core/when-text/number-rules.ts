import { itemOf, numberItem, type WhenItem } from './items.ts';
import type { NumberForm } from '../lexicon/number-words.ts';
import type { RewritingRule } from './rewriting.ts';

const forms: readonly NumberForm[] = ['card', 'ord', 'ordGen', 'loc', 'dat', 'abl', 'gen', 'poss'];

/** "двадцать" and "третье", "он" and "сегізінде" are one number. */
function together(tens: WhenItem | undefined, unit: WhenItem | undefined): WhenItem | undefined {
  const [more = 0, less = 0] = [tens?.value, unit?.value];
  if (less >= 10 || more >= 100 || unit === undefined) return undefined;
  const form = forms.find((one) => unit.is.has(one)) ?? 'card';
  return numberItem(more + less, form, ['word']);
}

export const numberRules: readonly RewritingRule[] = [
  // "без двадцати восемь" is twenty to eight.
  { pattern: 'without tens word !h|hour', make: (found) => found.flatMap((item) => item ?? []) },
  {
    pattern: 'kkHour? maybeTen? maybeOne',
    make: ([hour, ten, one]) => {
      if (hour === undefined && ten === undefined) return undefined;
      const form = one?.is.has('dat') ? 'dat' : 'loc';
      const number = numberItem(ten === undefined ? 1 : 11, form, ['word']);
      return hour === undefined ? number : [hour, number];
    },
  },
  {
    pattern: 'tens word',
    make: ([tens, unit]) => (unit?.is.has('num') ? together(tens, unit) : undefined),
  },
  {
    pattern: 'maybeTen word',
    make: ([ten, unit]) =>
      unit?.is.has('num') && !unit.is.has('english') ? together(ten, unit) : undefined,
  },
  // "он күннен кейін", "сағат он".
  {
    pattern: 'maybeTen day|week|month|hour|minute|moName',
    make: ([, unit]) => (unit === undefined ? undefined : [numberItem(10, 'card', ['word']), unit]),
  },
  {
    pattern: 'hour maybeTen !word',
    make: ([hour, ten]) =>
      hour && [hour, numberItem(10, ten?.is.has('loc') ? 'loc' : 'card', ['word'])],
  },
  {
    pattern: 'kkHour? maybeTen|tens? maybeFour',
    make: ([hour, ten]) => {
      if (hour === undefined && ten === undefined) return undefined;
      const number = numberItem((ten?.value ?? 0) + 4, 'card', ['word']);
      return hour === undefined ? number : [hour, number];
    },
  },
  {
    pattern: 'maybeFour day|week|month|hour|minute|andHalf',
    make: ([, unit]) => unit && [numberItem(4, 'card', ['word']), unit],
  },
  { pattern: 'on on', make: ([on]) => on },
  { pattern: 'where dash? whereTo', make: () => itemOf('about') },
];
