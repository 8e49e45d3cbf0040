import type { Booking } from '../kinds/calendar.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Entry } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import { recordOf } from '../turn/records.ts';
import type { TurnParts, TurnResult } from '../turn/turn.ts';
import { bookingReminderText, questionId, remindedOf } from './reminder.ts';
import type { ReminderParts } from './reminder-watch.ts';

/** A longer message is no answer to a reminder, in UTF-16 units. */
const longest = 16;

const yes = /^(?:да|ага|угу|отменяйте|отмените|иә|ия|иа|жә|yes|yep|ok|ок)$/iu;

/** What the turn of an answer goes by. */
type AnswerParts = Pick<ReminderParts, 'calendar' | 'timeZone'> &
  Pick<TurnParts, 'recall' | 'languages' | 'now' | 'toolMode' | 'seal'>;

/**
 * The turn about a customer's answer to a reminder: `1` confirms, `2` asks whether to cancel, a yes to that cancels, and says so
 * again where the booking is gone already. Undefined where the reminder is neither our last message in the chat nor quoted, where
 * it is no such answer, or where the bot may not cancel by itself: it is a turn like others. Seals the turn before it cancels.
 */
export async function answerReminder(
  chat: string,
  messages: readonly Inbound[],
  parts: AnswerParts,
  signal: AbortSignal,
): Promise<TurnResult | undefined> {
  const said = shortAnswer(messages);
  const isKey = said?.word === '1' || said?.word === '2';
  if (said === undefined || !(isKey || yes.test(said.word))) return undefined;
  if (said.word !== '1' && (parts.toolMode ?? 'all') !== 'all') return undefined;
  const { entries, facts } = await parts.recall(chat);
  const about = remindedOf(spokenOf(entries, said.quoted)?.id, isKey ? 'remind' : 'cancel');
  if (about === undefined) return undefined;
  const known = (await parts.calendar.mine(chat, signal)).find(({ id }) => id === about.id);
  // A run that was killed may have cancelled it; what is over was not.
  const isGone = !known && !isKey && about.from > parts.now();
  if (!known && !isGone) return undefined;
  const booking = known ?? { ...nameless, ...about };
  if (known && !isKey) await cancel(known.id, parts, signal);
  const phrase = isKey ? (said.word === '1' ? 'confirmed' : 'reallyCancel') : 'cancelled';
  const now = parts.now();
  const language = facts.language ?? parts.languages[0] ?? 'ru';
  const text = bookingReminderText(known ? phrase : 'gone', booking, { ...parts, language, now });
  const asks = phrase === 'reallyCancel';
  return resultOf(chat, messages, { booking, text, language, asks }, now);
}

/** Of a booking that is gone only this is known. */
const nameless = { service: '', staff: '' };

async function cancel(
  id: string,
  { calendar, seal }: Pick<AnswerParts, 'calendar' | 'seal'>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  seal?.();
  await calendar.cancel(id, signal);
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
  }: { booking: Pick<Booking, 'id' | 'from'>; text: string; language: Language; asks: boolean },
  at: number,
): TurnResult {
  const [message] = messages;
  const own = message?.content.type === 'text' ? message.content.text : '';
  const id = asks ? questionId(booking, message?.id ?? '') : `reply:${message?.id ?? ''}`;
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
