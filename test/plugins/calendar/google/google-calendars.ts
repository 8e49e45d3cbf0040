import { generateKeyPairSync } from 'node:crypto';
import type { World } from '../../../../src/core/kinds/plugin.ts';
import type { BookingLedger } from '../../../../src/plugins/calendar/booking-ledger.ts';
import { EventPlaces } from '../../../../src/plugins/calendar/google/event-places.ts';
import { EventsApi } from '../../../../src/plugins/calendar/google/events-api.ts';
import { GoogleCalendar } from '../../../../src/plugins/calendar/google/google-calendar.ts';
import { monday, onePerson, planOf, timeZone } from '../places.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** The calendar of the one who works there. */
export const calendarId = 'aigul@group.calendar.google.com';

/** A Google calendar at this address, over these reservations. */
export async function googleCalendar(
  apiUrl: string,
  ledger: BookingLedger,
  { now = () => monday, ...more }: { now?: () => number } & Pick<World, 'cases'> = {},
  plan = onePerson,
): Promise<GoogleCalendar> {
  const opened = await planOf(plan);
  const account = { email: 'wabot@project.iam.gserviceaccount.com', key: privateKey };
  const calendarOf = (): string => calendarId;
  const api = new EventsApi({ account, apiUrl, world: { fetch, now } });
  const places = new EventPlaces(api, calendarOf, timeZone);
  return new GoogleCalendar({ ...opened, ledger, now, api, places, calendarOf, world: more });
}
