import type { ChatGuard } from '../audience/chat-guard.ts';
import type { Waiting } from '../kinds/journal.ts';
import { approvedTurn, type ApprovedParts } from '../drafts/approved-turn.ts';
import { leaveTurn, type Leaving } from '../left/left-turn.ts';
import { whyLeft } from '../left/why-left.ts';
import { listenOnly, type SilentParts } from '../turn/silent-turn.ts';
import { toolModeOf } from '../drafts/withhold.ts';
import type { TurnParts, TurnResult } from '../turn/turn.ts';
import type { Reminders } from '../reminders/reminders.ts';
import { guardedTurn } from './guarded-turn.ts';
import type { Approved } from './turn-plan.ts';
import type { TurnRunnerDependencies } from './turn-runner-dependencies.ts';

/** What a turn in any manner is made of. */
export type MannerParts = ApprovedParts &
  SilentParts & {
    leaving?: Leaving | undefined;
    guard?: Pick<ChatGuard, 'judge'> | undefined;
    reminders?: Pick<Reminders, 'answer'> | undefined;
  };

/** The parts of a turn with what holds for a chat in the mode that it is in. Rejects when the journal does. */
export async function mannerParts(
  chat: string,
  parts: TurnParts,
  { operatorVoice, leaving, guard, reminders, withholding }: TurnRunnerDependencies,
): Promise<MannerParts> {
  const beside = { ...parts, operatorVoice, leaving, guard, reminders };
  if (!withholding) return beside;
  const { cases, draftTtlMs } = withholding;
  const mayAct = parts.toolbox ?? reminders ?? parts.acts;
  const toolMode = mayAct && (await toolModeOf(chat, withholding));
  return { ...beside, cases, draftTtlMs, ...(toolMode && { toolMode }) };
}

/** A turn over these messages: an answer, unless they are to be left to people, only listened to (`read`: without hearing), or an owner's agreement. */
export async function turnInManner(
  manner: 'answer' | 'listen' | 'read' | Approved,
  chat: string,
  waiting: readonly Waiting[],
  parts: MannerParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const messages = waiting.map(({ inbound }) => inbound);
  if (typeof manner === 'object') return approvedTurn(manner.approved, parts, signal);
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
