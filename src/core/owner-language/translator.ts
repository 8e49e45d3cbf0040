import { readFileSync } from 'node:fs';
import { fillSentence, sentencesOf, valuesIn, type Sentence, type Table } from './sentence.ts';

/** Tables by language, the first one that knows a sentence wins: what is not sure in Kazakh is said in Russian. */
const tables = { ru: ['ru'], kk: ['kk', 'ru'] } as const;

/** How far parts of a sentence may hold parts of their own; deeper ones stay as they are, so that no text costs much. */
const deepest = 6;

/** Puts sentences into a language; what no table knows stays as it is. */
export class Translator {
  /** Those with places. */
  readonly #sentences: readonly Sentence[];
  /** Every one by its source; a text without places is found here or nowhere. */
  readonly #whole: ReadonlyMap<string, string>;

  /** Reads the tables of the language. */
  constructor(language: keyof typeof tables) {
    const all = tables[language].flatMap((name) => sentencesOf(readTable(name), name));
    this.#sentences = all.filter(({ names }) => names.length > 0);
    this.#whole = new Map(all.toReversed().map(({ source, target }) => [source, target]));
  }

  /** The same text, line by line; sentences of the error with this code come before others. */
  translate(text: string, code?: string): string {
    const own = this.#sentences.filter(
      ({ group }) => code === group || code?.startsWith(`${group}.`),
    );
    const candidates = [...own, ...this.#sentences];
    return text
      .split('\n')
      .map((line) => lineOf(line, (said) => this.#part(said, candidates, 0)))
      .join('\n');
  }

  #part(text: string, candidates: readonly Sentence[], depth: number): string {
    if (depth > deepest) return text;
    const part = (value: string): string => this.#part(value, candidates, depth + 1);
    return (
      this.#whole.get(text) ??
      sentencesInARow(text, part) ??
      bySentence(text, candidates, part) ??
      byParts(text, part)
    );
  }
}

/** Sentences of which each is known alone: before others, because the first one's last place would hold all that follows. */
function sentencesInARow(text: string, part: (value: string) => string): string | undefined {
  const all = text.split('; ');
  if (all.length === 1) return undefined;
  const said = all.map(part);
  return said.every((one, index) => one !== all[index]) ? said.join('; ') : undefined;
}

function bySentence(
  text: string,
  candidates: readonly Sentence[],
  part: (value: string) => string,
): string | undefined {
  for (const sentence of candidates) {
    const values = valuesIn(sentence, text);
    if (
      values &&
      (!sentence.isShort || values.every((value) => isWord(value) || part(value) !== value))
    )
      return fillSentence(sentence, values, part);
  }
  return undefined;
}

/** What stands in parentheses behind a sentence, and sentences that stand in a row. */
function byParts(text: string, part: (value: string) => string): string {
  const opening = text.endsWith(')') ? text.indexOf(' (') : -1;
  if (opening > 0) {
    const head = text.slice(0, opening);
    const said = part(head);
    if (said !== head) return `${said} (${part(text.slice(opening + 2, -1))})`;
  }
  return text.includes('; ') ? text.split('; ').map(part).join('; ') : text;
}

/** A line of a list keeps its indentation and its dash, and what is said of a flag its name. */
function lineOf(line: string, translate: (text: string) => string): string {
  const [start = ''] = /^\s*(?:- )?(?:--[\w-]+: )?/.exec(line) ?? [];
  return start + translate(line.slice(start.length));
}

/** A name, a number, or several with commas between them. */
function isWord(value: string): boolean {
  return !/[^,] /.test(value);
}

function readTable(name: string): Table {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as Table;
}
