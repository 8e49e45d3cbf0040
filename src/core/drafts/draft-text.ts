import type { Case } from '../kinds/cases.ts';
import type { Translate } from '../owner-language/index.ts';
import { phoneIn } from '../phone.ts';
import { caseMark } from '../tickets/ticket-text.ts';

/** What the owners are sent of a draft: its number first, so that a quotation shows which it is. */
export function draftText({ number, chat, about }: Case, say: Translate): string {
  const { question, proposal = [], call, summary = [] } = about;
  const title = call
    ? 'A customer waits for your word on what is to be done'
    : 'A draft waits for you';
  return [
    `${caseMark(number)} ${say(title)}`,
    customerOf(chat, about),
    ...(question === undefined ? [] : [`${say('Customer')}: «${question}»`]),
    ...(call ? [`${say('The bot would do')}:`, ...summary] : []),
    `${say(call ? 'And then say' : 'The bot would say')}:`,
    ...proposal.map(({ text }) => text),
  ].join('\n');
}

/** How an owner decides on a draft, by a message to the bot. */
export function draftReply(
  { number, about }: Pick<Case, 'number' | 'about'>,
  say: Translate,
): string {
  if (about.call)
    return say(
      `Reply 1 to have it done, 0 to drop it, or 2 and your own text, and nothing is done. With several drafts quote this one, or write 1 #${number}.`,
    );
  return say(
    `Reply 1 to send it, 0 to drop it, or 2 and your own text. With several drafts quote this one, or write 1 #${number}.`,
  );
}

function customerOf(chat: string, { name, phone }: Case['about']): string {
  const digits = phoneIn(chat);
  return [name, digits === undefined ? phone : `+${digits}`]
    .filter((part) => part !== undefined)
    .join(', ');
}
