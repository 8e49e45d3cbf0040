import type { Telling } from '../alerts/wording.ts';
import type { Case } from '../kinds/cases.ts';
import type { NewNotice } from '../kinds/notices.ts';
import type { Translate } from '../owner-language/index.ts';
import { phoneIn, unshownPhone } from '../phone.ts';
import { isIn, type Batch } from './left-batches.ts';

/** So many questions stand in a list at most. */
const mostShown = 40;

/** The questions of a list, by its notice; those of customers who were erased since are gone. */
export function questionsIn({ values }: NewNotice, left: readonly Case[]): Case[] {
  const batch: Batch = { first: Number(values?.['first']), last: Number(values?.['last']) };
  return left
    .filter((each) => each.kind === 'left' && isIn(batch, each))
    .toSorted((one, other) => one.number - other.number);
}

/** A list for the owners: a title, and a block of lines for each customer, in the order in which they wrote. */
export function listText(
  questions: readonly Case[],
  { words, clock }: Telling,
): { title: string; lines: string[] } {
  const shown = Map.groupBy(questions.slice(0, mostShown), ({ chat }) => chat);
  const more = questions.length - mostShown;
  return {
    title: words(`Questions without an answer: ${questions.length}`),
    lines: [
      ...[...shown].flatMap(([chat, asked]) => [
        who(chat, asked, words),
        ...asked.map(lineOf(clock)),
      ]),
      ...(more > 0 ? [words(`and ${more} more`)] : []),
      words(
        "Answer from the business's number; the bot answers there once the customer writes again.",
      ),
    ],
  };
}

/** Name and phone; a link, where the chat is that of the phone. */
function who(chat: string, asked: readonly Case[], words: Translate): string {
  const name = asked.findLast(({ about }) => about.name !== undefined)?.about.name;
  const phone = asked.findLast(({ about }) => about.phone !== undefined)?.about.phone;
  const digits = phoneIn(chat);
  const where = digits === undefined ? (phone ?? words(unshownPhone)) : `https://wa.me/${digits}`;
  return `• ${name === undefined ? where : `${name}, ${where}`}`;
}

function lineOf(clock: Telling['clock']): (asked: Case) => string {
  return ({ at, about }) => `${clock(about.writtenAt ?? at)}: «${about.question ?? ''}»`;
}
