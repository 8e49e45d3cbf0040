import { languageByLetters } from './language.ts';
import { toPassages, type Passage } from './passages.ts';

const separator = /^\|(?:\s*:?-{3,}:?\s*\|)+\s*$/;

/**
 * Documents as passages: whole ones between `<document name="…">` and `</document>`, each row of a table for itself and with its
 * headings; or pieces that were found, `[name › heading] text`, a paragraph each.
 */
export function documentPassages(text: string): Passage[] {
  const whole = [...text.matchAll(/<document name="([^"\n]*)">\n([^]*?)\n<\/document>/g)];
  if (whole.length > 0)
    return whole.flatMap(([, name = '', body = '']) => [
      ...rowsIn(titleOf(name), body),
      ...toPassages(body.replaceAll(/^\|.*\|[ \t]*$/gm, '')),
    ]);
  return text.split('\n\n').flatMap((piece) => {
    const [, place = '', words = ''] = /^\[([^\]]+)\] ([^]+)$/.exec(piece.trim()) ?? [];
    return words === ''
      ? []
      : [passage(titleOf(place.split(' › ').at(-1) ?? ''), words.split('\n'))];
  });
}

/** The rows of the tables in a document, each as `heading: cell` pairs. */
function rowsIn(title: string, body: string): Passage[] {
  let headings: string[] = [];
  let before: string[] = [];
  let section = title;
  return body.split('\n').flatMap((line) => {
    if (separator.test(line)) {
      headings = before;
      return [];
    }
    before = cellsOf(line);
    section = /^#{1,6} (.+)$/.exec(line)?.[1] ?? section;
    if (headings.length === 0 || before.length === 0) {
      headings = before.length === 0 ? [] : headings;
      return [];
    }
    const pairs = before.flatMap((cell, index) =>
      cell === '' ? [] : [`${headings[index] ?? ''}: ${cell}`],
    );
    return pairs.length === 0 ? [] : [row(section, pairs.join('; '))];
  });
}

function cellsOf(line: string): string[] {
  const cells = line.trim();
  if (!cells.startsWith('|') || !cells.endsWith('|')) return [];
  return cells
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** The name of a document without its path and ending. */
function titleOf(name: string): string {
  return name.replace(/^.*\//, '').replace(/\.[a-z]{2,5}$/i, '');
}

/** A row, as `heading: cell; heading: cell`. */
function row(heading: string, line: string): Passage {
  const columns = line.replaceAll(/: [^;]*(?:; |$)/g, ' ');
  return { ...passage(heading, [line]), columns };
}

function passage(heading: string, lines: string[]): Passage {
  return { heading, lines, language: languageByLetters(lines.join(' ')) ?? 'ru' };
}
