import type { Inbound } from '../kinds/channel.ts';
import { leaveTurn, type Leaving } from '../left/left-turn.ts';
import { whyLeft } from '../left/why-left.ts';
import { listenOnly, type SilentParts } from '../turn/silent-turn.ts';
import { takeTurn, type TurnParts, type TurnResult } from '../turn/turn.ts';

/** A turn over these messages: an answer, unless they are to be left to people, or only listened to. */
export function turnInManner(
  manner: 'answer' | 'listen',
  chat: string,
  messages: readonly Inbound[],
  parts: TurnParts & SilentParts & { leaving?: Leaving | undefined },
  signal: AbortSignal,
): Promise<TurnResult> {
  if (manner === 'listen') return listenOnly(chat, messages, parts, signal);
  const { leaving } = parts;
  const why = leaving && whyLeft(messages, leaving, parts.now());
  return leaving && why
    ? leaveTurn(chat, messages, why, { ...parts, leaving }, signal)
    : takeTurn(chat, messages, parts, signal);
}
