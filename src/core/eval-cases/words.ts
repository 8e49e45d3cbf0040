import type { Language } from '../language/index.ts';

/** Every word that a file of a conversation knows, by what it means: keys, and values where they are words. Letters after a `|` are another way to say it. */
const written = {
  title: { ru: 'название', kk: 'атауы|тақырып', en: 'title|name' },
  when: { ru: 'когда|дата', kk: 'қашан|күні', en: 'when' },
  steps: { ru: 'разговор', kk: 'әңгіме|сұхбат', en: 'conversation|steps' },
  functions: { ru: 'функции', kk: 'функциялар', en: 'functions' },
  customer: { ru: 'клиент', kk: 'клиент|тұтынушы', en: 'customer|client' },
  voice: { ru: 'голос|голосовое', kk: 'дауыс|дауыстық', en: 'voice' },
  image: { ru: 'картинка|фото', kk: 'сурет|фото', en: 'image|picture|photo' },
  document: { ru: 'документ|файл', kk: 'құжат|файл', en: 'document|file' },
  caption: { ru: 'подпись', kk: 'жазуы', en: 'caption' },
  owner: { ru: 'владелец|менеджер', kk: 'иесі|менеджер', en: 'owner' },
  jump: { ru: 'прошло', kk: 'өтті', en: 'passed|time passes' },
  restart: { ru: 'перезапуск', kk: 'қайта іске қосу', en: 'restart' },
  fault: { ru: 'сбой', kk: 'ақау', en: 'fault' },
  pause: { ru: 'пауза', kk: 'үзіліс', en: 'pause' },
  expect: { ru: 'ждем|ожидаем', kk: 'күтеміз', en: 'expect' },
  never: { ru: 'не должно быть', kk: 'болмауы керек', en: 'must not|never' },
  all: { ru: 'содержит', kk: 'құрамында', en: 'contains' },
  any: { ru: 'одно из', kk: 'бірі', en: 'any of' },
  none: { ru: 'не содержит', kk: 'құрамында жоқ', en: 'none of' },
  language: { ru: 'язык', kk: 'тілі|тіл', en: 'language' },
  numbers: { ru: 'числа из промпта', kk: 'сандар промпттан', en: 'numbers from the prompt' },
  function: { ru: 'функция', kk: 'функция', en: 'function' },
  call: { ru: 'имя', kk: 'аты', en: 'name' },
  with: { ru: 'с', kk: 'деректері', en: 'with' },
  handed: { ru: 'передано человеку', kk: 'адамға берілді', en: 'handed over' },
  silent: { ru: 'молчит', kk: 'үндемейді', en: 'silent' },
  paused: { ru: 'бот на паузе', kk: 'бот үзілісте', en: 'paused' },
  cost: { ru: 'стоит не больше', kk: 'құны ең көбі', en: 'costs at most' },
  seconds: { ru: 'секунд не больше', kk: 'секунд ең көбі', en: 'seconds at most' },
  means: { ru: 'означает', kk: 'мағынасы', en: 'means' },
  yes: { ru: 'да', kk: 'иә', en: 'yes|true' },
  no: { ru: 'нет', kk: 'жоқ', en: 'no|false' },
  russian: { ru: 'русский', kk: 'орысша|орыс', en: 'russian|ru' },
  kazakh: { ru: 'казахский', kk: 'қазақша|қазақ', en: 'kazakh|kk' },
  english: { ru: 'английский', kk: 'ағылшынша|ағылшын', en: 'english|en' },
  model: { ru: 'модель', kk: 'модель', en: 'model' },
  'model-down': { ru: 'модель недоступна', kk: 'модель қолжетімсіз', en: 'model down' },
} as const satisfies Record<string, Record<Language, string>>;

/** What a word of a file means. */
export type Meaning = keyof typeof written;

const ways = Object.entries(written).flatMap(([meaning, each]) =>
  Object.entries(each).flatMap(([language, words]) =>
    words.split('|').map((word) => ({ meaning: meaning as Meaning, language, word })),
  ),
);

/** The meaning of a word among these, in whichever language it is written; undefined where it has none of them. */
export function meaningOf<const M extends Meaning>(
  word: string,
  among: readonly M[],
): M | undefined {
  const plain = plainKey(word);
  return among.find((each) =>
    ways.some((way) => way.meaning === each && plainKey(way.word) === plain),
  );
}

/** How these meanings are written in a language: the first word of each. */
export function wordsFor(meanings: readonly Meaning[], language: Language): string[] {
  return meanings.map((meaning) => written[meaning][language].split('|')[0] ?? meaning);
}

/** Every word for these meanings. */
export function allWordsFor(meanings: readonly Meaning[]): string[] {
  return ways.filter(({ meaning }) => meanings.includes(meaning)).map(({ word }) => word);
}

/** The language in which these keys are written: that of the most of them, Russian where they tell nothing. */
export function languageOfKeys(keys: readonly string[]): Language {
  const score = (language: Language): number =>
    keys.filter((key) =>
      ways.some((way) => way.language === language && plainKey(way.word) === plainKey(key)),
    ).length;
  const [best = 'ru'] = (['ru', 'kk', 'en'] as const).toSorted(
    (one, other) => score(other) - score(one),
  );
  return best;
}

function plainKey(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}
