const minuteMs = 60_000;
const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: minuteMs,
  h: 60 * minuteMs,
  d: 24 * 60 * minuteMs,
};

/**
 * The moment that a person means: this long ago (`90s`, `15m`, `24h`, `7d`), a day or a moment in the business's time zone
 * (`2026-11-24`, `2026-11-24 10:30`), or one with a zone of its own (`2026-11-24T10:30:00Z`). Unix milliseconds; undefined
 * when it is none of these.
 */
export function momentOf(text: string, now: number, timeZone: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,9})([smhd])$/i.exec(text.trim()) ?? [];
  if (amount !== undefined) return now - Number(amount) * (unitMs[unit.toLowerCase()] ?? 0);
  const [, day, time = '00:00', zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(
      text.trim(),
    ) ?? [];
  if (day === undefined) return undefined;
  const at = Date.parse(`${day}T${time}${zone ?? 'Z'}`);
  if (Number.isNaN(at) || !isDay(day)) return undefined;
  return zone === undefined ? at - offsetAt(at - offsetAt(at, timeZone), timeZone) : at;
}

/** `Date.parse` takes the 31st of June for the 1st of July. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day);
}

/** How far the clocks of a time zone are ahead of UTC, milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}

/** Says which day a moment is on: `Tuesday, 24 November 2026`. To be kept: its formatter is made once, at the first day. */
export function dayIn(timeZone: string): (at: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  let known = { quarter: Number.NaN, day: '' };
  return (at) => {
    // Midnight is at a full quarter of an hour in every zone's present time.
    const quarter = Math.floor(at / (15 * minuteMs));
    if (quarter === known.quarter) return known.day;
    format ??= new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
    known = { quarter, day: format.format(at) };
    return known.day;
  };
}

/** Moments for a person at the business: `today 10:12`, `yesterday 18:40`, otherwise `2026-11-20 09:05`. */
export function businessClock(timeZone: string, now: number): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const dayOf = (at: number): string => format.format(at).slice(0, 10);
  const names = new Map([
    [dayOf(now - 24 * 60 * minuteMs), 'yesterday'],
    [dayOf(now), 'today'],
  ]);
  return (at) => {
    const [day = '', time = ''] = format.format(at).split(' ');
    return `${names.get(day) ?? day} ${time}`;
  };
}

/** A length of time in its two greatest units, rounded down: `3 d 4 h`, `23 h 58 min`, `5 min`, `under a minute`. */
export function durationText(ms: number): string {
  const minutes = Math.floor(ms / minuteMs);
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first === -1) return 'under a minute';
  const shown = parts.slice(first, first + 2).filter(([amount]) => amount > 0);
  return shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

/** Shows a moment as a clock of this time zone does: `30.11, 02:33`. To be kept: its formatter is made once, at the first moment. */
export function clockIn(timeZone: string): (at: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (at) => {
    format ??= new Intl.DateTimeFormat('ru-RU', {
      timeZone,
      day: '2-digit',
      month: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    return format.format(at);
  };
}
