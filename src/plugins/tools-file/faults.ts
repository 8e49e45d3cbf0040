import type { YamlFile, YamlPath } from '../../core/plugin-api/files.ts';
import { didYouMean } from '../../core/plugin-api/texts.ts';

/** A mapping of the file, by its keys. */
export type Fields = Readonly<Record<string, unknown>>;

/** Collects what is wrong with a file, each with its line, while its parts are read. */
export class FileFaults {
  readonly #file: YamlFile;
  readonly #found: string[] = [];

  constructor(file: YamlFile) {
    this.#file = file;
  }

  /** Everything so far, by line. */
  get all(): string[] {
    const line = (fault: string): number => Number(/, line (\d+): /.exec(fault)?.[1] ?? 0);
    return this.#found.toSorted((one, other) => line(one) - line(other));
  }

  add(path: YamlPath, problem: string): undefined {
    this.#found.push(this.#file.faultAt(path, problem));
  }

  /** A mapping that has only these keys; undefined, with a fault, where it is none. */
  fields(value: unknown, path: YamlPath, known?: readonly string[]): Fields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.add(path, `${nameOf(path)} must be a mapping (name: value)`);
    const fields: Fields = { ...value };
    for (const key of Object.keys(fields)) {
      if (known === undefined || known.includes(key)) continue;
      const meant = didYouMean(key, known);
      this.add(
        [...path, key],
        meant === undefined
          ? `"${key}" is not known here`
          : `"${key}" is not known here; did you mean "${meant}"?`,
      );
    }
    return fields;
  }

  /** A list; empty, with a fault, where it is none; absent is empty. */
  list(value: unknown, path: YamlPath): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.add(path, `${nameOf(path)} must be a list (lines that begin with "-")`);
    return [];
  }

  /** A text that is there and not blank. */
  text(fields: Fields, path: YamlPath, key: string): string | undefined {
    const { [key]: value } = fields;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (value === undefined || value === null || value === '')
      return this.add([...path, key], `"${key}" is missing`);
    return this.add([...path, key], `"${key}" must be a text`);
  }

  /** One of these words, or the fallback where nothing is said; undefined, with a fault, for another. */
  word<const T extends string>(
    fields: Fields,
    path: YamlPath,
    key: string,
    { words, fallback }: { words: readonly T[]; fallback?: T },
  ): T | undefined {
    const { [key]: value = fallback } = fields;
    const found = words.find((word) => word === value);
    if (found !== undefined || (value === undefined && fallback === undefined)) return found;
    return this.add([...path, key], `"${key}" must be one of: ${words.join(', ')}`);
  }

  /** `true` or `false`; false where nothing is said. */
  yes(fields: Fields, path: YamlPath, key: string): boolean {
    const { [key]: value = false } = fields;
    if (typeof value === 'boolean') return value;
    this.add([...path, key], `"${key}" must be true or false`);
    return false;
  }

  /** A time, milliseconds: `5s`, `500ms`, or a number of seconds; at most two minutes. */
  time(fields: Fields, path: YamlPath, key: string): number | undefined {
    const { [key]: value } = fields;
    if (value === undefined || value === null) return undefined;
    const written =
      typeof value === 'number' ? `${value}s` : typeof value === 'string' ? value : '';
    const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m)$/.exec(written) ?? [];
    const ms = Number(amount) * ({ ms: 1, s: 1000, m: 60_000 }[unit ?? ''] ?? Number.NaN);
    if (ms >= 1 && ms <= longestMs) return ms;
    return this.add([...path, key], `"${key}" must be a time up to 120s, such as 5s or 500ms`);
  }
}

/** The longest that one call of a function may take, milliseconds. */
const longestMs = 120_000;

/** What stands at a path, as a person calls it. */
function nameOf(path: YamlPath): string {
  const name = path.findLast((key) => typeof key === 'string');
  return typeof path.at(-1) === 'number' ? `each entry of "${name}"` : `"${name ?? 'the file'}"`;
}
