import { brands, models, names, shared } from './neutral.ts';

/** What turns a given name into a surname or a patronymic, in all spellings. */
const family = /(?:ов|ев|ова|ева|ович|евич|овна|евна|ұлы|улы|қызы|кызы|ov|ev|ova|eva|ovich|evich|ovna|evna|uly|kyzy|qyzy)$/u;

/** Only names end so. */
const onlyFamily = /\p{L}{2}(?:ұлы|қызы)$/u;

/** Tells the words that say something of the language a customer speaks from names and words that languages share. */
export class TellingWords {
  readonly #names = setOf(names);
  readonly #brands = setOf(brands);
  readonly #neutral = setOf(`${names} ${brands} ${shared}`);
  readonly #models = setOf(models);

  /** Those of the words that tell; single letters do only beside longer ones. */
  of(words: readonly string[]): string[] {
    const branded = words.some((word) => this.#brands.has(word));
    const telling = words.filter((word) => !this.#isNeutral(word) && !(branded && this.#models.has(word)));
    return telling.some((word) => word.length > 1) ? telling : [];
  }

  #isNeutral(word: string): boolean {
    return this.#neutral.has(word) || onlyFamily.test(word) || this.#names.has(word.replace(family, ''));
  }
}

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
