import { shortPhone } from '../phone.ts';

/** Nine digits and more, also with `+`, parentheses and up to two separators between two digits. */
const digitRun = /\+?\(?\d(?:[ \u00a0\u202f().\-\u2010-\u2013]{0,2}\d){8,}/g;

/** Digits that are a date, perhaps with the hour behind it, or an address in a network. */
const date = String.raw`(?:(?:19|20)\d\d-[01]\d-[0-3]\d|[0-3]?\d\.[01]?\d\.(?:19|20)\d\d)`;
const notPhone = new RegExp(
  String.raw`^(?:${date}(?: [0-2]?\d|-${date})?|\d{1,3}(?:\.\d{1,3}){3})$`,
);

const enoughDigits = /\d{3}|\d[ \u00a0\u202f().\-\u2010-\u2013]{1,2}\d/;

/** The text with everything that may be a phone number shortened to `7700…4567`, as the log names chats. */
export function maskPhones(text: string): string {
  return replacePhones(text, shortPhone);
}

/** The text with something else in the place of everything that may be a phone number, by its digits. */
export function replacePhones(text: string, by: (digits: string) => string): string {
  if (text.length < 9 || !enoughDigits.test(text)) return text;
  return text.replace(digitRun, (run, at: number) => {
    if (notPhone.test(run) || isInsideId(text, at, at + run.length)) return run;
    return by(run.replace(/\D/g, ''));
  });
}

/** The shortest hexadecimal word whose digits are left alone: the id of a message or a request. */
const shortestId = 16;
const hexBefore = /(?<![\da-f])[\da-f]*$/i;
const hexAfter = /^[\da-f]*/i;

function isInsideId(text: string, start: number, end: number): boolean {
  const before = hexBefore.exec(text.slice(Math.max(0, start - 40), start))?.[0] ?? '';
  const after = hexAfter.exec(text.slice(end, end + 40))?.[0] ?? '';
  const letters = /[a-f]/i.test(before + after);
  return (
    letters &&
    before.length + (end - start) + after.length >= shortestId &&
    /^\d+$/.test(text.slice(start, end))
  );
}

/** Characters that would steer a terminal. */
const controls = /[^\P{Cc}\n\t]/gu;

/** The text without control characters but line ends and tabs. */
export function dropControls(text: string): string {
  return text.replace(controls, '');
}
