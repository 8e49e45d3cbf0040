import { readWhen } from '../when-text/index.ts';
import { ZoneClock } from './zone-clock.ts';

/** From when to when, `2026-12-04T09:00:00+05:00`; the end is not part of it. */
export interface WhenUnderstood {
  from: string;
  to: string;
}

const minuteMs = 60_000;

/**
 * When a customer wants to come, from a message in Russian, Kazakh or English, as people write it; a time of the clock is the
 * hour that begins there. Undefined where it says nothing of it, refuses it, or means the past, and for a moment or a time zone
 * that is none. Pure: the moment and the zone are what is given, and nothing is cut off at the moment.
 */
export function understandWhen(
  text: string,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): WhenUnderstood | undefined {
  const at = now.getTime();
  const clock = zoneOf(timeZone);
  if (Number.isNaN(at) || clock === undefined) return undefined;
  const shown = clock.minutesAt(at);
  const today = Math.floor(shown / 1440);
  const when = readWhen(text, { today, minute: shown - today * 1440 });
  if (when === undefined) return undefined;
  if ('ahead' in when) {
    const from = at + when.ahead * minuteMs;
    return { from: clock.isoOf(from), to: clock.isoOf(from + 60 * minuteMs) };
  }
  return {
    from: clock.isoOf(clock.momentOf(when.from)),
    to: clock.isoOf(clock.momentOf(when.to)),
  };
}

function zoneOf(timeZone: string): ZoneClock | undefined {
  try {
    return ZoneClock.of(timeZone);
  } catch {
    return undefined;
  }
}
