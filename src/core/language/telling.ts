import { brands, givenNames, homographs, models, names, realia, shared } from './neutral.ts';

/** What turns a given name into a surname or a patronymic, in all spellings. */
const family =
  /(?:ов|ев|ова|ева|ович|евич|овна|евна|ұлы|улы|қызы|кызы|ov|ev|ova|eva|ovich|evich|ovna|evna|uly|kyzy|qyzy)$/u;

/** What Kazakh names are put together from; nothing but a name or what is made of one ends so. */
const cyrillicParts = 'бек|жан|гүл|гуль|мұрат|мурат|ғали|гали';
const latinParts = 'bek|zhan|gul|murat|gali';
const cyrillicStems = `${cyrillicParts}|ба|хан|та|ахмет|мбет|мухамед|мұхамед|рахман|ғази|гази|берген|гелди|гельди|молда|мырза`;
const latinStems = `${latinParts}|ba|bay|khan|akhmet|mbet|mukhamed|rakhman|gazi|bergen|geldi`;
const onlyNames = new RegExp(
  `\\p{L}{2}(?:ұлы|қызы)$|\\p{L}{3}(?:${cyrillicParts}|${latinParts})$|(?:${cyrillicStems})[ое]ва?$|(?:${latinStems})y?[oe]va?$`,
  'u',
);

/** Endings of loanwords, which Russian and Kazakh spell alike in the nominative. */
const loan =
  /\p{L}{3}(?:ция|ссия|логия|графия|метрия|терапия|патия|оскопия|техника|стика|атика|изм|инг|итет|метр|граф|скоп|тека|дром|фон)$/u;

/** The messenger, in all the spellings that people give it. */
const messenger = /^(?:(?:в[аоэ]|уа)[тц]{1,2}с?[аэ]п{1,2}|[vw]h?[ao]t?[sc][ae]p{1,2})$/u;

/** Only a cry has no consonant. */
const cry = /^[аоуэы]{1,5}$/u;

/** Words that tell nothing by what they are, whichever they are. */
const kinds = [loan, onlyNames, messenger, cry];

/** Tells the words that say something of the language a customer speaks from names and words that languages share. */
export class TellingWords {
  readonly #names = setOf(`${names} ${givenNames}`);
  readonly #brands = setOf(brands);
  readonly #neutral = setOf(`${names} ${givenNames} ${brands} ${shared} ${realia}`);
  readonly #models = setOf(models);
  readonly #homographs = setOf(homographs);

  /** Those of the words that tell; single letters do only beside longer ones. */
  of(words: readonly string[]): string[] {
    const branded = words.some((word) => this.#brands.has(word));
    const telling = words.filter(
      (word) => !this.#isNeutral(word) && !(branded && this.#models.has(word)),
    );
    return telling.some((word) => word.length > 1) ? telling : [];
  }

  /** Whether the words are one, said once or often, that means something in Russian and something else in Kazakh. */
  isHomograph(words: readonly string[]): boolean {
    const [only, ...others] = new Set(words.filter((word) => word.length > 1));
    return only !== undefined && others.length === 0 && this.#homographs.has(only);
  }

  #isNeutral(word: string): boolean {
    if (this.#neutral.has(word) || kinds.some((kind) => kind.test(word))) return true;
    return this.#names.has(word.replace(family, ''));
  }
}

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
