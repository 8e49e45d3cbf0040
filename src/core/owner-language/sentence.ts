/** Sentences by the code of the error (or the command) they belong to: the English one with its `{places}`, and the other one. */
export type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A sentence in English and in the owner's language. */
export interface Sentence {
  group: string;
  source: string;
  target: string;
  /** What stands between the places of the English one. */
  parts: readonly string[];
  /** The names of its places. */
  names: readonly string[];
  /** Has so few words of its own that other sentences may look like it. */
  isShort: boolean;
  /** The forms that go with a number in this language. */
  rules: Intl.PluralRules;
}

const place = /\{(\w+)\}/;

/** Sentences with fewer characters of their own are short. */
const short = 8;

/** The sentences of a table, those with the most words first, so that the one that says most of a text is found first. */
export function sentencesOf(table: Table, language: string): Sentence[] {
  const rules = new Intl.PluralRules(language);
  const all = Object.entries(table).flatMap(([group, pairs]) =>
    Object.entries(pairs).flatMap(([source, target]) => [
      sentence(group, source, target, rules),
      ...withoutSubject(source, target).map(([predicate, said]) =>
        sentence(group, predicate, said, rules),
      ),
    ]),
  );
  return all.toSorted((one, other) => lengthOf(other) - lengthOf(one));
}

function sentence(
  group: string,
  source: string,
  target: string,
  rules: Intl.PluralRules,
): Sentence {
  const pieces = source.split(place);
  const parts = pieces.filter((_, index) => index % 2 === 0);
  const names = pieces.filter((_, index) => index % 2 === 1);
  return { group, source, target, parts, names, rules, isShort: parts.join('').length < short };
}

function lengthOf({ parts }: Sentence): number {
  return parts.join('').length;
}

/** `{service} refuses the key` is also said without the service, where that was named before. */
function withoutSubject(source: string, target: string): [string, string][] {
  const [subject] = /^\{\w+\} /.exec(source) ?? [];
  if (subject === undefined || !target.startsWith(subject.trim())) return [];
  const predicate = source.slice(subject.length);
  const isLong =
    predicate
      .split(place)
      .filter((_, index) => index % 2 === 0)
      .join('').length >= short;
  return isLong ? [[predicate, target.slice(subject.length - 1).replace(/^(?:: | — | )/, '')]] : [];
}

/** What a text has at the places of a sentence; undefined when it is another sentence. Looks over the text once. */
export function valuesIn(known: Sentence, text: string): string[] | undefined {
  const values = betweenParts(known, text);
  // No name of a setting goes on behind a colon: what stands before the colon begins a sentence around this one.
  return known.names[0] === 'name' && values?.[0]?.includes(': ') ? undefined : values;
}

function betweenParts({ parts }: Sentence, text: string): string[] | undefined {
  const [first = '', ...middle] = parts;
  const last = middle.pop();
  if (last === undefined) return text === first ? [] : undefined;
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const values: string[] = [];
  let at = first.length;
  for (const part of middle) {
    const found = text.indexOf(part, at + 1);
    if (found < 0) return undefined;
    values.push(text.slice(at, found));
    at = found + part.length;
  }
  const end = text.length - last.length;
  return end > at ? [...values, text.slice(at, end)] : undefined;
}

/** Places that hold what somebody wrote, or may write, into a setting or a flag. */
const written = new Set(['some', 'last', 'value', 'options', 'names']);

const filling = /\{(\w+)(?:\|([^{}]*))?\}/g;

/** The sentence in the owner's language; `{n|чат|чата|чатов}` is the form that goes with the number at that place. */
export function fillSentence(
  { target, parts, names, rules }: Sentence,
  values: readonly string[],
  translate: (value: string) => string,
): string {
  return target.replace(filling, (whole, name: string, forms: string | undefined) => {
    const index = names.indexOf(name);
    const value = values[index];
    if (value === undefined) return whole;
    if (written.has(name) || isQuoted(parts[index], parts[index + 1])) return value;
    return forms === undefined ? translate(value) : formFor(Number(value), forms.split('|'), rules);
  });
}

/** What somebody wrote, or a name with others at its side, is no words of ours. */
function isQuoted(before = '', after = ''): boolean {
  return /["'`/]$/.test(before) || /^["'`/]/.test(after);
}

function formFor(
  count: number,
  [one = '', few = one, many = few]: readonly string[],
  rules: Intl.PluralRules,
): string {
  const form = rules.select(Number.isFinite(count) ? count : 0);
  return form === 'one' ? one : form === 'few' ? few : many;
}
