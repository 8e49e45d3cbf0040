import type { Language } from '../language/index.ts';
import { dayMinutes } from '../hours-text/clock-time.ts';
import { monthDay, weekdayOf } from './local-day.ts';
import { ZoneClock } from './zone-clock.ts';

interface Words {
  today: string;
  tomorrow: string;
  /** Monday to Sunday, as they follow "it opens". */
  weekdays: readonly string[];
  /** January to December, as they follow the day of the month. */
  months: readonly string[];
  /** A weekday a week or more ahead, with its date. */
  far(weekday: string, day: number, month: string): string;
  at(time: string, minutes: number): string;
}

const words: Readonly<Record<Language, Words>> = {
  ru: {
    today: 'сегодня',
    tomorrow: 'завтра',
    weekdays: [
      'в понедельник',
      'во вторник',
      'в среду',
      'в четверг',
      'в пятницу',
      'в субботу',
      'в воскресенье',
    ],
    months: [
      'января',
      'февраля',
      'марта',
      'апреля',
      'мая',
      'июня',
      'июля',
      'августа',
      'сентября',
      'октября',
      'ноября',
      'декабря',
    ],
    far: (weekday, day, month) => `${weekday}, ${day} ${month},`,
    at: (time) => `в ${time}`,
  },
  kk: {
    today: 'бүгін',
    tomorrow: 'ертең',
    weekdays: ['дүйсенбі', 'сейсенбі', 'сәрсенбі', 'бейсенбі', 'жұма', 'сенбі', 'жексенбі'].map(
      (day) => `${day} күні`,
    ),
    months: [
      'қаңтар',
      'ақпан',
      'наурыз',
      'сәуір',
      'мамыр',
      'маусым',
      'шілде',
      'тамыз',
      'қыркүйек',
      'қазан',
      'қараша',
      'желтоқсан',
    ],
    far: (weekday, day, month) => `${day} ${month}, ${weekday},`,
    at: (time, minutes) => `сағат ${time}-${kazakhEnding(minutes % 60)}`,
  },
  en: {
    today: 'today',
    tomorrow: 'tomorrow',
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
      (day) => `on ${day}`,
    ),
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
    far: (weekday, day, month) => `${weekday}, ${day} ${month},`,
    at: (time) => `at ${time}`,
  },
};

/** The locative goes by the vowels and the last sound of the number's last word: он бесте, отызда, нөлде. */
function kazakhEnding(minutes: number): string {
  const ones = ['', 'де', 'де', 'те', 'те', 'те', 'да', 'де', 'де', 'да'];
  const tens = ['де', 'да', 'да', 'да', 'та', 'де'];
  return ones[minutes % 10] || (tens[Math.floor(minutes / 10)] ?? 'де');
}

/**
 * A moment ahead as a person says it, in the time of the business: "завтра в 10:00", "дүйсенбі күні сағат 10:00-де", "on
 * Monday at 10:00"; with its date from a week on. Both moments are Unix milliseconds.
 */
export function momentInWords(
  at: number,
  now: number,
  { timeZone, language }: { timeZone: string; language: Language },
): string {
  const clock = ZoneClock.of(timeZone);
  const said = words[language];
  const minutes = Math.floor(clock.minutesAt(at));
  const day = Math.floor(minutes / dayMinutes);
  const ahead = day - Math.floor(clock.minutesAt(now) / dayMinutes);
  const inDay = minutes - day * dayMinutes;
  return `${dayInWords(day, ahead, said)} ${said.at(timeInWords(inDay), inDay)}`;
}

function dayInWords(day: number, ahead: number, said: Words): string {
  if (ahead === 0) return said.today;
  if (ahead === 1) return said.tomorrow;
  const weekday = said.weekdays[weekdayOf(day)] ?? '';
  if (ahead > 1 && ahead < 7) return weekday;
  const [month = 0, date = 0] = monthDay(day).split('-').map(Number);
  return said.far(weekday, date, said.months[month - 1] ?? '');
}

/** `9:05` from minutes since midnight; midnight as an end is `24:00`. */
export function timeInWords(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
