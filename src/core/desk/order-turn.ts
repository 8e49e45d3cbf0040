import { within } from '../deadline.ts';
import { usageWithoutAnswer } from '../costs/speech-usage.ts';
import type { Heard } from '../hearing/heard.ts';
import type { Inbound } from '../kinds/channel.ts';
import { silentVersion } from '../kinds/turn-record.ts';
import { recordOf } from '../turn/records.ts';
import { listen, type SilentParts } from '../turn/silent-turn.ts';
import type { TurnParts, TurnResult } from '../turn/turn.ts';
import type { Understood } from '../understanding/understood.ts';
import type { Order } from './desk.ts';

/** What a turn about an order is made of; `timeoutMs`: the longest time that it may take, milliseconds. */
export type OrderParts = TurnParts & SilentParts & { timeoutMs: number };

/** The turn about an order: what comes of it, and nothing that is remembered in the owner's own chat. */
export async function orderTurn(
  chat: string,
  messages: readonly Inbound[],
  order: Order,
  parts: OrderParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const [message] = messages;
  const isSpoken = 'heard' in order;
  const note = isSpoken && message ? await hearOrder(message, parts, signal) : undefined;
  const { replies, brings } = isSpoken
    ? order.heard({ text: note?.text, isLost: isLost(note?.heard) })
    : order;
  const [language = 'ru'] = parts.languages;
  const record = recordOf(chat, messages, parts.now(), {
    entries: [],
    facts: {},
    promptVersion: silentVersion,
    ...usageWithoutAnswer(note?.heard ? [note.heard] : [], parts.speechModel),
  });
  return { language, replies, record, ...(brings === undefined ? {} : { brings }) };
}

/** What was said, where that can be made out in time: whatever becomes of it, the order is carried out. */
async function hearOrder(
  message: Inbound,
  parts: OrderParts,
  signal: AbortSignal,
): Promise<Understood | undefined> {
  const spoken: Inbound = { ...message, from: 'operator' };
  try {
    return await within(parts.timeoutMs / 2, signal, (limited) => listen(spoken, parts, limited));
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function isLost(heard: Heard | undefined): boolean {
  return heard?.type === 'unclear' && ['too large', 'unreadable'].includes(heard.reason);
}
