import { asCyrillic, fold } from '../lexicon/fold.ts';
import { lexiconOf } from '../lexicon/lexicon.ts';
import type { DaySpan } from './calendar-day.ts';
import { digitsForm, numberWord, type NumberForm } from '../lexicon/number-words.ts';
import { whenWords, slippingWords } from './words.ts';

/** What is said of the half of the day to which a time belongs. */
export type HalfOfDay = 'morning' | 'day' | 'evening';

/** Minutes of a day as the clock shows them. */
export interface SaidTime {
  readonly minutes: number;
  readonly half?: HalfOfDay;
  /** Whether they are meant as they stand: written with a leading zero. */
  readonly fixed?: boolean;
}

/** When on a day: at a time, about it, between two, to the end of the day or from its beginning; or a part of the day. */
export type TimeOfDay =
  | { readonly kind: 'at' | 'about' | 'after' | 'before'; readonly clock: SaidTime }
  | { readonly kind: 'between'; readonly clock: SaidTime; readonly end: SaidTime }
  | { readonly kind: 'part'; readonly half: HalfOfDay; readonly from: number; readonly to: number };

/** Which days, and what says so: the more exact decides. */
export interface Days extends DaySpan {
  readonly kind: 'date' | 'word' | 'weekday' | 'week' | 'period' | 'range';
}

/** A piece of a text and what it may mean; pieces grow together as rules read them. */
export interface WhenItem {
  readonly is: ReadonlySet<string>;
  readonly value?: number;
  readonly second?: number;
  readonly year?: number;
  readonly clock?: SaidTime;
  readonly time?: TimeOfDay;
  readonly days?: Days;
  /** Minutes from now. */
  readonly ahead?: number;
}

export function itemOf(names: string, rest: Omit<WhenItem, 'is'> = {}): WhenItem {
  return { is: new Set(names.split(' ')), ...rest };
}

/** Longer texts are read by their beginning. */
const mostCharacters = 1500;
const mostItems = 400;

const lexicon = lexiconOf(whenWords, slippingWords, 6);

/** Phones, amounts, dates, times of the clock, numbers with what is written behind them, words, and marks. */
const pieces =
  /(?<phone>\+?\d(?:[ ()-]{0,2}\d){9,})|(?<amount>\d{1,3}(?:[ ,.]\d{3})+(?!\d))|(?<iso>\d{4}-\d\d-\d\d)|(?<date>\d{1,2}\.\d{1,2}\.\d{2,4})|(?<clock>\d{1,2}:\d\d(?!\d))|(?<dotted>\d{1,2}\.\d{1,2}(?![\d.]))|(?<number>\d+)(?:[-–]?(?<ending>[\p{L}\p{M}]+))?|(?<word>[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)|(?<stop>[.!?…;\n]+)|(?<comma>[,():]+)|(?<dash>[-–—])|(?<sign>[%₸₽$€№#°+])/gu;

/** What stands in a text, in its order. */
export function whenItemsOf(text: string): WhenItem[] {
  const items: WhenItem[] = [];
  const read = text
    .slice(0, mostCharacters)
    .normalize('NFKC')
    .replace(/\b([ap])\. ?m\b/gi, '$1m');
  for (const { groups = {} } of read.matchAll(pieces)) {
    if (items.length >= mostItems) break;
    items.push(...pieceItems(groups));
  }
  return items;
}

function pieceItems(groups: Readonly<Record<string, string | undefined>>): WhenItem[] {
  const { phone, amount, iso, date, clock, dotted, number, ending = '', word } = groups;
  if (phone !== undefined || amount !== undefined) return [itemOf('nothing')];
  if (iso !== undefined) return [dateItem(iso.split('-').toReversed())];
  if (date !== undefined) return [dateItem(date.split('.'))];
  if (clock !== undefined) return [clockItem(clock)];
  if (dotted !== undefined) return [dottedItem(dotted)];
  if (number !== undefined) return numberItems(number, ending);
  if (word !== undefined) return [wordItem(word)];
  const mark = ['stop', 'comma', 'dash'].find((name) => groups[name] !== undefined);
  return [itemOf(mark ?? 'thing sign')];
}

function dateItem([date = '', month = '', year = '']: readonly string[]): WhenItem {
  const full = Number(year) + (year.length === 2 ? 2000 : 0);
  return itemOf('fullDate', { value: Number(date), second: Number(month), year: full });
}

function clockItem(text: string): WhenItem {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  if (hour > 24 || minute > 59) return itemOf('impossible');
  return itemOf('clock', { clock: { minutes: hour * 60 + minute, fixed: text.startsWith('0') } });
}

function dottedItem(text: string): WhenItem {
  const [first = '', second = ''] = text.split('.');
  const names = ['dotted'];
  if (second.length === 2 && Number(first) <= 24 && Number(second) <= 59) names.push('dottedTime');
  if (second.length === 2) names.push('dottedDate');
  return itemOf(names.join(' '), { value: Number(first), second: Number(second) });
}

function numberItems(digits: string, ending: string): WhenItem[] {
  const folded = fold(ending);
  const form = /^[чм]?$/.test(folded)
    ? undefined
    : (digitsForm(asCyrillic(folded)) ?? digitsForm(folded));
  const rest = ending === '' || form !== undefined ? [] : [wordItem(ending)];
  if (digits.length > 4) return [itemOf('nothing'), ...rest];
  const names = ['digits'];
  if (/^0\d/.test(digits)) names.push('zero');
  if (/^[0-5]\d$/.test(digits) && form === undefined) names.push('mm');
  if (/^20\d\d$/.test(digits)) names.push('yearNumber');
  return [numberItem(Number(digits), form ?? 'card', names), ...rest];
}

/** A number by its form; `h` may be an hour, `d` a day of a month, `ordinal` only that. */
export function numberItem(value: number, form: NumberForm, names: readonly string[]): WhenItem {
  const all = ['num', form, ...names];
  const ordinal = form === 'ord' || form === 'ordGen';
  if (ordinal) all.push('ordinal');
  if (value <= 24 && !ordinal && form !== 'poss') all.push('h');
  if (value >= 1 && value <= 99) all.push('d');
  // "в десять тридцать".
  if (names.includes('word') && form === 'card' && value % 5 === 0 && value >= 10 && value < 60)
    all.push('mm');
  return itemOf(all.join(' '), { value });
}

function wordItem(word: string): WhenItem {
  const plain = word.replace(/['’]/g, '');
  const folded = fold(plain.slice(0, 30));
  const cyrillic = asCyrillic(folded);
  const found = new Set(lexicon(plain));
  const half = /^пол(?=....)/.test(cyrillic) ? numberWord('', cyrillic.slice(3)) : undefined;
  if (half?.form === 'ordGen') return itemOf('clock', { clock: { minutes: half.value * 60 - 30 } });
  const number = found.has('quarter') ? undefined : numberWord(folded, cyrillic);
  // "on Friday", "он придёт": ten only beside other numbers, which a rule sees to.
  if (/^он[гғ]а$/i.test(plain)) return numberItem(10, 'dat', ['word']);
  if (/^оннан$/i.test(plain)) return numberItem(10, 'abl', ['word']);
  // "Cake" in Russian, and four where Kazakh is typed without its letters.
  if (cyrillic === 'торт')
    return /ө/i.test(plain)
      ? numberItem(4, 'card', ['word'])
      : itemOf('maybeFour other', { value: 4 });
  if (cyrillic === 'онда') return itemOf('maybeTen loc but', { value: 10 });
  if (/^бир[гд]е$/.test(cyrillic))
    return itemOf(cyrillic === 'бирге' ? 'maybeOne dat' : 'maybeOne loc');
  if (cyrillic === 'он') return itemOf('maybeTen on', { value: 10 });
  if (number !== undefined) {
    const names = ['word', ...found, number.tens ? 'tens' : '', number.english ? 'english' : ''];
    return numberItem(number.value, number.form, names.filter(Boolean));
  }
  for (const name of found) {
    const [, kind, index] = /^(wd|mo)(\d+)$/.exec(name) ?? [];
    if (kind === undefined) continue;
    found.add(kind === 'wd' ? 'weekday' : 'moName');
    return { is: withEndings(found, cyrillic), value: Number(index) };
  }
  if (found.has('may')) return { is: found, value: 5 };
  if (found.size === 0) found.add('other');
  return { is: withEndings(found, cyrillic) };
}

/** Adds what the ending says: from where in Kazakh, many in Russian. */
function withEndings(found: Set<string>, word: string): Set<string> {
  if (/[дтн][ае]н$/.test(word)) found.add('fromEnding');
  if (/[ая]м$/.test(word)) found.add('manyEnding');
  return found;
}
