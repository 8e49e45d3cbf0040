/** A country whose days off are known here. */
export type HolidayCountry = 'kz' | 'ru';

/** The days off of a year by law and decree, for a week of five working days. */
interface Year {
  /** Holidays on their own dates, also on a Saturday or Sunday, and what they are. */
  own: Readonly<Record<string, string>>;
  /** Days off to which others were moved, and which ones. */
  moved: Readonly<Record<string, string>>;
  /** Working Saturdays, and the day whose hours they have. */
  working?: Readonly<Record<string, string>>;
  /** Of those above: not announced or calculated from the rule of the law, so that they may change. */
  unconfirmed: readonly string[];
}

const kazakhstan = {
  '01-01': 'New Year',
  '01-02': 'New Year',
  '01-07': 'Orthodox Christmas',
  '03-08': "International Women's Day",
  '03-21': 'Nauryz',
  '03-22': 'Nauryz',
  '03-23': 'Nauryz',
  '05-01': 'Unity Day',
  '05-07': 'Defender of the Fatherland Day',
  '05-09': 'Victory Day',
  '07-06': 'Capital City Day',
  '10-25': 'Republic Day',
  '12-16': 'Independence Day',
};

const russia = {
  '01-01': 'New Year holidays',
  '01-02': 'New Year holidays',
  '01-03': 'New Year holidays',
  '01-04': 'New Year holidays',
  '01-05': 'New Year holidays',
  '01-06': 'New Year holidays',
  '01-07': 'Orthodox Christmas',
  '01-08': 'New Year holidays',
  '02-23': 'Defender of the Fatherland Day',
  '03-08': "International Women's Day",
  '05-01': 'Spring and Labour Day',
  '05-09': 'Victory Day',
  '06-12': 'Russia Day',
  '11-04': 'Unity Day',
};

/** By law every year, also where the year is not in `years`; moved days are not known then. */
export const everyYear: Readonly<Record<HolidayCountry, Readonly<Record<string, string>>>> = {
  kz: { ...kazakhstan, '03-15': 'Constitution Day' },
  ru: russia,
};

/**
 * Kazakhstan: law on holidays of 2001-12-13 No 267-II and Labour Code art. 84, 85: a holiday on a weekend moves to the next
 * working day without a decree, but for 7 January and Kurban Ait. 2026 by the ministry's calendar of December 2025, without
 * 31 August, which fell away: Constitution Day is 15 March from 2027 on, and 30 August a working day from 2026 on. The moved
 * days of 2027 and 2028 are by that rule, no official calendar was seen; Kurban Ait 2027 is calculated (16 or 17 May).
 *
 * Russia: Labour Code art. 95, 112 (a holiday on a weekend moves to the next working day, but for 1 to 8 January) and the
 * yearly decrees of 2025-09-24 No 1466 (2026) and 2026-09-17 No 1187 (2027). There is none for 2028 yet.
 */
export const years: Readonly<Record<HolidayCountry, Readonly<Record<number, Year>>>> = {
  kz: {
    2026: {
      own: { ...kazakhstan, '05-27': 'Kurban Ait' },
      moved: {
        '03-09': '03-08',
        '03-24': '03-21',
        '03-25': '03-22',
        '05-11': '05-09',
        '10-26': '10-25',
      },
      unconfirmed: [],
    },
    2027: {
      own: { ...kazakhstan, '03-15': 'Constitution Day', '05-16': 'Kurban Ait' },
      moved: { '01-04': '01-02', '03-24': '03-21', '05-03': '05-01', '05-10': '05-09' },
      unconfirmed: ['03-15', '05-16', '01-04', '03-24', '05-03', '05-10'],
    },
    2028: {
      own: { ...kazakhstan, '03-15': 'Constitution Day', '05-05': 'Kurban Ait' },
      moved: { '01-03': '01-01', '01-04': '01-02', '05-08': '05-07', '12-18': '12-16' },
      unconfirmed: ['03-15', '05-05', '01-03', '01-04', '05-08', '12-18'],
    },
  },
  ru: {
    2026: {
      own: russia,
      moved: { '01-09': '01-03', '12-31': '01-04', '03-09': '03-08', '05-11': '05-09' },
      unconfirmed: [],
    },
    2027: {
      own: russia,
      moved: {
        '11-05': '01-02',
        '12-31': '01-03',
        '02-22': '02-20',
        '05-03': '05-01',
        '05-10': '05-09',
        '06-14': '06-12',
      },
      working: { '02-20': '02-22' },
      unconfirmed: [],
    },
  },
};
