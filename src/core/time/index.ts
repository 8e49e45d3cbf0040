export type { Country } from './special-days.ts';
export { openAt, type OpenAt } from './open-at.ts';
export {
  OpeningHours,
  type Day,
  type HoursOptions,
  type Opening,
  type Stretch,
} from './opening-hours.ts';
export { momentForModel, type MomentOptions } from './moment-for-model.ts';
export { momentInWords } from './moment-words.ts';
export { understandWhen, type WhenUnderstood } from './understand-when.ts';
