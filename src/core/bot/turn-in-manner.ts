import type { ChatGuard } from '../audience/chat-guard.ts';
import type { Waiting } from '../kinds/journal.ts';
import { leaveTurn, type Leaving } from '../left/left-turn.ts';
import { whyLeft } from '../left/why-left.ts';
import { listenOnly, type SilentParts } from '../turn/silent-turn.ts';
import type { TurnParts, TurnResult } from '../turn/turn.ts';
import type { Reminders } from '../reminders/reminders.ts';
import { guardedTurn } from './guarded-turn.ts';

/** What a turn in any manner is made of. */
export type MannerParts = TurnParts &
  SilentParts & {
    leaving?: Leaving | undefined;
    guard?: Pick<ChatGuard, 'judge'> | undefined;
    reminders?: Pick<Reminders, 'answer'> | undefined;
  };

/** A turn over these messages: an answer, unless they are to be left to people, or only listened to (`read`: without hearing). */
export async function turnInManner(
  manner: 'answer' | 'listen' | 'read',
  chat: string,
  waiting: readonly Waiting[],
  parts: MannerParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const messages = waiting.map(({ inbound }) => inbound);
  if (manner !== 'answer') {
    const customerVoice = manner === 'listen';
    return listenOnly(chat, messages, { ...parts, customerVoice }, signal);
  }
  const { leaving, reminders } = parts;
  const answered = await reminders?.answer(chat, messages, parts, signal);
  if (answered) return answered;
  const why = leaving && whyLeft(messages, leaving, parts.now());
  return leaving && why
    ? leaveTurn(chat, messages, why, { ...parts, leaving }, signal)
    : guardedTurn(chat, waiting, parts, signal, parts.guard);
}
