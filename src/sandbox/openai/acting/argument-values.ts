import { namedIn } from './numbered-items.ts';
import { clockTimes, namesDay, namesTime } from './clock-words.ts';
import { dateIn } from './dates.ts';
import type { OfferedParameter } from './offered-functions.ts';

/** What an argument is filled from. */
export interface ToldWish {
  /** What the customer said first, and has said since. */
  wish: string;
  /** What they answered when they were asked for it. */
  answered: string | undefined;
  /** The day where the business is. */
  today: string | undefined;
}

/** The value of an argument; undefined: the customer has not told it. */
export function valueOf(parameter: OfferedParameter, told: ToldWish): unknown {
  const { values, type, longest } = parameter;
  const text = told.answered ?? told.wish;
  if (values.length > 0) return namedIn(text, values);
  if (type === 'integer' || type === 'number') return numberIn(text);
  if (type === 'boolean') return undefined;
  const value = told.answered === undefined ? plainly(parameter, told) : answer(parameter, told);
  return type === 'string' || type === '' ? value?.slice(0, longest) : undefined;
}

/** An answer to a question for just this. */
function answer(
  parameter: OfferedParameter,
  { answered = '', today }: ToldWish,
): string | undefined {
  const date = wantsDate(parameter) ? dateIn(answered, today) : undefined;
  const given = date ?? answered.replaceAll(/\s+/g, ' ').trim();
  return given === '' ? undefined : given;
}

/** What the first words of a wish say, where that is plain. */
function plainly(parameter: OfferedParameter, { wish, today }: ToldWish): string | undefined {
  const { name, about, required } = parameter;
  const key = name.toLowerCase();
  if (wantsDate(parameter)) return dateIn(wish, today);
  if (/phone|tel$|mobile|телефон/.test(key)) return /\+?\d[\d ()-]{8,}\d/.exec(wish)?.[0];
  if (/^(?:customer_?|client_?)?(?:name|fio)$/.test(key)) return nameIn(wish);
  if (/words/.test(about) && namesTime(wish)) return wish;
  if (/^(?:when|date_?time)$/.test(key)) return namesTime(wish) ? wish : undefined;
  if (/time|hour/.test(key)) return timeIn(wish);
  if (/day|date/.test(key)) return namesDay(wish) ? wish : undefined;
  if (/id$|number|code|номер/.test(key)) return codeIn(wish);
  const isFree = /what|query|question|text|message|search|topic|subject|title|wish|reason|details/;
  return required && isFree.test(key) ? wish : undefined;
}

function wantsDate({ name, about }: OfferedParameter): boolean {
  return /YYYY-MM-DD|\d{4}-\d\d-\d\d|ISO/.test(about) && /day|date|когда|дата|when/i.test(name);
}

function timeIn(text: string): string | undefined {
  const [, written] = /(?<!\d)(\d{1,2}:\d\d)(?!\d)/.exec(text) ?? [];
  const at = clockTimes(text).at(-1);
  if (written !== undefined) return written.padStart(5, '0');
  return at === undefined ? undefined : `${String(Math.floor(at / 60)).padStart(2, '0')}:00`;
}

function nameIn(text: string): string | undefined {
  const found =
    /(?:меня зовут|моё имя|мое имя|менің атым|атым|my name is|i am called)\s+(\p{L}[\p{L}-]*(?:\s+\p{Lu}[\p{L}-]*)?)/iu;
  return found.exec(text)?.[1];
}

function codeIn(text: string): string | undefined {
  return /[№#]?\s?((?=[\p{L}-]*\d)[\p{L}\d-]{2,40})/u.exec(text)?.[1];
}

function numberIn(text: string): number | undefined {
  const found = /(?<![\p{L}\d:.-])(\d{1,9})(?![\p{L}\d:])/u.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
