import type { NewPause, Pause, PauseReason } from '../kinds/pauses.ts';

/** How long a pause lasts by the settings, milliseconds: 0 never pauses, Infinity until a person ends it. */
export type PauseLength = number;

/** A chat's pauses, newest knowledge: its own and that of every chat. */
export type Standing =
  | { silent: false; endedAt?: number; ended?: 'by time' | 'by a person' }
  | { silent: true; pause: Pause };

/**
 * The pause that what a person wrote at this moment (Unix milliseconds) asks for. It counts from the message's own time, not
 * from its arrival; where the settings want none it is over since long ago.
 */
export function pauseFor(
  chat: string,
  at: number,
  { reason, lengthMs, words }: { reason: PauseReason; lengthMs: PauseLength; words?: string },
): NewPause {
  const until = lengthMs === 0 ? 0 : at + lengthMs;
  return {
    chat,
    reason,
    at,
    ...(Number.isFinite(until) ? { until } : {}),
    ...(words === undefined ? {} : { words }),
  };
}

/** Whether a chat is in a person's hands by its own pause, and not by a command: it was handed to them, or they wrote there. */
export function isHanded(pauses: readonly Pause[], now: number): boolean {
  const own = pauses.find(({ chat }) => chat !== undefined);
  return (
    own !== undefined && own.reason !== 'command' && own.reason !== 'rest' && isInForce(own, now)
  );
}

/** Whether a pause holds at this moment. */
export function isInForce({ until }: Pick<Pause, 'until'>, now: number): boolean {
  return until === undefined || until > now;
}

/**
 * What of a chat's pauses holds now: silent, or since when not any more. A pause of every chat does not hold where a person
 * ended the chat's own after it had begun.
 */
export function standing(pauses: readonly Pause[], now: number): Standing {
  const own = pauses.find(({ chat }) => chat !== undefined);
  const every = pauses.find(({ chat }) => chat === undefined);
  const binding = [own, every]
    .flatMap((pause) => pause ?? [])
    .filter(({ chat, at }) => chat !== undefined || (own?.resumedAt ?? -1) < at);
  const [pause] = binding
    .filter(({ begunAt }) => begunAt > 0)
    .toSorted((one, other) => endOf(other) - endOf(one));
  if (!pause) return { silent: false };
  if (isInForce(pause, now)) return { silent: true, pause };
  const endedAt = endOf(pause);
  return {
    silent: false,
    endedAt,
    ended: pause.resumedAt === endedAt ? 'by a person' : 'by time',
  };
}

/** When a pause ends, or ended; Unix milliseconds. */
function endOf({ until }: Pause): number {
  return until ?? Number.POSITIVE_INFINITY;
}

/** Words without the differences that a network makes: spaces and the forms of characters. */
export function plainWords(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
}
