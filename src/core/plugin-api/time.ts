/** Days and hours of a business: its opening hours, its clock, and when a customer wants to come. */
export { dateOf, dayOf } from '../time/local-day.ts';
export { momentInWords } from '../time/moment-words.ts';
export { OpeningHours } from '../time/opening-hours.ts';
export { readOwnDays } from '../time/own-days.ts';
export { understandWhen, type WhenUnderstood } from '../time/understand-when.ts';
export { ZoneClock } from '../time/zone-clock.ts';
