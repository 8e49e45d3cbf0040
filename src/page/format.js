import { session } from './api.js';
import { language, t } from './words.js';

/** Browsers say that they know Kazakh and may not: figures and hours are as in Russian, months are named here. */
const locales = { ru: 'ru-RU', kk: 'ru-RU', en: 'en-GB' };
const kazakhMonths =
  'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан'.split(' ');

function locale() {
  return locales[language()] ?? 'en-GB';
}

function format(options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: session.timeZone, ...options });
}

/** The day of a moment where the business is: 2026-11-30. @param {number} at */
export function dayOf(at) {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: session.timeZone,
    dateStyle: 'short',
  }).format(at);
}

/** @param {number} at */
export function clock(at) {
  return format({ hour: '2-digit', minute: '2-digit' }).format(at);
}

/** «today», «yesterday» or the day. @param {number} at */
export function dayName(at) {
  const day = dayOf(at);
  if (day === dayOf(Date.now())) return t('today');
  if (day === dayOf(Date.now() - 24 * 60 * 60 * 1000)) return t('yesterday');
  if (language() !== 'kk') return format({ day: 'numeric', month: 'long' }).format(at);
  const [, month, date] = day.split('-').map(Number);
  return `${date} ${kazakhMonths[(month ?? 1) - 1]}`;
}

/** The hour today, else the day. @param {number} at */
export function shortWhen(at) {
  const day = dayOf(at);
  if (day === dayOf(Date.now())) return clock(at);
  if (day === dayOf(Date.now() - 24 * 60 * 60 * 1000)) return t('yesterday');
  return format({ day: '2-digit', month: '2-digit' }).format(at);
}

/** @param {number} at */
export function when(at) {
  return dayOf(at) === dayOf(Date.now()) ? clock(at) : `${dayName(at)}, ${clock(at)}`;
}

/** A phone as people read it, of a chat. @param {string} chat */
export function phoneOf(chat) {
  const [, own = chat, account = ''] = /^(.*?)(#\d{1,20})?$/.exec(chat) ?? [];
  const [, digits] = /^(\d{5,15})@c\.us$/.exec(own) ?? [];
  // A chat of a further instance has its number behind it.
  const behind = account === '' ? '' : ` (${account.slice(1)})`;
  if (digits === undefined) return own.replace(/@.*$/, '') + behind;
  const [, a, b, c, d] = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits) ?? [];
  return (a === undefined ? `+${digits}` : `+7 ${a} ${b}-${c}-${d}`) + behind;
}

/** US dollars. @param {number} dollars */
export function money(dollars) {
  const digits = dollars > 0 && dollars < 1 ? 4 : 2;
  return `$${dollars.toLocaleString(locale(), { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}

/** @param {number} number */
export function count(number) {
  return number.toLocaleString(locale());
}

/** @param {number} ms */
export function seconds(ms) {
  const value = ms / 1000;
  return t('seconds', {
    n: value.toLocaleString(locale(), { maximumFractionDigits: value < 10 ? 1 : 0 }),
  });
}

/** The first letters of a name, or the last figures of a phone. */
export function initials(name, chat) {
  const letters = (name ?? '').match(/\p{L}/gu);
  if (!letters) return phoneOf(chat).slice(-2);
  const words = (name ?? '').match(/\p{L}+/gu) ?? [];
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('')
    .toUpperCase();
}

/** One of eight colours for a chat. @param {string} chat */
export function hueOf(chat) {
  let sum = 0;
  for (const sign of chat) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return sum % 8;
}
