/** Hours in words, each from the ground form to its endings: of Russian as they stand behind "с" and "до", of Kazakh without endings. */
const russian: readonly string[] = [
  '',
  'час|часу|одного',
  'два|двух',
  'три|трех|трёх',
  'четыре|четырех|четырёх',
  'пять|пяти',
  'шесть|шести',
  'семь|семи',
  'восемь|восьми',
  'девять|девяти',
  'десять|десяти',
  'одиннадцать|одиннадцати',
  'двенадцать|двенадцати',
  'тринадцать|тринадцати',
  'четырнадцать|четырнадцати',
  'пятнадцать|пятнадцати',
  'шестнадцать|шестнадцати',
  'семнадцать|семнадцати',
  'восемнадцать|восемнадцати',
  'девятнадцать|девятнадцати',
  'двадцать|двадцати',
  'двадцать один|двадцати одного',
  'двадцать два|двадцати двух',
  'двадцать три|двадцати трех|двадцати трёх',
  'двадцать четыре|двадцати четырех|двадцати четырёх',
];

/** The hour to which "половина …" runs: half past nine is половина десятого. */
const halves =
  'первого|второго|третьего|четвертого|пятого|шестого|седьмого|восьмого|девятого|десятого|одиннадцатого|двенадцатого'.split(
    '|',
  );

const kazakh = '|б[іи]р|ек[іи]|[үу]ш|т[өо]рт|бес|алты|жет[іи]|сег[іи]з|то[ғг]ыз|он'.split('|');

const kazakhHours: readonly [string, number][] = [
  ...kazakh.map((word, hour): [string, number] => [word, hour]),
  ...kazakh.slice(1, 10).map((word, index): [string, number] => [`он\\s{1,3}${word}`, 11 + index]),
  ['жиырма', 20],
  ...kazakh
    .slice(1, 5)
    .map((word, index): [string, number] => [`жиырма\\s{1,3}${word}`, 21 + index]),
];

/** Hours that begin or end something: only behind such a word is a number in words an hour. */
const russianHour = (words: string): RegExp =>
  new RegExp(`(?<=(?<!\\p{L})(?:с|со|до|от|по)\\s{1,3})(?:${words})(?!\\p{L})`, 'giu');

const rules: readonly [RegExp, string][] = [
  ...halves.map((word, hour): [RegExp, string] => [
    russianHour(`(?:половины\\s{1,3}|пол-?)${word}`),
    `${hour === 0 ? 12 : hour}:30`,
  ]),
  ...russian
    .map((words, hour): [RegExp, string] => [
      russianHour(words.replaceAll(' ', '\\s{1,3}')),
      String(hour),
    ])
    .slice(1)
    .toReversed(),
  // With the ending that says from when, or until when, as behind a number.
  ...kazakhHours
    .slice(1)
    .toReversed()
    .map(([word, hour]): [RegExp, string] => [
      new RegExp(
        `(?<!\\p{L})(?<!(?:он|жиырма)\\s{1,3})${word}(?=(?:[дтн][ае]н|[ғгкқ][ае])(?!\\p{L}))`,
        'giu',
      ),
      `${hour}-`,
    ]),
];

/** A text with figures in the place of hours in words ("с десяти до семи", "тоғыздан алтыға дейін"), where they can be nothing else. */
export function numberWordsToFigures(text: string): string {
  return rules.reduce((figures, [words, figure]) => figures.replace(words, figure), text);
}
