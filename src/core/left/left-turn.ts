import { unlessAborted } from '../deadline.ts';
import type { Cases } from '../kinds/cases.ts';
import type { Inbound, Reply } from '../kinds/channel.ts';
import { silentVersion, type Entry } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import { listen, remembered, type SilentParts } from '../turn/silent-turn.ts';
import { usageWithoutAnswer } from '../costs/speech-usage.ts';
import { recordOf } from '../turn/records.ts';
import { takeTurn, type TurnParts, type TurnResult } from '../turn/turn.ts';
import { turnLanguage } from '../understanding/turn-language.ts';
import { customerWords, wantsPerson, type Understood } from '../understanding/understood.ts';
import { isOfPeriod, leftCase } from './left-case.ts';
import type { LeavingRules, WhyLeft } from './why-left.ts';

/** What turns need whose messages are left to people. */
export interface Leaving extends LeavingRules {
  cases: Pick<Cases, 'list'>;
}

/**
 * Leaves these messages of a chat to people: they are heard, remembered and put on the list of the owners. While the business
 * is closed and the settings say so, the customer hears once in that time when somebody will be there; a wish for a person is
 * granted as ever. Rejects with the signal's reason, or when memory or journal fail.
 */
export async function leaveTurn(
  chat: string,
  messages: readonly Inbound[],
  why: WhyLeft,
  parts: TurnParts & SilentParts & { leaving: Leaving },
  signal: AbortSignal,
): Promise<TurnResult> {
  const { facts } = await unlessAborted(parts.recall(chat), signal);
  const understood = await Promise.all(messages.map((message) => listen(message, parts, signal)));
  if (why === 'closed' && wantsPerson(understood)) return takeTurn(chat, messages, parts, signal);
  const words = customerWords(understood);
  const { language, foreign } = await turnLanguage(chat, words, facts, parts);
  const { next } = parts.leaving.hours.at(parts.now());
  const replies = why === 'closed' ? await awayText(chat, next, language, parts) : [];
  const heard = understood.flatMap((part) => part.heard ?? []);
  const question = words === '' ? notesOf(understood) : words;
  const record = recordOf(chat, messages, parts.now(), {
    entries: [...understood.flatMap(remembered), ...replies.map(awayEntry(messages, parts.now()))],
    facts: foreign === undefined && words !== '' ? { language } : {},
    promptVersion: silentVersion,
    ...usageWithoutAnswer(heard, parts.speechModel),
  });
  const opens = leftCase({ chat, messages, why, language, question }, next, parts.now());
  return { language, replies, record, brings: { opens } };
}

/** What a customer hears who writes to a closed business, unless they have heard it since it closed. */
async function awayText(
  chat: string,
  next: number | undefined,
  language: Language,
  {
    leaving,
    phrases,
    hours,
    now,
  }: Pick<TurnParts, 'phrases' | 'hours' | 'now'> & { leaving: Leaving },
): Promise<Reply[]> {
  if (leaving.closed !== 'collect') return [];
  const left = await leaving.cases.list({ chat, kind: 'left', open: true });
  if (left.some((each) => isOfPeriod(each, next))) return [];
  const when = hours.whenOpen(now(), language);
  const text = phrases[language][when === undefined ? 'awayLong' : 'away'];
  return [{ text: text.replaceAll('{when}', () => when ?? '') }];
}

function awayEntry(messages: readonly Inbound[], at: number): (reply: Reply) => Entry {
  return ({ text }) => ({ id: `away:${messages.at(-1)?.id ?? ''}`, role: 'bot', text, at });
}

/** What stands for messages without words, such as pictures. */
function notesOf(understood: readonly Understood[]): string {
  return understood
    .flatMap(({ inbound, note }) => (inbound.from === undefined ? (note ?? []) : []))
    .join(' ');
}
