import { foldLetters } from '../brain/letters.ts';

const spokenHours: readonly RegExp[] = [
  / в час |сагат бирде| бирде | at one /u,
  / (в|на) два | екиде | at two /u,
  / (в|на) три | уште | at three /u,
  / (в|на) четыре | тортте | at four /u,
  / (в|на) пять | бесте | at five /u,
  / (в|на) шесть | алтыда | at six /u,
  / (в|на) семь | житиде | жетиде | at seven /u,
  / (в|на) восемь | сегизде | at eight /u,
  / (в|на) девять | тогызда | at nine /u,
  / (в|на) десять | онда | at ten /u,
  / (в|на) одиннадцать | он бирде | at eleven /u,
  / (в|на) двенадцать | он екиде | at twelve /u,
];

const minutesOf = (hours: number, minutes = 0): number => hours * 60 + minutes;

/** An hour as it may be meant: who says "at three" mostly means the afternoon. */
function meant(hours: number, minutes: number, half = ''): number[] {
  if (hours > 23 || minutes > 59) return [];
  if (/^p/i.test(half)) return [minutesOf((hours % 12) + 12, minutes)];
  if (/^a/i.test(half)) return [minutesOf(hours % 12, minutes)];
  return hours > 0 && hours < 12
    ? [minutesOf(hours, minutes), minutesOf(hours + 12, minutes)]
    : [minutesOf(hours, minutes)];
}

/** The times of day that a text may name, in minutes after midnight; none: it names none. */
export function clockTimes(text: string): number[] {
  const lower = text.toLowerCase();
  const exact = [...lower.matchAll(/(?<!\d)(\d{1,2})[:.](\d\d)(?![\d.])\s*(am|pm)?/g)];
  if (exact.length > 0)
    return exact.flatMap(([, hours, minutes, half]) => meant(Number(hours), Number(minutes), half));
  const bare = [
    ...lower.matchAll(
      /(?:(?<=(?:^|[^\p{L}])(?:в|на|к|сағат|at)\s)(\d{1,2})(?=[\s.,!?)-]|$)|(?<!\d)(\d{1,2})(?=\s*(?:am|pm|час|ч\b|-?[дт][еа](?!\p{L}))))\s*(am|pm)?(?!\s*[\p{L}]*(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)|-?го)/gu,
    ),
  ];
  if (bare.length > 0)
    return bare.flatMap(([, after, before, half]) => meant(Number(after ?? before), 0, half));
  const words = ` ${foldLetters(text)} `;
  const spoken = spokenHours.findLastIndex((pattern) => pattern.test(words));
  return spoken < 0 ? [] : meant(spoken + 1, 0);
}

const days =
  / (сегодня|завтра|послезавтра|понедельник|вторник|сред[уыае]|четверг|пятниц|суббот|воскресен|выходн|недел|бугин|ертен|бурсигуни|дуйсенби|сейсенби|сарсенби|бейсенби|жума|сенби|жексенби|апта|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|\d{1,2} (го|январ|феврал|март|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр|кантар|акпан|наурыз|сауир|мамыр|маусым|шилде|тамыз|кыркуиек|казан|караша|желтоксан|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\S* \d)/u;

const partsOfDay =
  / (утр|днем|вечер|обед|танертен|тус|кешке|morning|noon|afternoon|evening|через \S+ (час|дн|недел)|через час|in an hour)/u;

/** Whether a text names a day. */
export function namesDay(text: string): boolean {
  return days.test(` ${foldLetters(text)} `);
}

/** Whether a text says when: a day, a part of one, or a time. */
export function namesTime(text: string): boolean {
  const words = ` ${foldLetters(text)} `;
  return days.test(words) || partsOfDay.test(words) || clockTimes(text).length > 0;
}

/** A text without its times of day. */
export function withoutClock(text: string): string {
  return text.replace(/\s*(?:в|сағат|at)?\s*\d{1,2}:\d\d(?:-\p{L}+)?/gu, '').trim();
}
