import type { Inbox, Waiting } from '../kinds/journal.ts';
import type { TurnManner } from './manner.ts';

/**
 * The messages of a chat, among which calls that rang count only as long as nothing else has come: no end of theirs, which is
 * answered or not by itself, and nothing that the customer wrote. What does not count is nobody's word.
 */
export async function withoutEndedCalls(
  waiting: readonly Waiting[],
  { inbox }: { inbox: Pick<Inbox, 'find'> },
): Promise<readonly Waiting[]> {
  if (waiting.every(({ inbound }) => !inbound.unless)) return waiting;
  const isElse = waiting.some(({ inbound }) => !inbound.unless);
  return Promise.all(
    waiting.map(async (one) => {
      const { unless, chat } = one.inbound;
      if (!unless) return one;
      const isOver = isElse || (await inbox.find(unless.id))?.chat === chat;
      return isOver ? { ...one, inbound: { ...one.inbound, from: 'machine' as const } } : one;
    }),
  );
}

/** How these messages are dealt with where all that is to be answered is calls that may still be taken: not yet. */
export function unlessRinging(
  manner: TurnManner,
  waiting: readonly Pick<Waiting, 'inbound'>[],
  now: number,
): TurnManner {
  const ends = waiting.flatMap(({ inbound }) =>
    inbound.from === undefined ? (inbound.unless?.until ?? 0) : [],
  );
  const until = ends.length === 0 ? 0 : Math.min(...ends);
  return manner === 'answer' && until > now ? { restUntil: until, yields: true } : manner;
}
