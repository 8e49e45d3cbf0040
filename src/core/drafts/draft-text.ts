import type { Case } from '../kinds/cases.ts';
import type { Translate } from '../owner-language/index.ts';
import { caseMark } from '../tickets/ticket-text.ts';

/** What the owners are sent of a draft: its number first, so that a quotation shows which it is. */
export function draftText({ number, chat, about }: Case, say: Translate): string {
  const { name, question, proposal = [] } = about;
  return [
    `${caseMark(number)} ${say('A draft waits for you')}`,
    customerOf(chat, name),
    ...(question === undefined ? [] : [`${say('Customer')}: «${question}»`]),
    `${say('The bot would say')}:`,
    ...proposal.map(({ text }) => text),
  ].join('\n');
}

/** How an owner decides on a draft, by a message to the bot. */
export function draftReply({ number }: Pick<Case, 'number'>, say: Translate): string {
  return say(
    `Reply 1 to send it, 0 to drop it, or 2 and your own text. With several drafts quote this one, or write 1 #${number}.`,
  );
}

function customerOf(chat: string, name: string | undefined): string {
  const digits = /^(\d{5,15})@c\.us$/.exec(chat)?.[1];
  return [name, digits === undefined ? undefined : `+${digits}`]
    .filter((part) => part !== undefined)
    .join(', ');
}
