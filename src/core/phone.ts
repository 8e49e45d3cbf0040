import { SetupError } from './errors.ts';

/** Countries where people write a long-distance `8` instead of the country code 7. */
const trunkEightCountries: ReadonlySet<string> = new Set(['KZ', 'RU']);

/** What people put between digits: spaces of all kinds, hyphens and dashes, parentheses, dots, slashes, tildes. */
const separators =
  /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff()./~\-\u2010-\u2015\u2212]+/g;

/** Suffixes of chat ids that stand for a person; `s.whatsapp.net` is WhatsApp's own word for `c.us`. */
const personSuffixes: Readonly<Record<string, string>> = {
  'c.us': 'c.us',
  's.whatsapp.net': 'c.us',
  lid: 'lid',
};

/** The mark of a chat that belongs to a further account: `#` and the account's number. */
const accountMark = /#(\d{1,20})$/;

/** A chat of a further account of the channel, by what that account itself calls it: `77001234567@c.us#3100000001`. */
export function chatOfAccount(chat: string, account: string): string {
  return `${chat}#${account}`;
}

/** The further account that a chat belongs to; undefined for one of the first. */
export function accountOf(chat: string): string | undefined {
  return accountMark.exec(chat)?.[1];
}

/** What its own account calls a chat: the same for a person on each of them who is called by the phone. */
export function withoutAccount(chat: string): string {
  return chat.replace(accountMark, '');
}

/** The chat of a phone number, as this bot calls it on every messenger; WhatsApp calls it so itself. */
const phoneChat = /^(\d{5,15})@c\.us$/;

/** The chat of a phone number, by its digits with the country code. */
export function chatOfPhone(digits: string): string {
  return `${digits}@c.us`;
}

/** The digits of the phone number that a chat's id is; undefined where the id is none. */
export function phoneIn(chat: string | undefined): string | undefined {
  return phoneChat.exec(withoutAccount(chat ?? ''))?.[1];
}

/** What stands in the place of a phone that neither the chat's id nor the messenger tells. */
export const unshownPhone = 'The messenger does not show the number';

/** The phone that came with the newest of messages that have one, as a case of theirs keeps it. */
export function phoneAbout(messages: readonly { phone?: string }[]): { phone?: string } {
  const phone = messages.findLast((message) => message.phone !== undefined)?.phone;
  return phone === undefined ? {} : { phone: `+${phone}` };
}

/** The number by which texts name the person of a chat: that of its id, or the digits of the phone where the id is another; empty where there is none. */
export function numberIn(chat: string, phone?: string): string {
  return chat.includes('@') ? chat.replace(/@.*$/s, '') : (phone ?? '');
}

/** A chat as a person reads it, and as `--phone` takes it: the phone number in full, or the chat's id where it shows none; behind either the account, where it is a further one. */
export function shownChat(chat: string): string {
  const [digits, account] = [phoneIn(chat), accountOf(chat)];
  if (digits === undefined) return chat;
  return account === undefined ? `+${digits}` : chatOfAccount(`+${digits}`, account);
}

/** WhatsApp's id of one of a person's devices: a colon and the device's number before the suffix. */
const ofDevice = /^(\d{1,30})(?::\d{0,30})?@(c\.us|lid)$/i;

/** The id of a WhatsApp chat without the device in it (`77001234567:3@c.us`); anything else as it is. */
export function withoutDevice(chat: string): string {
  return chat.replace(
    ofDevice,
    (_id, number: string, suffix: string) => `${number}@${suffix.toLowerCase()}`,
  );
}

/**
 * The chat of a phone number: `+7 700 123-45-67`, `77001234567`, `0077001234567`, a chat id as it is
 * (`77001234567@c.us`, `…@lid`, also with a device), and with country KZ or RU also `8 (700) 123-45-67`,
 * `+8 700 123-45-67` and `8 10 7 700 123-45-67`; with the account behind it (`+77001234567#3100000001`) that of this account. Throws a SetupError
 * `setup.phone` that says what is wrong with it and never repeats it.
 */
export function toChat(phone: string, country?: string): string {
  const account = accountOf(phone.trim());
  if (account === undefined) return toOwnChat(phone, country);
  return chatOfAccount(toOwnChat(withoutAccount(phone.trim()), country), account);
}

function toOwnChat(phone: string, country?: string): string {
  const [written = '', suffix, ...rest] = phone.trim().split('@');
  if (suffix === undefined) return chatOfPhone(international(written, country));
  const number = written.replace(/:\d*$/, '');
  if (suffix === 'g.us')
    throw phoneError('This is a group; the bot talks to single customers only');
  const known = personSuffixes[suffix.toLowerCase()];
  if (known === undefined || rest.length > 0) throw phoneError('A chat id ends in @c.us or @lid');
  if (known === 'c.us') return chatOfPhone(international(`+${number.replace(/^\+/, '')}`));
  if (!/^\d{5,20}$/.test(number))
    throw phoneError('A chat id that ends in @lid has only digits before it');
  return `${number}@lid`;
}

/** The digits of a number with its country code. */
function international(written: string, country?: string): string {
  const compact = written.normalize('NFKC').replace(separators, '');
  if (compact === '') throw phoneError('The phone number is empty');
  if (!/^\+?\d+$/.test(compact))
    throw phoneError(
      'A phone number has only digits, spaces, hyphens, parentheses and one + in front',
    );
  const trunkEight = country !== undefined && trunkEightCountries.has(country);
  const mistaken = trunkEight ? afterEight(written, compact) : undefined;
  const digits =
    mistaken ??
    (/^\+|^00/.test(compact) ? compact.replace(/^\+|^00/, '') : fromNational(compact, trunkEight));
  checkLength(digits);
  return digits;
}

/**
 * What two old habits with an `8` mean: `8 10` before a country code, and `+8` instead of `+7`. No country code begins with 87
 * (but for satellites, whose numbers are longer) or 89; of the others `+8` is no country code when it stands apart.
 */
function afterEight(written: string, compact: string): string | undefined {
  const abroad = /^810(\d{8,15})$|^\+810(7\d{10})$/
    .exec(compact)
    ?.slice(1)
    .find((digits) => digits !== undefined);
  if (abroad !== undefined) return abroad.replace(/^8(?=[79]\d{9}$)/, '7');
  const national = /^(?:\+|00)8(\d{10})$/.exec(compact)?.[1];
  if (national === undefined) return undefined;
  return /^[79]/.test(national) || /^\D*8\D/.test(written.normalize('NFKC'))
    ? `7${national}`
    : undefined;
}

/** Ten digits could be a national number or one with a digit missing: guessing would reach a stranger. */
function fromNational(digits: string, trunkEight: boolean): string {
  const startsWithEight = /^8\d{10}$/.test(digits);
  if (trunkEight && startsWithEight) return `7${digits.slice(1)}`;
  if (startsWithEight) {
    throw phoneError('The phone number begins with 8 instead of a country code', [
      'Set WABOT_COUNTRY=KZ (or RU), or write +7 instead of 8.',
    ]);
  }
  if (trunkEight && digits.length === 10) {
    throw phoneError('The phone number has 10 digits: its country code or a digit is missing', [
      'Write it with + and the country code.',
    ]);
  }
  return digits;
}

/** E.164 allows 15 digits; the shortest numbers with their country code have 8. Those of country code 7 have 11. */
function checkLength(digits: string): void {
  if (digits.startsWith('0'))
    throw phoneError('A phone number in full begins with its country code, never with 0');
  if (digits.startsWith('7') && digits.length !== 11)
    throw phoneError(`A phone number of +7 has 11 digits, this one has ${digits.length}`);
  if (digits.length < 8 || digits.length > 15) {
    throw phoneError(
      `A phone number with its country code has 8 to 15 digits, this one has ${digits.length}`,
    );
  }
}

function phoneError(problem: string, suggestions: string[] = []): SetupError {
  return new SetupError('phone', `${problem}. Example: +7 700 123-45-67`, { suggestions });
}

/** Whether a text can be a chat's id: printable, as every channel's are, and of a length that every memory takes as a key. */
export function isChatId(id: string): boolean {
  return /^[^\s\p{C}]{1,128}$/u.test(id);
}

/** A chat's name for logs and lists: `7700…4567`. At least three of its characters are hidden. */
export function shortPhone(chat: string): string {
  const [number = ''] = chat.split(/[@#]/);
  if (number.length >= 11) return `${number.slice(0, 4)}…${number.slice(-4)}`;
  return number.length >= 5 ? `…${number.slice(-2)}` : '…';
}

/** A chat's name in the log, by which its lines are found and erased: an id that is no phone and short shows more of itself (`10…001`). */
export function shortChat(chat: string): string {
  const [, head, tail] = /^(\d{2})\d{3}(\d{3,5})(?:#\d+)?$/.exec(chat) ?? [];
  return head === undefined || tail === undefined ? shortPhone(chat) : `${head}…${tail}`;
}
