import type { Setting } from './settings.ts';

/** When the owners get the digest of the week, by the business's clock. */
export interface DigestTime {
  /** 0 is Monday. */
  weekday: number;
  /** Since midnight. */
  minutes: number;
}

/** Weekdays from Monday on, each by how it begins in English, Russian and Kazakh. */
const weekdays: readonly (readonly string[])[] = [
  ['mon', 'пн', 'пон', 'дс', 'дүйсенбі'],
  ['tue', 'вт', 'сс', 'сейсенбі'],
  ['wed', 'ср', 'сәрсенбі'],
  ['thu', 'чт', 'чет', 'бс', 'бейсенбі'],
  ['fri', 'пт', 'пят', 'жм', 'жұма'],
  ['sat', 'сб', 'суб', 'сенбі'],
  ['sun', 'вс', 'вос', 'жс', 'жексенбі'],
];

/** Whether and when the owners get a digest of the week. */
export const digestSetting: Setting<DigestTime | 'off'> = {
  env: 'WABOT_DIGEST',
  summary:
    'When the owners get the figures of the week, a weekday and a time by the clock of the business, or off',
  default: 'mon 9:00',
  parse(value) {
    if (/^off$/i.test(value)) return 'off';
    const [, day = '', hour = '', minute = '00'] =
      /^(\p{L}{2,12})\.?[ ,]{1,3}(\d{1,2})(?:[:.](\d\d))?$/u.exec(value.trim().toLowerCase()) ?? [];
    const weekday = weekdays.findIndex((names) => names.some((name) => day.startsWith(name)));
    const minutes = Number(hour) * 60 + Number(minute);
    if (weekday >= 0 && hour !== '' && Number(hour) < 24 && Number(minute) < 60)
      return { weekday, minutes };
    throw new Error(`must be a weekday and a time such as mon 9:00, or off, not "${value}"`);
  },
};
