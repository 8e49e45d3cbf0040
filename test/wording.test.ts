import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sources } from './sources.ts';

/** Phrases that are no English of this field, each with what is said instead. */
const phrases: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/(?<!-)\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\banew\b/i, 'again'],
  [/\bnobody to ask\b/i, 'not a terminal'],
  [/\bline broke\b|\bbroken line\b/i, 'the connection was lost'],
  [/\banswer that is none\b/i, 'an invalid response'],
  [/\bbugs? of ours\b/i, 'an internal error'],
  [/\bin force\b/i, 'current'],
  [/\bhears 200\b/i, 'receives 200'],
  [/\baway at the start\b/i, 'unavailable at startup'],
  [/\bworks? (?:a chat|a job|it|the journal|this chat|this journal) off\b/i, 'processes'],
  [/\bdearest\b/i, 'most expensive'],
  [/\bWhere it shall be\b/i, 'the destination'],
];

const texts = [
  ...sources('src'),
  { path: 'test/help.txt', text: readFileSync(new URL('help.txt', import.meta.url), 'utf8') },
];

describe('wording', () => {
  it.each(phrases)('has no %s, but "%s"', (phrase) => {
    const lines = texts.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line) => (phrase.test(line) ? [`${path}: ${line.trim()}`] : [])),
    );
    expect(lines).toEqual([]);
  });
});
