import type { Language } from '../../src/core/language/languages.ts';
import { pick, type Random } from './random.ts';

/** How a letter is spelled: one of these, the likely ones more than once. */
type Habits = Readonly<Record<string, readonly string[]>>;

const russianKeyboard: Habits = {
  ә: ['а', 'а', 'а', 'а', 'е', 'я'],
  ғ: ['г'],
  қ: ['к', 'к', 'к', 'к', 'х'],
  ң: ['н', 'н', 'н', 'нг'],
  ө: ['о'],
  ұ: ['у'],
  ү: ['у'],
  і: ['и', 'и', 'и', 'ы'],
  һ: ['х', 'г'],
};

const alphabet2021: Habits = {
  ә: ['ä'],
  ғ: ['ğ'],
  қ: ['q'],
  ң: ['ñ'],
  ө: ['ö'],
  ұ: ['ū'],
  ү: ['ü'],
  і: ['ı'],
  һ: ['h'],
  а: ['a'],
  б: ['b'],
  в: ['v'],
  г: ['g'],
  д: ['d'],
  е: ['e'],
  ё: ['io'],
  ж: ['j'],
  з: ['z'],
  и: ['i'],
  й: ['i'],
  к: ['k'],
  л: ['l'],
  м: ['m'],
  н: ['n'],
  о: ['o'],
  п: ['p'],
  р: ['r'],
  с: ['s'],
  т: ['t'],
  у: ['u'],
  ф: ['f'],
  х: ['h'],
  ц: ['ts'],
  ч: ['ch'],
  ш: ['ş'],
  щ: ['ştş'],
  ъ: [''],
  ы: ['y'],
  ь: [''],
  э: ['e'],
  ю: ['iu'],
  я: ['ia'],
};

/** The drafts of 2017 (apostrophes) and 2018 (acutes), where they differ from 2021. */
const alphabet2017: Habits = {
  ...alphabet2021,
  ә: ["a'"],
  ғ: ["g'"],
  ң: ["n'"],
  ө: ["o'"],
  ұ: ['u'],
  ү: ["u'"],
  і: ['i'],
  у: ["y'"],
  ш: ["s'"],
  ч: ["c'"],
  и: ["i'"],
  й: ["i'"],
};
const alphabet2018: Habits = {
  ...alphabet2021,
  ә: ['á'],
  ғ: ['ǵ'],
  ң: ['ń'],
  ө: ['ó'],
  ұ: ['u'],
  ү: ['ú'],
  і: ['i'],
  у: ['ý'],
  ш: ['sh'],
  и: ['ı'],
  й: ['ı'],
};

const kazakhByEar: Habits = {
  ...alphabet2021,
  ә: ['a', 'a', 'a', 'ä', 'ae', 'e'],
  ғ: ['g', 'g', 'gh', 'ğ'],
  қ: ['k', 'q', 'k'],
  ң: ['n', 'n', 'ng', 'ñ'],
  ө: ['o', 'o', 'ö', 'u'],
  ұ: ['u'],
  ү: ['u', 'u', 'ü'],
  і: ['i', 'i', 'y', 'ı'],
  е: ['e', 'e', 'e', 'ye'],
  ё: ['yo', 'e'],
  ж: ['zh', 'j', 'j'],
  и: ['i', 'i', 'y', 'ii'],
  й: ['i', 'y', 'j'],
  у: ['u', 'u', 'w', 'y'],
  х: ['h', 'kh', 'x'],
  ц: ['ts', 'c'],
  ш: ['sh', 'sh', 'w', 'ş', 'c'],
  ч: ['ch', 'ch', 'c'],
  щ: ['sh'],
  ы: ['y', 'y', 'i', 'ı'],
  ю: ['yu', 'iu', 'u'],
  я: ['ya', 'ia', 'ja'],
};

const russianByEar: Habits = {
  а: ['a'],
  б: ['b'],
  в: ['v', 'v', 'v', 'w'],
  г: ['g'],
  д: ['d'],
  е: ['e', 'e', 'e', 'ye'],
  ё: ['yo', 'e', 'jo'],
  ж: ['zh', 'zh', 'j', 'g'],
  з: ['z'],
  и: ['i'],
  й: ['y', 'i', 'j'],
  к: ['k'],
  л: ['l'],
  м: ['m'],
  н: ['n'],
  о: ['o'],
  п: ['p'],
  р: ['r'],
  с: ['s'],
  т: ['t'],
  у: ['u'],
  ф: ['f'],
  х: ['h', 'h', 'kh', 'x'],
  ц: ['ts', 'c', 'tc'],
  ч: ['ch'],
  ш: ['sh', 'sh', 'w'],
  щ: ['sch', 'shch', 'sh', 'w'],
  ъ: ['', "'"],
  ы: ['y', 'y', 'i'],
  ь: ['', '', "'"],
  э: ['e'],
  ю: ['yu', 'u', 'iu', 'ju'],
  я: ['ya', 'ya', 'ia', 'ja'],
};

/** Writes a text as one person would who has these habits: the same letter always becomes the same. */
function respell(text: string, habits: Habits, random: Random): string {
  const chosen = new Map<string, string>();
  return text.replace(/\p{L}/gu, (letter) => {
    const lower = letter.toLowerCase();
    const spellings = habits[lower];
    if (!spellings) return letter;
    const spelled = chosen.get(lower) ?? pick(random, spellings);
    chosen.set(lower, spelled);
    return letter === lower ? spelled : spelled.slice(0, 1).toUpperCase() + spelled.slice(1);
  });
}

/** A letter or two struck twice, left out or swapped. */
function withSlips(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const kind = random();
  if (!/\p{L}/u.test(text.charAt(at)) || text.length < 5) return text;
  if (kind < 0.35) return text.slice(0, at) + text.slice(at + 1);
  if (kind < 0.65) return text.slice(0, at) + text.charAt(at) + text.slice(at);
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

/** The text as one of its writers could have typed it: on a Russian keyboard, in Latin letters, with a slip, or as it is. */
export function typed(text: string, language: Language, random: Random): string {
  const respelled =
    language === 'kk'
      ? typedKazakh(text, random)
      : language === 'ru'
        ? typedRussian(text, random)
        : text;
  return random() < 0.12 ? withSlips(respelled, random) : respelled;
}

function typedKazakh(text: string, random: Random): string {
  const way = random();
  if (way < 0.4) return text;
  if (way < 0.66) return respell(text, russianKeyboard, random);
  if (way < 0.9) return respell(text, kazakhByEar, random);
  return respell(
    text,
    pick(random, [alphabet2021, alphabet2021, alphabet2017, alphabet2018]),
    random,
  );
}

function typedRussian(text: string, random: Random): string {
  return random() < 0.7 ? text : respell(text, russianByEar, random);
}
