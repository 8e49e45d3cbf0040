import { WabotError } from '../errors.ts';
import { Names, type FieldMeaning } from './names.ts';
import { dropControls, maskPhones } from './phones.ts';
import { hidden, secretMask, type SecretMask } from './secrets.ts';
import { maskShapes } from './shapes.ts';
import { shortChat } from '../phone.ts';

export interface MaskOptions {
  /** Values that must never be seen. */
  secrets: readonly string[];
  /** Whether the texts of customers and replies (the fields `text` and `quoted`) are kept. */
  content: boolean;
}

/** Makes fields fit to be logged: a copy of plain data, bounded, without secrets and with phone numbers shortened. Never throws. */
export type Mask = (fields: object) => Record<string, unknown>;

/** Bounds of what is kept of one event: characters of a text, entries of a list, levels, and values in all. */
const longestText = 10_000;
const mostEntries = 50;
const deepest = 8;
const mostValues = 500;

/** With the texts left out, longer words of a stranger's error are left out too: they may quote a customer. */
const longestWord = 60;

export function createMask({ secrets, content }: MaskOptions): Mask {
  const maskSecrets = secretMask(secrets);
  const maskText = textMask(maskSecrets);
  const maskId = (id: string): string => maskShapes(maskSecrets(id));
  const parts = { maskText, maskId, names: new Names(maskText), content };
  return (fields) => {
    try {
      return new Walk(parts).fields(entriesOf(fields), 0);
    } catch {
      return {};
    }
  };
}

/** Masks one text and then cuts it: a secret that the first cut split lies in what the second takes away. */
function textMask(maskSecrets: SecretMask): (text: string) => string {
  const mask = (text: string): string => maskPhones(maskShapes(maskSecrets(dropControls(text))));
  const tail = maskSecrets.longest + 100;
  return (text) => {
    if (text.length <= longestText) return mask(text);
    const masked = mask(text.slice(0, longestText + tail));
    return `${masked.slice(0, Math.min(longestText, masked.length - tail))}…`;
  };
}

interface WalkParts {
  maskText(text: string): string;
  /** Masks what may hold a secret but no phone number. */
  maskId(id: string): string;
  names: Names;
  content: boolean;
}

/** One event on its way to the log. */
class Walk {
  readonly #parts: WalkParts;
  readonly #above: object[] = [];
  #left = mostValues;

  constructor(parts: WalkParts) {
    this.#parts = parts;
  }

  fields(entries: Iterable<readonly [string, unknown]>, depth: number): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    let kept = 0;
    for (const [name, value] of entries) {
      const { meaning, shown } = this.#parts.names.get(name, depth);
      if (value === undefined || (meaning === 'content' && !this.#parts.content)) continue;
      if (kept >= mostEntries || this.#left <= 0) return { ...fields, '…': '[more]' };
      kept += 1;
      fields[shown] = this.#value(value, meaning, depth);
    }
    return fields;
  }

  #value(value: unknown, meaning: FieldMeaning, depth: number): unknown {
    this.#left -= 1;
    switch (typeof value) {
      case 'string':
        return this.#string(value, meaning);
      case 'number':
      case 'bigint':
        return meaning === 'secret' || meaning === 'chat' || typeof value === 'bigint'
          ? this.#string(String(value), meaning)
          : value;
      case 'boolean':
      case 'undefined':
        return value;
      case 'object':
        return value === null ? null : this.#guarded(value, meaning, depth);
      default:
        return `[${typeof value}]`;
    }
  }

  #string(value: string, meaning: FieldMeaning): string {
    if (meaning === 'secret') return hidden;
    if (meaning === 'chat' && isChat(value)) return shortChat(value);
    if (meaning === 'account' && /^\d{1,20}$/.test(value)) return this.#parts.maskId(value);
    if (meaning === 'id' && isId(value)) return this.#parts.maskId(value);
    return this.#parts.maskText(value);
  }

  /** What an object's own code throws, or a circle, ends in a word instead of the value. */
  #guarded(value: object, meaning: FieldMeaning, depth: number): unknown {
    if (this.#above.includes(value)) return '[circular]';
    if (depth >= deepest || this.#left <= 0) return '[…]';
    this.#above.push(value);
    try {
      return this.#object(value, meaning, depth + 1);
    } catch {
      return '[unreadable]';
    } finally {
      this.#above.pop();
    }
  }

  #object(value: object, meaning: FieldMeaning, depth: number): unknown {
    if (Array.isArray(value)) return this.#list(value, meaning, depth);
    if (value instanceof Error)
      return this.fields(fieldsOfError(value, this.#parts.content), depth);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
      return `[${value.byteLength} bytes]`;
    if (value instanceof Date) return value.toJSON();
    if (value instanceof URL) return this.#parts.maskText(value.href);
    if (value instanceof Set) return this.#list([...value], meaning, depth);
    if (value instanceof Map || value instanceof Headers)
      return this.fields(namedEntries(value), depth);
    return this.fields(entriesOf(value), depth);
  }

  #list(values: readonly unknown[], meaning: FieldMeaning, depth: number): unknown[] {
    const kept = values.slice(0, mostEntries).map((each) => this.#value(each, meaning, depth));
    return values.length > mostEntries ? [...kept, `[${values.length - mostEntries} more]`] : kept;
  }
}

function isChat(value: string): boolean {
  return /^\d{1,20}(?:@[\w.]{1,20})?(?:#\d{1,20})?$/.test(value);
}

/** A message's id: no spaces, no address, and not what a phone number looks like. */
function isId(value: string): boolean {
  return /^[\w-]{1,100}$/.test(value) && !/^[1-9]\d{9,14}$/.test(value);
}

function* namedEntries(values: Iterable<[unknown, unknown]>): Generator<[string, unknown]> {
  for (const [name, value] of values) yield [String(name), value];
}

function* entriesOf(value: object): Generator<[string, unknown]> {
  for (const name of Object.keys(value)) yield [name, read(value, name)];
}

function read(value: object, name: string): unknown {
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return '[unreadable]';
  }
}

/** An error as plain fields, causes and members included; the stack only where the error is not one of ours. */
function* fieldsOfError(error: Error, content: boolean): Generator<[string, unknown]> {
  const ours = error instanceof WabotError;
  yield ['name', read(error, 'name')];
  yield ['message', read(error, 'message')];
  for (const [name, value] of entriesOf(error)) {
    if (!standard.has(name) && !(ours && internal.has(name)) && (content || ours || isWord(value)))
      yield [name, value];
  }
  if (!ours) yield ['stack', read(error, 'stack')];
  for (const name of ['cause', 'errors']) yield [name, read(error, name)];
}

const standard: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors']);
const internal: ReadonlySet<string> = new Set(['kind', 'oclif']);

function isWord(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= longestWord : typeof value !== 'object';
}
