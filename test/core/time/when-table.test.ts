import { describe, expect, it } from 'vitest';
import { understandWhen } from '../../../src/core/time/index.ts';

/** A Wednesday, 10:20 in the morning. */
const given = { now: new Date('2026-12-02T10:20:00+05:00'), timeZone: 'Asia/Almaty' };

const phrases = {
  ru: {
    days: [
      '',
      'сегодня',
      'завтра',
      'послезавтра',
      'в понедельник',
      'во вторник',
      'в среду',
      'в эту пятницу',
      'в следующую субботу',
      'в ближайшее воскресенье',
      'на этой неделе',
      'на следующей неделе',
      'в выходные',
      'через неделю',
      'через 2 дня',
      'через месяц',
      '15-го',
      '5 числа',
      '3.12',
      '24 декабря',
      'двадцатого',
    ],
    times: [
      '',
      'в 3',
      'в час',
      'в 15:00',
      'в 14-30',
      'в 11.45',
      'в 9 утра',
      'в 7 вечера',
      'к двенадцати',
      'часов в 7',
      'около пяти',
      'утром',
      'днём',
      'вечером',
      'до обеда',
      'после обеда',
      'после 17',
      'после шести вечера',
      'до 12',
      'не раньше 18',
      'не позже 11',
      'с 10 до 14',
      'между 2 и 4',
      'в полчетвёртого',
      'в половине пятого',
      'без четверти шесть',
      'в полдень',
      'через час',
      'через полчаса',
      'через 40 минут',
    ],
  },
  kk: {
    days: [
      '',
      'бүгін',
      'ертең',
      'бүрсігүні',
      'дүйсенбіде',
      'сейсенбі күні',
      'жұмада',
      'келесі сенбіде',
      'осы аптада',
      'келесі аптада',
      'демалыс күндері',
      '2 күннен кейін',
      '15-інде',
      '24 желтоқсанда',
    ],
    times: [
      '',
      'сағат 3-те',
      'сағат үште',
      'сағат 15:00-де',
      'таңғы 9-да',
      'кешкі 7-де',
      'таңертең',
      'түсте',
      'түстен кейін',
      'түске дейін',
      'кешке',
      'сағат бестен кейін',
      'сағат 12-ге дейін',
      'сағат 10-нан 14-ке дейін',
      'алты жарымда',
      'бір сағаттан кейін',
      'жарты сағаттан кейін',
    ],
  },
  en: {
    days: [
      '',
      'today',
      'tomorrow',
      'the day after tomorrow',
      'on monday',
      'this friday',
      'next saturday',
      'this week',
      'next week',
      'on the weekend',
      'in 2 days',
      'in a week',
      'on the 15th',
      'on december 24',
    ],
    times: [
      '',
      'at 3',
      'at 3pm',
      'at 9:30 am',
      'at 14:45',
      'around five',
      'in the morning',
      'in the afternoon',
      'in the evening',
      'after lunch',
      'after 5pm',
      'before noon',
      'not before 6pm',
      'from 10 to 2',
      'between 2 and 4',
      'half past four',
      'quarter to six',
      'at noon',
      'in an hour',
      'in 40 minutes',
    ],
  },
} as const;

const months = {
  ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(
    ' ',
  ),
  kk: 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан'.split(
    ' ',
  ),
  en: 'January February March April May June July August September October November December'.split(
    ' ',
  ),
} as const;

function line(text: string): string {
  const when = understandWhen(text, given);
  const short = (at: string): string => at.replace('T', ' ').replace(/:00\+05:00$/, '');
  return `${text} = ${when === undefined ? 'nothing' : `${short(when.from)} – ${short(when.to)}`}`;
}

function tableOf(language: keyof typeof phrases): string[] {
  const { days, times } = phrases[language];
  const pairs = days.flatMap((day) => times.map((time) => `${day} ${time}`.trim()));
  const numbers = Array.from({ length: 31 }, (_, index) => index + 1);
  const dates = months[language].map((month, index) => `${(index * 7) % 28 || 28} ${month}`);
  const frames = { ru: '-го в 10', kk: '-інде сағат 10-да', en: 'th at 10' };
  return [...pairs, ...dates, ...numbers.map((number) => `${number}${frames[language]}`)];
}

describe('the table of days and times', () => {
  it.each(['ru', 'kk', 'en'] as const)(
    'is understood as it stands in when-table.%s.txt',
    async (language) => {
      const lines = [...new Set(tableOf(language))].filter(Boolean).map(line);
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`when-table.${language}.txt`);
    },
  );
});
