import type { Booking } from '../kinds/calendar.ts';

/** The longest line, in bytes (RFC 5545, 3.1). */
const longestLine = 75;

/** Bookings as an iCalendar file (RFC 5545); `now` is Unix milliseconds. */
export function icalendar(bookings: readonly Booking[], now: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//wabot//bookings//EN',
    'CALSCALE:GREGORIAN',
    ...bookings.flatMap((booking) => eventLines(booking, now)),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function eventLines({ id, service, staff, from, to, visitor }: Booking, now: number): string[] {
  const { name, phone, comment } = visitor;
  const title = [service, name].filter(Boolean).join(': ');
  const about = [phone && `+${phone}`, staff, comment].filter(Boolean).join('\n');
  return [
    'BEGIN:VEVENT',
    `UID:${id}@wabot`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(from)}`,
    `DTEND:${utc(to)}`,
    `SUMMARY:${escaped(title)}`,
    ...(about === '' ? [] : [`DESCRIPTION:${escaped(about)}`]),
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ];
}

/** `20261201T100000Z`. */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** What a customer wrote can end no line and begin no property. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

/** Long lines go on behind a line break and a space, and no character is cut in two. */
function folded(line: string): string {
  const parts = [''];
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > longestLine) {
      parts.push(' ');
      bytes = 1;
    }
    parts[parts.length - 1] += character;
    bytes += size;
  }
  return parts.join('\r\n');
}
