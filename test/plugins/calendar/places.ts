import { parseYaml } from '../../../src/core/files/yaml-file.ts';
import type { OpenedPlan } from '../../../src/plugins/calendar/open-plan.ts';
import type { BookingPlan } from '../../../src/plugins/calendar/plan.ts';
import { readPlan } from '../../../src/plugins/calendar/read-plan.ts';
import { Schedule } from '../../../src/plugins/calendar/schedule.ts';

/** Monday, 30 November 2026, 08:00 in Almaty. */
export const monday = Date.parse('2026-11-30T08:00:00+05:00');

export const hourMs = 3_600_000;

/** The week of it. */
export const week = { from: monday, to: monday + 7 * 24 * hourMs };

export const timeZone = 'Asia/Almaty';

/** One service of an hour, by one person. */
export const onePerson = `
services:
  - name: Стрижка
    duration: 1h
staff:
  - name: Айгуль
    hours: Mon-Fri 10:00-19:00
    calendar: aigul@group.calendar.google.com
step: 30m
notice: 0
`;

/** A plan from its text. Rejects with the faults. */
export async function planFrom(text: string): Promise<BookingPlan> {
  return readPlan(await parseYaml(text, 'booking.yaml'));
}

/** The same, where the business says nothing else. */
export async function planOf(
  text: string,
  more: { hours?: string; daysOff?: { country: 'none' | 'kz' | 'ru'; dates: string[] } } = {},
): Promise<OpenedPlan> {
  const plan = await planFrom(text);
  const { hours, daysOff = { country: 'none', dates: [] } } = more;
  return { plan, schedule: new Schedule(plan, { hours, daysOff, timeZone }) };
}

/** The same service at every hour of two months. */
export const roundTheClock = `
services: [{ name: Стрижка, duration: 1h }]
staff: [{ name: Айгуль, hours: 24/7, calendar: aigul@group.calendar.google.com }]
step: 1h
notice: 0
horizon: 60d
`;
