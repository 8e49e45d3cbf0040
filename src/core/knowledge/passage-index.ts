import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { longestBeginning, writePassages } from './passage-writer.ts';
import type { KnowledgePassage } from './passages.ts';
import { askedSound } from './sound.ts';
import { questionTerms, type Term, type TermForm } from './question-terms.ts';
import { ranked, type IndexFacts, type Spread } from './rank.ts';

/** Goes up when what is written differs: an index of another form is built again. */
const form = 2;

/** So many passages are looked at closely. */
const mostCandidates = 60;

/** Words that are in so many passages, all together, tell little and take long: the rarer ones choose the candidates. */
const mostHits = 2_000;

/** A sound of so many letters, its mark among them, says too little to be the beginning of a longer one. */
const shortestSound = 4;

/** So many words that sound alike are looked for. */
const mostAlike = 12;

/** What an index is asked for. */
export interface SearchOptions {
  /** How many passages at most. */
  limit: number;
  /** Only rows of tables. */
  rowsOnly?: boolean;
}

/** A full-text index over passages in one file, from which searches read; nearly nothing of it is in memory. */
export class PassageIndex {
  readonly #database: DatabaseSync;
  readonly #facts: IndexFacts;
  readonly #spread: StatementSync;
  readonly #passage: StatementSync;
  readonly #alike: StatementSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec('pragma query_only = on; pragma cache_size = -1024');
    const facts = database.prepare('select passages, words from facts').get() ?? {};
    const passages = Number(facts['passages']);
    this.#facts = { passages, averageWords: Math.max(1, Number(facts['words']) / passages) };
    this.#spread = database.prepare('select passages from spread where beginning = ?');
    this.#alike = database.prepare('select word from sound where sound between ? and ? limit ?');
    this.#passage = database.prepare(
      'select document, heading, text, is_row from passage where id = ?',
    );
  }

  /** Writes the index of these passages into a new file, in the place of an older one. Takes the event loop: for a child process. */
  static build(file: string, passages: readonly KnowledgePassage[]): void {
    rmSync(file, { force: true });
    const database = new DatabaseSync(file);
    try {
      writePassages(database, passages);
      database.exec(
        `insert into found(found) values('optimize'); commit; pragma user_version = ${form}`,
      );
    } finally {
      database.close();
    }
  }

  /** Opens an index for searches; undefined when the file is not there, damaged, or of another form. */
  static open(file: string): PassageIndex | undefined {
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(file, { readOnly: true });
      const { user_version: version } = database.prepare('pragma user_version').get() ?? {};
      if (version === form) return new PassageIndex(database);
    } catch {
      // Built again from the version's text, which is kept apart.
    }
    database?.close();
    return undefined;
  }

  /** The passages that fit a question best, best first; none where nothing fits. The text of a customer is never syntax. */
  search(question: string, { limit, rowsOnly = false }: SearchOptions): KnowledgePassage[] {
    const terms = questionTerms(question).map((term) => this.#orBySound(term));
    const spread = terms.map(({ ways }) => ways.map((way) => this.#passagesWith(way)));
    const asked = expression(terms, spread);
    if (asked === undefined) return [];
    const order = asked.hits > mostHits ? '' : 'order by rank';
    const rows = this.#database
      .prepare(
        `select found.rowid as id, folded from found join passage on passage.id = found.rowid
        where found match ? ${rowsOnly ? 'and is_row = 1' : ''} ${order} limit ${mostCandidates}`,
      )
      .all(asked.match);
    const candidates = rows.map(({ id, folded }) => ({
      id: Number(id),
      words: String(folded).split(' '),
    }));
    const best = ranked(terms, candidates, spread, this.#facts).slice(0, limit);
    return best.map((id) => ({ ...passageOf(this.#passage.get(id) ?? {}), number: id }));
  }

  close(): void {
    this.#database.close();
  }

  /** A word that stands nowhere may stand there in other letters: a name, or what two languages have both taken over. */
  #orBySound(term: Term): Term {
    const [widest] = term.ways;
    const sound = this.#passagesWith(widest) > 0 ? '' : askedSound(term.word);
    if (sound === '') return term;
    const end = sound.length > shortestSound ? `${sound}\uFFFF` : sound;
    const alike = this.#alike.all(sound, end, mostAlike).map(({ word }) => String(word));
    const ways = alike.map((text) => ({ text, whole: true, weight: 0.5 }));
    return { ...term, ways: [...term.ways, ...ways] };
  }

  #passagesWith({ text, whole }: TermForm): number {
    const key = whole ? `=${text}` : text.slice(0, longestBeginning);
    return Number(this.#spread.get(key)?.['passages'] ?? 0);
  }
}

/** What chooses the candidates: the widest way of each word and what means the same, the rarest first, until they are many. */
function expression(
  terms: readonly Term[],
  spread: Spread,
): { match: string; hits: number } | undefined {
  const widest = terms.flatMap(({ ways }, index) =>
    ways.flatMap((way, place) =>
      place === 0 || !ways[0].text.startsWith(way.text.slice(0, ways[0].text.length))
        ? [{ way, hits: spread[index]?.[place] ?? 0 }]
        : [],
    ),
  );
  const there = widest
    .filter(({ hits }) => hits > 0)
    .toSorted((one, other) => one.hits - other.hits);
  let hits = 0;
  const chosen: string[] = [];
  for (const { way, hits: more } of there) {
    if (chosen.length > 0 && hits + more > mostHits) break;
    hits += more;
    chosen.push(way.whole ? `"${way.text}"` : `"${way.text}"*`);
  }
  return chosen.length === 0 ? undefined : { match: chosen.join(' OR '), hits };
}

function passageOf({
  document,
  heading,
  text,
  is_row: row,
}: Record<string, unknown>): KnowledgePassage {
  return {
    document: String(document),
    heading: String(heading),
    text: String(text),
    ...(row === 1 ? { row: true } : {}),
  };
}
