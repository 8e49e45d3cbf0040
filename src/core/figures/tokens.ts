import { asCyrillic, fold } from '../lexicon/fold.ts';
import { kept } from '../lexicon/kept.ts';
import { numberWord } from '../lexicon/number-words.ts';
import { meaningsOf } from './meanings.ts';

export type TokenKind =
  | 'email'
  | 'link'
  | 'phone'
  | 'date'
  | 'clock'
  | 'dotted'
  | 'number'
  | 'word'
  | 'sign';

/** A piece of a text, where it stands, and what it may mean. */
export interface NumberToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a number; of a date and a clock, its parts. */
  readonly values: readonly number[];
  readonly means: ReadonlySet<string>;
  readonly folded: string;
  readonly cyrillic: string;
  /** Of a word: whether something that can be right or wrong may begin with it. */
  readonly opens: boolean;
}

/** What each group of a piece is, in their order. */
const kinds: readonly TokenKind[] = [
  'sign',
  'sign',
  'email',
  'link',
  'phone',
  'date',
  'clock',
  'dotted',
  'number',
  'word',
  'sign',
];

const pieces =
  /(\n)|((?!\+\d)[^\s\p{L}\p{N}(])|((?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,40}\.){1,5}[a-z]{2,18})|((?<![\w@.-])(?:https?:\/\/)?(?:[a-z\d-]{1,40}\.){1,5}[a-z]{2,18}(?![\w@])(?:\/[^\s,;<>()"«»]{0,200})?)|((?<![\d.,])(?:(?:\+\d|[78])(?:[ ()-]{0,3}\d){9,12}|\(\d{3}\)(?:[ -]{0,2}\d){7}|\(\d{4}\)(?:[ -]{0,2}\d){6}|\d{3}-\d{3}-\d{4}|0\d{2,4}(?:[ -]?\d){6,7})(?!\d))|(?<=(?:UTC|GMT)[+-])\d{1,2}(?::\d\d)?|(\d{4}-\d\d-\d\d(?:T(?=\d\d:))?|\d{1,2}[./]\d{1,2}[./]\d{4})|((?<=\dT)\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?|\d{1,2}:\d\d(?::\d\d)?)|((?<![\d.,])\d{1,2}\.\d\d(?!\d|\.\d))|(\d{1,3}(?:[ .,'’]\d{3})+(?:,\d\d?)?(?!\d)|\d+(?:[.,]\d{1,2}(?!\d))?)|(\p{L}[\p{L}\p{M}\p{N}'’]*)|([^\s])/iuy;

const noMeanings: ReadonlySet<string> = new Set();

/** The pieces of a plain text. */
export function numberTokens(text: string): NumberToken[] {
  const found: NumberToken[] = [];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const token = code === space ? undefined : tokenAt(text, at, code);
    if (token !== undefined) found.push(token);
    at = token?.end ?? at + 1;
  }
  return found;
}

const space = 0x20;
const [firstCyrillic, lastCyrillic] = [0x400, 0x52f];
const cyrillicWord = /\p{L}[\p{L}\p{M}\p{N}'’]*/uy;

/** Words of Cyrillic letters, most of what is read, can be nothing else: they are not tried as mails and addresses first. */
function tokenAt(text: string, at: number, code: number): NumberToken | undefined {
  if (code >= firstCyrillic && code <= lastCyrillic) {
    cyrillicWord.lastIndex = at;
    const [word] = cyrillicWord.exec(text) ?? [];
    if (word !== undefined) return tokenOf('word', word, at);
  }
  pieces.lastIndex = at;
  const match = pieces.exec(text);
  return match === null ? undefined : tokenOf(kinds[groupOf(match)] ?? 'sign', match[0], at);
}

/** Groups with names would be an object of eleven fields for every word. */
function groupOf(match: RegExpExecArray): number {
  let group = 0;
  while (group < kinds.length && match[group + 1] === undefined) group += 1;
  return group;
}

function tokenOf(kind: TokenKind, text: string, start: number): NumberToken {
  const end = start + text.length;
  if (kind === 'sign')
    return {
      kind,
      text,
      start,
      end,
      values: [],
      means: noMeanings,
      folded: text,
      cyrillic: '',
      opens: false,
    };
  if (kind === 'word') {
    const { means, folded, cyrillic, opens } = wordOf(text);
    return { kind, text, start, end, values: [], means, folded, cyrillic, opens };
  }
  const values = kind === 'number' ? [numberOf(text)] : partsOf(kind, text);
  return {
    kind,
    text,
    start,
    end,
    values,
    means: noMeanings,
    folded: text,
    cyrillic: '',
    opens: true,
  };
}

/** What a word is looked up as, and means. */
const wordOf = kept((text): Pick<NumberToken, 'means' | 'folded' | 'cyrillic' | 'opens'> => {
  const folded = fold(text.slice(0, 40));
  const cyrillic = asCyrillic(folded);
  // "мың" is a thousand and "мин" a minute: folding makes them one.
  const isMinute = folded === 'мин' && text.toLowerCase().startsWith('ми');
  const means = folded === 'мин' ? new Set([isMinute ? 'minute' : 'thousand']) : meaningsOf(text);
  // "тыс" is a thousand and "тіс" a tooth.
  const isTooth = folded === 'тис' && text.toLowerCase().startsWith('тіс');
  const said = isTooth ? noMeanings : means;
  return { means: said, folded, cyrillic, opens: opensNumber(folded, cyrillic, said) };
});

const opening = /^(?:month|half|hundred|thousand|million|oneAndHalf|quarter)/;

/** Whether a word is a number, a part of one, or a month before its day. */
function opensNumber(folded: string, cyrillic: string, means: ReadonlySet<string>): boolean {
  return (
    /^(?:он$|торт$|часу?$|пол....|двое$|трое$|четверо$|(?:пят|шест|сем)еро$)/.test(cyrillic) ||
    numberWord(folded, cyrillic) !== undefined ||
    [...means].some((meaning) => opening.test(meaning))
  );
}

/** Digits of any script, and what mails and addresses have. */
const figures = /[\p{N}@]|[a-z-]\.[a-z]{2}/iu;
const words = /\p{L}[\p{L}\p{M}'’]*/gu;

/** Whether a text says nothing in numbers: no digit, no address, no word of a number. */
export function isWithoutNumbers(text: string): boolean {
  if (figures.test(text)) return false;
  return !(text.match(words) ?? []).some((word) => wordOf(word).opens);
}

function partsOf(kind: TokenKind, text: string): number[] {
  if (kind !== 'date' && kind !== 'clock' && kind !== 'dotted') return [];
  const parts = (text.match(/\d+/g) ?? []).map(Number);
  return kind === 'date' && text.includes('-') ? parts.toReversed() : parts;
}

/** The value of digits with spaces, points and commas: three digits behind one are thousands. */
function numberOf(text: string): number {
  const [, large, cents = '0'] = /^(\d{1,3}(?:[ .'’]\d{3})+),(\d\d?)$/.exec(text) ?? [];
  if (large !== undefined) return Number(large.replace(/[ .'’]/g, '')) + Number(`0.${cents}`);
  const whole = /^\d{1,3}(?:[ .,'’]\d{3})+$/.test(text);
  return Number(whole ? text.replace(/[ .,'’]/g, '') : text.replace(',', '.'));
}

/** A day that a text names. */
export interface NamedDate {
  readonly date: number;
  readonly month: number;
  readonly year?: number | undefined;
}

/** Something in a text that can be right or wrong, and where it stands. */
export interface Mention {
  readonly kind: 'email' | 'link' | 'phone' | 'percent' | 'date' | 'time' | 'amount' | 'roundClock';
  readonly start: number;
  readonly end: number;
  /** The first and the last token and the one behind it. */
  readonly at: number;
  readonly next: number;
  /** An address, or a phone in digits. */
  readonly key?: string;
  readonly value?: number | undefined;
  readonly currency?: string | undefined;
  /** What is counted: a unit, `noun` for something else, undefined where nothing stands behind it. */
  readonly unit?: string | undefined;
  /** Minutes of the day that it may be. */
  readonly times?: readonly number[];
  readonly date?: NamedDate;
  /** The other day that a date in figures may be, month before day. */
  readonly swapped?: NamedDate;
}
