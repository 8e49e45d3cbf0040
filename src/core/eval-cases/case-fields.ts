import { didYouMean } from '../did-you-mean.ts';
import type { YamlFile, YamlPath } from '../files/yaml-file.ts';
import type { Language } from '../language/index.ts';
import { fieldsOf, type UnknownObject } from '../unknown-object.ts';
import { allWordsFor, meaningOf, wordsFor, type Meaning } from './words.ts';

/** A key of a mapping with what it means, and what stands there. */
export interface CaseField<M extends Meaning> {
  meaning: M;
  /** As it is written. */
  key: string;
  value: unknown;
  path: YamlPath;
}

/** Reads the parts of a file and collects what is wrong with it, each with its line and with what to write. */
export class CaseFields {
  readonly faults: string[] = [];
  readonly #file: YamlFile;
  readonly #language: Language;

  /** `language`: in which the file is written, for the words that are proposed. */
  constructor(file: YamlFile, language: Language) {
    this.#file = file;
    this.#language = language;
  }

  fault(path: YamlPath, problem: string): undefined {
    this.faults.push(this.#file.faultAt(path, problem));
  }

  lineAt(path: YamlPath): number {
    return this.#file.lineAt(path);
  }

  /** The fields of a mapping, all of which mean one of these; what means nothing is a fault. Undefined, with a fault, where it is no mapping. */
  fields<const M extends Meaning>(
    value: unknown,
    path: YamlPath,
    known: readonly M[],
  ): CaseField<M>[] | undefined {
    const mapping = mappingOf(value);
    if (!mapping)
      return this.fault(path, `write a word, a colon and what belongs to it: ${this.#list(known)}`);
    return Object.entries(mapping).flatMap(([key, each]) => {
      const meaning = meaningOf(key, known);
      if (meaning !== undefined) return { meaning, key, value: each, path: [...path, key] };
      const meant = didYouMean(key, allWordsFor(known));
      const better =
        meant === undefined ? `write one of: ${this.#list(known)}` : `write "${meant}"`;
      this.fault([...path, key], `"${key}" is not known here; ${better}`);
      return [];
    });
  }

  /** A text or a number, as text; undefined, with a fault, for anything else. */
  text(value: unknown, path: YamlPath, example: string): string | undefined {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
    return this.fault(path, `write a text here, such as: ${example}`);
  }

  /** One text, or a list of them. */
  texts(value: unknown, path: YamlPath, example: string): string[] {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (list.length === 0) this.fault(path, `write a text here, such as: ${example}`);
    const paths = (index: number): YamlPath => (Array.isArray(value) ? [...path, index] : path);
    return list.flatMap((each, index) => this.text(each, paths(index), example) ?? []);
  }

  /** A number above 0. */
  number(value: unknown, path: YamlPath, example: string): number | undefined {
    const number = typeof value === 'string' ? Number(value.replace(',', '.')) : value;
    if (typeof number === 'number' && number > 0) return number;
    return this.fault(path, `write a number here, such as: ${example}`);
  }

  /** Yes or no, in words of a language or as YAML has it. */
  yes(value: unknown, path: YamlPath): boolean | undefined {
    if (typeof value === 'boolean') return value;
    const word = typeof value === 'string' ? meaningOf(value, ['yes', 'no']) : undefined;
    if (word !== undefined) return word === 'yes';
    return this.fault(path, `write one of: ${this.#list(['yes', 'no'])}`);
  }

  /** One of these words. */
  word<const M extends Meaning>(
    value: unknown,
    path: YamlPath,
    known: readonly M[],
  ): M | undefined {
    const word = typeof value === 'string' ? meaningOf(value, known) : undefined;
    return word ?? this.fault(path, `write one of: ${this.#list(known)}`);
  }

  #list(known: readonly Meaning[]): string {
    return wordsFor(known, this.#language).join(', ');
  }
}

/** A mapping of YAML; undefined for a list, a text and nothing. */
export function mappingOf(value: unknown): UnknownObject | undefined {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping ? fieldsOf(value) : undefined;
}
