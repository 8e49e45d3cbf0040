import type { Case } from '../kinds/cases.ts';
import type { NewNotice } from '../kinds/notices.ts';
import type { Language } from '../language/index.ts';
import type { Translate } from '../owner-language/index.ts';
import { phoneIn, unshownPhone } from '../phone.ts';

/** A case's number as people read and write it; texts about a case begin with it, so that a quotation shows which it is. */
export function caseMark(number: number): string {
  return `№${number}`;
}

const titles: Readonly<Record<string, string>> = {
  asked: 'A customer asks for a person',
  model: 'A customer needs a person',
  promise: 'The bot was about to say that it had done something, and it had not',
  numbers: 'The bot was about to name a price, a time or another figure that nobody had told it',
  payment: 'The bot was about to say that a payment had come, and nothing shows that: please look',
  unknown: 'Nobody knows whether this was done for a customer: please look',
  refused: 'You agreed to this, and it could not be done: please see to the customer',
  'by-hand':
    'Somebody entered something in the calendar just as the bot booked that time for a customer: the booking was taken back, and the customer offered other times',
  confirm: 'A customer waits for your word: the bot has done nothing yet',
};

const languageWords: Readonly<Record<Language, string>> = {
  ru: 'Russian',
  kk: 'Kazakh',
  en: 'English',
};

/** What the owners are sent of a ticket. The words of the customer and of the summary stay as they are. */
export function ticketText({ number, chat, about }: Case, say: Translate): string {
  const { reason = '', language, summary = [], question } = about;
  return [
    `${caseMark(number)} ${say(titles[reason] ?? 'A customer needs a person')}`,
    ...who({ chat, about }, say),
    ...(language === undefined ? [] : [`${say('Language')}: ${say(languageWords[language])}`]),
    ...summary.map((line) => `• ${line}`),
    ...(question === undefined ? [] : [`${say('Last message')}: «${question}»`]),
  ].join('\n');
}

/** How a ticket is answered from an owner's own phone. */
export function ticketReply(say: Translate): string {
  return say('Reply to this message with a quotation: your words go to the customer.');
}

/** What the owners are sent where nobody has answered a ticket for this long, as `durationText` says it. */
export function reminderText(
  { number, chat, about }: Case,
  waited: string,
  say: Translate,
): string {
  return [
    `${caseMark(number)} ${say('A customer is still waiting for a person')} (${waited})`,
    ...who({ chat, about }, say),
    ...(about.question === undefined ? [] : [`${say('Last message')}: «${about.question}»`]),
  ].join('\n');
}

/** What the owners are sent where nobody has answered a ticket at all. */
export function expiredText({ number, chat, about }: Case, say: Translate): string {
  return [
    `${caseMark(number)} ${say('Nobody answered this customer; the bot answers there again')}`,
    ...who({ chat, about }, say),
    ...(about.question === undefined ? [] : [`${say('Last message')}: «${about.question}»`]),
  ].join('\n');
}

/** What the owners are sent where a pause has run out over a question of this chat that nobody answered. */
export function leftQuestionLines(
  chat: string,
  { question = '', phone }: NonNullable<NewNotice['values']>,
  say: Translate,
): string[] {
  const about = phone === undefined ? {} : { phone: String(phone) };
  return [
    ...who({ chat, about }, say),
    ...(question === '' ? [] : [`${say('Last message')}: «${question}»`]),
    say('The bot answers there again once the customer writes.'),
  ];
}

/** Name and phone, with a link where the chat is that of the phone: only the business's own account is in this chat. */
function who({ chat, about }: Pick<Case, 'chat' | 'about'>, say: Translate): string[] {
  const { name } = about;
  const digits = phoneIn(chat);
  if (digits === undefined) {
    if (about.phone !== undefined)
      return [name === undefined ? about.phone : `${name}, ${about.phone}`];
    return [...(name === undefined ? [] : [name]), say(unshownPhone)];
  }
  const phone = `+${digits}`;
  return [
    name === undefined ? phone : `${name}, ${phone}`,
    `https://wa.me/${digits} (${say("answer from the business's number")})`,
  ];
}
