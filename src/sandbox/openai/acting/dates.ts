import { foldLetters } from '../brain/letters.ts';

const dayMs = 86_400_000;

const weekdays: readonly RegExp[] = [
  / (воскресен|жексенби|sunday)/u,
  / (понедельник|дуйсенби|monday)/u,
  / (вторник|сейсенби|tuesday)/u,
  / (сред[уыае]|сарсенби|wednesday)/u,
  / (четверг|бейсенби|thursday)/u,
  / (пятниц|жума|friday)/u,
  / (суббот|сенби|saturday)/u,
];

const months: readonly RegExp[] = [
  /январ|кантар|jan/u,
  /феврал|акпан|feb/u,
  /март|наурыз|mar/u,
  /апрел|сауир|apr/u,
  /ма[яй]|мамыр|may/u,
  /июн|маусым|jun/u,
  /июл|шилде|jul/u,
  /август|тамыз|aug/u,
  /сентябр|кыркуиек|sep/u,
  /октябр|казан|oct/u,
  /ноябр|караша|nov/u,
  /декабр|желтоксан|dec/u,
];

/** The date that a text names, as `2026-12-01`; undefined: none that is plain, or it is not known which day it is. */
export function dateIn(text: string, today: string | undefined): string | undefined {
  const written = /\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (written !== undefined || today === undefined) return written;
  const now = Date.parse(`${today}T00:00Z`);
  const words = ` ${foldLetters(text)} `;
  if (/ (послезавтра|бурсигуни|day after tomorrow)/u.test(words)) return isoOf(now + 2 * dayMs);
  if (/ (завтра|ертен|tomorrow)/u.test(words)) return isoOf(now + dayMs);
  if (/ (сегодня|бугин|today)/u.test(words)) return isoOf(now);
  return dayOfMonth(words, now) ?? nextWeekday(words, now);
}

function nextWeekday(words: string, now: number): string | undefined {
  const weekday = weekdays.findIndex((pattern) => pattern.test(words));
  if (weekday < 0) return undefined;
  const ahead = (weekday - new Date(now).getUTCDay() + 7) % 7;
  return isoOf(now + ahead * dayMs);
}

function dayOfMonth(words: string, now: number): string | undefined {
  const [, day, name = ''] = / (\d{1,2}) (\p{L}+)/u.exec(words) ?? [];
  const month = months.findIndex((pattern) => pattern.test(name));
  if (day === undefined || month < 0) return undefined;
  const year = new Date(now).getUTCFullYear();
  const at = Date.UTC(year, month, Number(day));
  return isoOf(at < now ? Date.UTC(year + 1, month, Number(day)) : at);
}

function isoOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
