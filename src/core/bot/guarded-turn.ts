import { restMs, type ChatGuard, type RestReason } from '../audience/chat-guard.ts';
import { unlessAborted } from '../deadline.ts';
import type { Consequences, Waiting } from '../kinds/journal.ts';
import type { TurnRecord } from '../kinds/turn-record.ts';
import { phoneAbout } from '../phone.ts';
import { listenOnly } from '../turn/silent-turn.ts';
import { takeTurn, type TurnParts, type TurnResult } from '../turn/turn.ts';

/**
 * Takes the turn of a chat, unless it goes too fast: then the customer hears so once, the chat rests, and the owners are told.
 * What came in the turn counts for the next ones.
 */
export async function guardedTurn(
  chat: string,
  waiting: readonly Waiting[],
  parts: TurnParts,
  signal: AbortSignal,
  guard: Pick<ChatGuard, 'judge'> | undefined,
): Promise<TurnResult> {
  const messages = waiting.map(({ inbound }) => inbound);
  if (!guard) return takeTurn(chat, messages, parts, signal);
  const memory = await unlessAborted(parts.recall(chat), signal);
  const known = { ...parts, recall: () => Promise.resolve(memory) };
  const { rest, traffic } = guard.judge(chat, waiting, memory, parts.now());
  const result =
    rest === undefined
      ? await takeTurn(chat, messages, known, signal)
      : await restingTurn(chat, waiting, known, signal, rest);
  return { ...result, record: withTraffic(result.record, traffic) };
}

function withTraffic(record: TurnRecord, traffic: TurnRecord['facts']['traffic'] = {}): TurnRecord {
  return { ...record, facts: { ...record.facts, traffic } };
}

/** What came is remembered, a note unheard; the chat rests from now on. */
async function restingTurn(
  chat: string,
  waiting: readonly Waiting[],
  parts: TurnParts,
  signal: AbortSignal,
  reason: RestReason,
): Promise<TurnResult> {
  const messages = waiting.map(({ inbound }) => inbound);
  const silent = { ...parts, operatorVoice: false, customerVoice: false };
  const heard = await listenOnly(chat, messages, silent, signal);
  const at = parts.now();
  const { id } = heard.record;
  const text = parts.phrases[heard.language].rest;
  const told = { id: `reply:${id}`, role: 'bot', text, at } as const;
  parts.log?.warn('chat-rests', { chat, reason, minutes: restMs / 60_000 });
  const notice = {
    id: `alert.loop/${id}`,
    at,
    topic: 'alert.loop',
    chat,
    values: { reason, ...phoneAbout(messages) },
  };
  const brings: Consequences = {
    pause: { reason: 'rest', at, until: at + restMs },
    notices: [notice],
  };
  const record = { ...heard.record, entries: [...heard.record.entries, told] };
  return { ...heard, replies: [{ text }], record, brings };
}
