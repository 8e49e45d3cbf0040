import { Unreadable } from '../hours-text/unreadable.ts';
import { readWeek } from '../hours-text/week.ts';
import { readOwnDays } from '../time/own-days.ts';
import { countries, type Country } from '../time/special-days.ts';
import { duration } from './duration.ts';
import { choice, optionalText, type Setting } from './settings.ts';

/** The days off of a business: its country's, and its own dates as `openAt` takes them. */
export interface DaysOff {
  country: Country;
  dates: readonly string[];
}

/** Opening hours that may be left out, as the owner wrote them. */
export function openingHours(
  env: string,
  { summary, example }: { summary: string; example: string },
): Setting<string | undefined> {
  return { env, summary, example, optional: true, parse: parseHours };
}

/** A country, or `none`, and the business's own dates: `kz, 2026-12-10, 2026-12-16 11:00-15:00`. */
export function daysOff(env: string, { summary }: { summary: string }): Setting<DaysOff> {
  return { env, summary, default: 'none', parse: parseDaysOff };
}

function parseHours(value: string): string {
  explained(
    () => readWeek(value),
    'must be opening hours such as "Mon-Fri 10:00-19:00, Sat 11-16"',
  );
  return value;
}

function parseDaysOff(value: string): DaysOff {
  const dates: string[] = [];
  let country: Country = 'none';
  for (const part of value.split(/[,;\n]/).map((each) => each.trim())) {
    const named = countries.find((each) => each === part.toLowerCase());
    const last = dates.length - 1;
    if (named !== undefined) country = named;
    else if (/^\d{4}-/.test(part)) dates.push(part);
    else if (part !== '' && last >= 0) dates[last] = `${dates[last]}, ${part}`;
    else if (part !== '')
      throw new Error(
        `must be ${countries.join(', ').replace(/, ([^,]*)$/, ' or $1')}, with dates of your own behind it, not "${value}"`,
      );
  }
  explained(
    () => readOwnDays(dates),
    'must name dates such as 2026-12-10 or 2026-12-16 11:00-15:00',
  );
  return { country, dates };
}

function explained(read: () => unknown, wanted: string): void {
  try {
    read();
  } catch (error) {
    throw error instanceof Unreadable
      ? new Error(`${wanted}: ${error.message}`, { cause: error })
      : error;
  }
}

/** What becomes of messages that come while the business is closed. */
export const closedManners = ['answer', 'collect', 'silent'] as const;
export type ClosedManner = (typeof closedManners)[number];

/** A message that is older when its turn begins is not answered any more, milliseconds: the vendor keeps them for as long. */
export const oldestAnsweredMs = 24 * 60 * 60 * 1000;

/** A length of time of at most a day. */
function withinADay(
  env: string,
  declaration: { summary: string; default: string },
): Setting<number> {
  const setting = duration(env, declaration);
  return {
    ...setting,
    parse(value) {
      const length = setting.parse(value);
      if (length <= oldestAnsweredMs) return length;
      throw new Error(`must be at most 24h: what is older is not answered, not "${value}"`);
    },
  };
}

/** When the business is open, and what the bot does when it is not. */
export const hoursSettings = {
  hours: openingHours('WABOT_HOURS', {
    summary:
      'When the business is open, in words of Russian, Kazakh or English; if not set, it counts as always open and the bot does not know the hours',
    example: 'Mon-Fri 10:00-19:00, Sat 11-16',
  }),
  daysOff: daysOff('WABOT_HOLIDAYS', {
    summary:
      'Public holidays on which the business is closed: none, kz or ru; dates of its own behind it, closed or with hours: kz, 2026-12-10, 2026-12-16 11:00-15:00',
  }),
  closed: choice('WABOT_CLOSED', closedManners, {
    summary:
      'What the bot does when the business is closed: answer (as ever), collect (say when somebody will be there; the owners get a list when it opens) or silent (say nothing; the owners get the list)',
    default: 'answer',
  }),
  staleMs: withinADay('WABOT_STALE', {
    summary:
      'From which age on a message is answered as a late one, at most 24h; one older than 24h is not answered, the owners get it in a list',
    default: '12h',
  }),
};

const reminderUnitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** No reminder is sent longer before a booking than this, milliseconds. */
const longestReminderMs = 14 * 86_400_000;

/** How long before a booking its customer is reminded: `24h,2h`; the value is milliseconds, the longest first, empty for never. */
function reminders(
  env: string,
  declaration: { summary: string; default: string; example: string },
): Setting<readonly number[]> {
  return {
    env,
    ...declaration,
    parse(value) {
      if (/^(?:off|never|0)$/i.test(value)) return [];
      const times = value
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map((each) => {
          const [, amount, unit = ''] = /^(\d{1,4})([mhd])$/i.exec(each) ?? [];
          return Number(amount) * (reminderUnitMs[unit.toLowerCase()] ?? Number.NaN);
        });
      if (
        times.length > 0 &&
        times.length <= 5 &&
        times.every((ms) => ms > 0 && ms <= longestReminderMs)
      )
        return [...new Set(times)].toSorted((one, other) => other - one);
      throw new Error(
        `must be up to five times such as 24h,2h, at most 14d, or off, not "${value}"`,
      );
    },
  };
}

/** What customers can book, and how they are reminded of it. */
export const bookingSettings = {
  booking: optionalText('WABOT_BOOKING', {
    summary: 'YAML file of services, staff and working hours; with it customers can book times',
    example: 'booking.yaml',
  }),
  remindMs: reminders('WABOT_REMIND', {
    summary:
      'How long before a booking its customer is reminded of it, with commas: 24h,2h; off: never. Only in chats whose customer wrote in the last 30 days',
    default: 'off',
    example: '24h,2h',
  }),
};
