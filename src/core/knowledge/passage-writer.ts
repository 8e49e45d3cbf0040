import type { DatabaseSync } from 'node:sqlite';
import { foldedWords } from './fold.ts';
import type { KnowledgePassage } from './passages.ts';
import { soundOf } from './sound.ts';

/** Beginnings of at most so many letters are counted, and looked up at once. */
export const longestBeginning = 8;

const schema = `
  pragma journal_mode = off;
  pragma synchronous = off;
  create table passage(id integer primary key, document text, heading text, text text, is_row integer, folded text) strict;
  create virtual table found using fts5(words, content = '', prefix = '3 4 5 6 7', tokenize = 'unicode61');
  create table spread(beginning text primary key, passages integer) strict, without rowid;
  create table sound(sound text, word text, primary key(sound, word)) strict, without rowid;
  create table facts(passages integer, words integer) strict;
`;

/** Writes the tables of an index, in a transaction that it leaves open. */
export function writePassages(database: DatabaseSync, passages: readonly KnowledgePassage[]): void {
  database.exec(schema);
  database.exec('begin');
  const passage = database.prepare('insert into passage values(?, ?, ?, ?, ?, ?)');
  const found = database.prepare('insert into found(rowid, words) values(?, ?)');
  const spread = new Map<string, number>();
  const vocabulary = new Set<string>();
  let total = 0;
  for (const [id, { document, heading, text, row = false }] of passages.entries()) {
    const words = foldedWords(`${document} ${heading} ${text}`);
    total += words.length;
    const folded = words.join(' ');
    passage.run(id, document, heading, text, row ? 1 : 0, folded);
    found.run(id, folded);
    for (const word of words) vocabulary.add(word);
    for (const beginning of beginnings(words))
      spread.set(beginning, (spread.get(beginning) ?? 0) + 1);
  }
  const counted = database.prepare('insert into spread values(?, ?)');
  for (const [beginning, count] of spread) counted.run(beginning, count);
  const sounded = database.prepare('insert into sound values(?, ?)');
  for (const word of vocabulary) {
    const sound = soundOf(word);
    if (sound !== '') sounded.run(sound, word);
  }
  database.prepare('insert into facts values(?, ?)').run(passages.length, total);
}

/** Every beginning under which a word is looked up, and the word as a whole behind `=`. */
function beginnings(words: readonly string[]): Set<string> {
  const all = new Set<string>();
  for (const word of new Set(words)) {
    all.add(`=${word}`);
    for (let length = 2; length <= Math.min(word.length, longestBeginning); length += 1)
      all.add(word.slice(0, length));
  }
  return all;
}
