import type { Booking } from '../kinds/calendar.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Entry } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import { recordOf } from '../turn/records.ts';
import type { TurnParts, TurnResult } from '../turn/turn.ts';
import { remindedOf, bookingReminderText } from './reminder.ts';
import type { ReminderParts } from './reminder-watch.ts';

/** A longer message is no answer to a reminder, in UTF-16 units. */
const longest = 16;

const yes = /^(?:да|ага|угу|отменяйте|отмените|иә|ия|иа|жә|yes|yep|ok|ок)$/iu;

/** What the turn of an answer goes by. */
type AnswerParts = Pick<ReminderParts, 'calendar' | 'timeZone'> &
  Pick<TurnParts, 'recall' | 'languages' | 'now'>;

/**
 * The turn about a customer's answer to a reminder: `1` confirms, `2` asks whether to cancel, a yes to that cancels. Undefined
 * where the reminder is neither our last message in the chat nor quoted, or where it is no such answer: it is a turn like others.
 */
export async function answerReminder(
  chat: string,
  messages: readonly Inbound[],
  parts: AnswerParts,
  signal: AbortSignal,
): Promise<TurnResult | undefined> {
  const said = shortAnswer(messages);
  if (said === undefined) return undefined;
  const { entries, facts } = await parts.recall(chat);
  const about = spokenOf(entries, said.quoted);
  const what = said.word === '1' || said.word === '2' ? 'remind' : 'cancel';
  const id = remindedOf(about?.id, what);
  if (id === undefined || (what === 'cancel' && !yes.test(said.word))) return undefined;
  const booking = (await parts.calendar.mine(chat, signal)).find((each) => each.id === id);
  if (!booking) return undefined;
  const language = facts.language ?? parts.languages[0] ?? 'ru';
  if (what === 'cancel') await parts.calendar.cancel(id, signal);
  const phrase = what === 'cancel' ? 'cancelled' : said.word === '1' ? 'confirmed' : 'reallyCancel';
  const text = bookingReminderText(phrase, booking, { ...parts, language, now: parts.now() });
  return resultOf(
    chat,
    messages,
    { booking, text, language, asks: phrase === 'reallyCancel' },
    parts.now(),
  );
}

function shortAnswer(messages: readonly Inbound[]): { word: string; quoted?: string } | undefined {
  const [message, ...others] = messages;
  if (!message || others.length > 0 || message.from !== undefined) return undefined;
  const { content } = message;
  if (content.type !== 'text' || content.text.length > longest) return undefined;
  // A key of the emoji keyboard is its digit and two signs.
  const word = content.text
    .replace(/[\uFE0F\u20E3]/g, '')
    .trim()
    .replace(/(?<![.!)])[.!)]+$/, '');
  return { word, ...(content.quoted !== undefined && { quoted: content.quoted }) };
}

/** What the answer is about: what is quoted, otherwise what the bot, or a person, said last. */
function spokenOf(entries: readonly Entry[], quoted: string | undefined): Entry | undefined {
  const ours = entries.filter(({ role }) => role !== 'customer');
  if (quoted === undefined) return ours.at(-1);
  const begin = quoted.trim().slice(0, 60);
  return begin === '' ? undefined : ours.findLast(({ text }) => text.startsWith(begin));
}

function resultOf(
  chat: string,
  messages: readonly Inbound[],
  {
    booking,
    text,
    language,
    asks,
  }: { booking: Booking; text: string; language: Language; asks: boolean },
  at: number,
): TurnResult {
  const [message] = messages;
  const own = message?.content.type === 'text' ? message.content.text : '';
  const id = asks
    ? `reply:cancel/${booking.id}/${message?.id ?? ''}`
    : `reply:${message?.id ?? ''}`;
  const entries: Entry[] = [
    { id: message?.id ?? '', role: 'customer', text: own, at: message?.at ?? at },
    { id, role: 'bot', text, at },
  ];
  return {
    language,
    replies: [{ text }],
    record: recordOf(chat, messages, at, { entries, facts: {}, promptVersion: 'reminder' }),
  };
}
