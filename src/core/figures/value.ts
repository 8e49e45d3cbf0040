import { numberWord } from '../lexicon/number-words.ts';
import type { NumberToken } from './tokens.ts';

/** A number as it stands in a text, in digits or words, and the token behind it. */
export interface Value {
  readonly value: number;
  readonly next: number;
  /** In words throughout. */
  readonly words: boolean;
}

const collective = ['двое', 'трое', 'четверо', 'пятеро', 'шестеро', 'семеро'];

/** Whether a word counts people: "шестеро". */
export function countsPeople({ folded }: NumberToken): boolean {
  return collective.includes(folded);
}

/** The value of a single word; undefined for ordinals and for what is none. */
function wordValue(
  tokens: readonly NumberToken[],
  at: number,
): { value: number; tens: boolean } | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const { folded, cyrillic, text } = token;
  const next = tokens[at + 1];
  const grows = next?.means.has('thousand') === true || next?.means.has('hundred') === true;
  // "он" is ten in Kazakh and "he" in Russian, "торт" four and a cake.
  if (cyrillic === 'он')
    return grows ||
      /^(?:бир|еки|уш|торт|бес|алти|жети|сегиз|тогиз|рет$|кун$|минут$|сагат$|адам|бала|жил|аи$|апта|паиз|теге$|тене$|дана)/.test(
        next?.cyrillic ?? '',
      )
      ? { value: 10, tens: true }
      : undefined;
  if (cyrillic === 'торт') return grows || /ө/i.test(text) ? { value: 4, tens: false } : undefined;
  if (cyrillic.startsWith('торт') && !/ө/i.test(text)) return undefined;
  const together = collective.indexOf(folded);
  if (together >= 0) return { value: together + 2, tens: false };
  const found = numberWord(folded, cyrillic);
  if (found === undefined || found.form === 'ord' || found.form === 'ordGen') return undefined;
  return found.form === 'poss' ? undefined : found;
}

/** The number that a word of three letters or more is, in its plain form: "три", "двух", not "третий". */
export function cardinalOf({ kind, opens, folded, cyrillic }: NumberToken): number | undefined {
  if (kind !== 'word' || !opens || folded.length < 3) return undefined;
  const said = numberWord(folded, cyrillic);
  return said?.form === 'card' ? said.value : undefined;
}

/** Hundreds, tens and units in words: "девятьсот", "жиырма бес", "two hundred and fifty". */
function smallWords(
  tokens: readonly NumberToken[],
  from: number,
): { value: number; next: number } | undefined {
  let [total, at, room] = [0, from, Number.POSITIVE_INFINITY];
  for (;;) {
    const joined = total > 0 && /^(?:-|and)$/.test(tokens[at]?.text ?? '') ? at + 1 : at;
    const token = tokens[joined];
    if (token?.means.has('hundred') && total < 10) {
      [total, at, room] = [Math.max(total, 1) * 100, joined + 1, 100];
      continue;
    }
    const word = wordValue(tokens, joined);
    if (word === undefined || word.value >= room) break;
    total += word.value;
    at = joined + 1;
    const small = word.value >= 100 ? 100 : 10;
    room = word.tens ? small : 0;
    if (room === 0 && tokens[at]?.means.has('hundred') !== true) break;
  }
  return at === from ? undefined : { value: total, next: at };
}

function scaleOf(token: NumberToken | undefined, glued: boolean): number {
  if (token?.means.has('thousand')) return 1000;
  if (token?.means.has('million')) return 1_000_000;
  return glued && /^[кkт]$/i.test(token?.text ?? '') ? 1000 : 0;
}

/** A number and what makes it larger: "25 тыс", "2,9 млн", "три с половиной тысячи". */
function scaled(
  tokens: readonly NumberToken[],
  read: { value: number; next: number },
): { value: number; next: number } {
  let { value, next } = read;
  if (/^(?:с|and)$/.test(tokens[next]?.text ?? '') && tokens[next + 1]?.means.has('withHalf'))
    [value, next] = [value + 0.5, next + 2];
  else if (tokens[next]?.text === 'and' && tokens[next + 2]?.means.has('half'))
    [value, next] = [value + 0.5, next + 3];
  else if (tokens[next]?.means.has('andHalf') && isUnit(tokens[next + 1]))
    [value, next] = [value + 0.5, next + 1];
  const glued = tokens[next]?.start === tokens[next - 1]?.end;
  const scale = scaleOf(tokens[next], glued);
  if (scale === 0) return { value, next };
  const dot = tokens[next]?.folded === 'тис' && tokens[next + 1]?.text === '.' ? 1 : 0;
  return { value: Math.round(value * scale * 100) / 100, next: next + 1 + dot };
}

function isUnit(token: NumberToken | undefined): boolean {
  return ['thousand', 'million', 'minute', 'hour', 'day', 'week', 'month', 'year'].some((name) =>
    token?.means.has(name),
  );
}

/** The number that begins at a token; undefined where none does. */
export function valueAt(tokens: readonly NumberToken[], at: number): Value | undefined {
  const token = tokens[at];
  if (token?.kind === 'number')
    return { ...scaled(tokens, { value: token.values[0] ?? 0, next: at + 1 }), words: false };
  if (token?.means.has('oneAndHalf'))
    return { ...scaled(tokens, { value: 1.5, next: at + 1 }), words: true };
  let read = smallWords(tokens, at);
  if (read === undefined && scaleOf(token, false) > 0 && isAlone(tokens, at))
    read = { value: 1, next: at };
  if (read === undefined) return undefined;
  let { value, next } = scaled(tokens, read);
  // "двадцать пять тысяч девятьсот", "екі миллион жүз мың".
  for (let rest = value >= 1000 ? smallWords(tokens, next) : undefined; rest !== undefined;) {
    const more = scaled(tokens, rest);
    if (more.value >= value) break;
    [value, next] = [value + more.value, more.next];
    rest = more.value >= 1000 ? smallWords(tokens, next) : undefined;
  }
  return { value, next, words: true };
}

/** "тысяча тенге" is one thousand, "тысячи людей" are not. */
function isAlone(tokens: readonly NumberToken[], at: number): boolean {
  return (
    /^(?:тисяча|тисячу|thousand|мин|милион)$/.test(tokens[at]?.folded ?? '') &&
    tokens[at - 1]?.kind !== 'number'
  );
}
