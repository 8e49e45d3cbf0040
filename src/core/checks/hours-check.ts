import { fine, warning, type Finding } from '../kinds/finding.ts';
import { botSettings, type BotValues } from '../settings/bot-settings.ts';
import { countrySetting } from '../settings/country.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Environment } from '../settings/settings.ts';
import { BusinessHours } from '../time/business-hours.ts';
import { upcomingUnconfirmed, type Country } from '../time/special-days.ts';
import { ZoneClock } from '../time/zone-clock.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Days off that are not certain are named so many days before. */
const daysAhead = 14;

const { hours, daysOff, closed, timeZone, owners } = botSettings;
const looked = { hours, daysOff, closed, timeZone, owners, country: countrySetting };

/** Countries whose public holidays are known here, by the word of WABOT_COUNTRY. */
const known: Readonly<Record<string, Country>> = { KZ: 'kz', RU: 'ru' };

/** Whether the bot knows when the business is open, and what it does when it is not. Throws a SetupError for hours that contradict the days off. */
export function checkHours(environment: Environment, now: number): Finding[] {
  const { values } = readSettings(looked, environment);
  const business = new BusinessHours(values.timeZone, values);
  if (!business.isKnown) return [...withoutHours(values), ...listed(values)];
  return [
    state(business, now),
    ...holidays(business, values, environment),
    ...uncertain(values, now),
    ...listed(values),
  ];
}

type Looked = Pick<BotValues, 'daysOff' | 'closed' | 'timeZone' | 'owners'> & { country: string };

function withoutHours({ closed: manner }: Looked): Finding[] {
  const unknown = fine('when the business is open is not set (WABOT_HOURS): always, for the bot');
  if (manner === 'answer') return [unknown];
  return [
    warning(
      `WABOT_CLOSED=${manner} does nothing: the business counts as always open`,
      'Say in WABOT_HOURS when the business is open, such as "Mon-Fri 10:00-19:00, Sat 11-16".',
    ),
  ];
}

function state(business: BusinessHours, now: number): Finding {
  const { open, next } = business.at(now);
  if (next === undefined)
    return open
      ? fine('the business is always open')
      : warning('the business never opens again', 'Correct WABOT_HOURS or WABOT_HOLIDAYS.');
  const when = ZoneClock.of(business.timeZone).isoOf(next).slice(0, 16).replace('T', ' ');
  return fine(
    open
      ? `the business is open now, until ${when}`
      : `the business is closed now, and opens at ${when}`,
  );
}

/** Nobody has said whether the business works on public holidays, or the words and the setting differ. */
function holidays(
  business: BusinessHours,
  { daysOff: { country: set }, country }: Looked,
  environment: Environment,
): Finding[] {
  if (set !== 'none' || business.isAlwaysOpen) return [];
  const own = known[country];
  if (business.isClosedOnHolidays)
    return [
      warning(
        'WABOT_HOURS says that the business is closed on public holidays, but not which ones',
        'Set WABOT_HOLIDAYS to kz or ru, or name your own dates in it.',
      ),
    ];
  if (own === undefined || (environment[daysOff.env] ?? '').trim() !== '') return [];
  return [
    warning(
      'public holidays count as ordinary days: WABOT_HOLIDAYS is not set',
      `Set WABOT_HOLIDAYS=${own} if you are closed then, or WABOT_HOLIDAYS=none if you work.`,
    ),
  ];
}

function uncertain(
  { daysOff: { country, dates }, timeZone: zone }: Looked,
  now: number,
): Finding[] {
  const today = Math.floor(ZoneClock.of(zone).minutesAt(now) / (dayMs / 60_000));
  return upcomingUnconfirmed(country, today, daysAhead)
    .filter((date) => !dates.some((each) => each.startsWith(date)))
    .map((date) =>
      warning(
        `${date} is not certain as a day off`,
        `Once it is announced, put the right date into WABOT_HOLIDAYS; ${date} 09:00-18:00 makes it a working day.`,
      ),
    );
}

/** The list of what was left goes to the owners. */
function listed({ closed: manner, owners: people }: Looked): Finding[] {
  if (manner === 'answer' || people.length > 0) return [];
  return [
    warning(
      `WABOT_CLOSED=${manner}, and nobody gets the list of the questions that are left`,
      'Set WABOT_OWNERS to the phones of those who are to get it.',
    ),
  ];
}
