import type { Environment } from '../origins.ts';

export type { Environment };

/** One setting, declared as data. Everything else (reading, errors, `.env.example`, the table in docs/settings.md, masking) comes from it. */
export interface Setting<T> {
  /** The variable's name. */
  env: string;
  /** Older names that are understood too; the first one that is set wins, `env` before all. */
  aliases?: readonly string[];
  /** One line for `.env.example` and docs/settings.md: what it does, its unit and limits. */
  summary: string;
  /** Never printed. */
  secret?: boolean;
  /** Its value may be several with commas between them, each of which is a secret or an address for itself. */
  isList?: true;
  /** Its value may look like a key and is none: the id of something. */
  isId?: true;
  /** An example for `.env.example`, where the default does not serve as one. */
  example?: string;
  /** The value when the variable is absent or empty, as it would be written in `.env`; without one the setting is required. */
  default?: string;
  /** Another default while some variable is set (with `only`: to this value, in any case of letters), such as the address of a service that is then used. */
  defaultWith?: { env: string; value: string; only?: string };
  /** Absent stays undefined instead of being an error. */
  optional?: boolean;
  /** Of a secret: the settings of its table, by their keys, that say where it is sent; of each list the first that is set. */
  goesTo?: readonly (readonly string[])[];
  /** Of an address: whether it is one of the vendor's own, where no secret goes astray. */
  isVendor?(address: string): boolean;
  /** Of the name of a file: further variables whose values that file uses; they are secrets. */
  borrows?(value: string): string[];
  /** What it names is run: a package of npm, a program, with the name under which a system usually has it, or files that the value leads to. */
  runs?: 'package' | { program: string } | { files(value: string): string[] };
  /**
   * Turns the text into the value; throws an Error whose message completes "NAME …" (`must be a whole number …`). What it
   * means may depend on other variables.
   */
  parse(text: string, environment?: Environment): T;
}

/** A table of settings; its keys are the names of the values in code. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of a table of settings. */
export type ValuesOf<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

type Declaration = Omit<Setting<unknown>, 'env' | 'parse' | 'optional'>;
type Optional = Omit<Declaration, 'default'>;

/** A declaration whose default may also stand there as the value that it is, such as `3` or `true`. */
type Valued<T> = Optional & { default?: string | T };

function asWritten({ default: value, ...declaration }: Valued<number | boolean>): Declaration {
  return value === undefined ? declaration : { ...declaration, default: String(value) };
}

/** Any text, surrounding spaces removed. */
export function text(env: string, declaration: Declaration): Setting<string> {
  return { env, ...declaration, parse: (value) => value };
}

/** A text that may be absent. */
export function optionalText(env: string, declaration: Optional): Setting<string | undefined> {
  return { env, ...declaration, optional: true, parse: (value) => value };
}

interface Range {
  min: number;
  max: number;
}

/** A whole number within a range, both ends included. */
export function integer(
  env: string,
  { min, max, ...declaration }: Valued<number> & Range,
): Setting<number> {
  return {
    env,
    ...asWritten(declaration),
    parse(value) {
      const number = Number(value);
      if (Number.isInteger(number) && number >= min && number <= max) return number;
      throw new Error(`must be a whole number from ${min} to ${max}, not "${value}"`);
    },
  };
}

function numberBetween({ min, max }: Range): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (Number.isFinite(number) && number >= min && number <= max) return number;
    throw new Error(`must be a number from ${min} to ${max}, not "${value}"`);
  };
}

/** A number within a range, both ends included. */
export function decimal(
  env: string,
  { min, max, ...declaration }: Valued<number> & Range,
): Setting<number> {
  return { env, ...asWritten(declaration), parse: numberBetween({ min, max }) };
}

/** A number within a range that may be absent. */
export function optionalDecimal(
  env: string,
  { min, max, ...declaration }: Optional & Range,
): Setting<number | undefined> {
  return { env, ...declaration, optional: true, parse: numberBetween({ min, max }) };
}

/** A cap that may be absent, or 0 for none. */
export function capOrNone(env: string, declaration: Optional & Range): Setting<number | undefined> {
  const setting = optionalDecimal(env, declaration);
  return { ...setting, parse: (value) => (/^0+(?:\.0*)?$/.test(value) ? 0 : setting.parse(value)) };
}

/** `true` or `false` (also 1/0, yes/no, on/off). */
export function flag(env: string, declaration: Valued<boolean>): Setting<boolean> {
  return {
    env,
    ...asWritten(declaration),
    parse(value) {
      if (/^(true|1|yes|on)$/i.test(value)) return true;
      if (/^(false|0|no|off)$/i.test(value)) return false;
      throw new Error(`must be true or false, not "${value}"`);
    },
  };
}

/** One of a few words. */
export function choice<const T extends string>(
  env: string,
  words: readonly T[],
  declaration: Declaration,
): Setting<T> {
  return {
    env,
    ...declaration,
    parse(value) {
      const found = words.find((word) => word === value.toLowerCase());
      if (found !== undefined) return found;
      throw new Error(
        `must be ${words.join(', ').replace(/, ([^,]*)$/, ' or $1')}, not "${value}"`,
      );
    },
  };
}

function parseUrl(value: string): string {
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
    throw new Error('must be a URL that begins with http:// or https://');
  return value.replace(/(?<!\/)\/+$/, '');
}

/** An http or https URL; trailing slashes are removed. */
export function url(env: string, declaration: Declaration): Setting<string> {
  return { env, ...declaration, parse: parseUrl };
}

/** A URL that may be absent. */
export function optionalUrl(env: string, declaration: Optional): Setting<string | undefined> {
  return { env, ...declaration, optional: true, parse: parseUrl };
}
