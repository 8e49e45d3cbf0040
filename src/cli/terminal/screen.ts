import { styleText } from 'node:util';
import type { Environment } from '../../core/settings/settings.ts';
import { widthOf } from '../../core/log/text-width.ts';

/** What a stream is for those who read it. */
export interface Screen {
  /** Of a terminal; undefined where there is none, and lines may have any length. */
  columns: number | undefined;
  /** Whether bold and colours are shown. */
  styled: boolean;
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'blue';

/** For a file or another program: as it is. */
export const noScreen: Screen = { columns: undefined, styled: false };

/** So wide is a terminal that does not say it, in columns. */
const usualColumns = 80;

/** A terminal with its width; bold and colours unless NO_COLOR or TERM=dumb refuses them. */
export function screenOf(
  stream: { isTTY?: boolean; columns?: number },
  environment: Environment,
): Screen {
  if (stream.isTTY !== true) return noScreen;
  const plain = Boolean(environment['NO_COLOR']) || environment['TERM'] === 'dumb';
  return { columns: stream.columns || usualColumns, styled: !plain };
}

/** A text in these styles, where the screen shows any. */
export function styled(screen: Screen, styles: Style | Style[], text: string): string {
  return screen.styled && text !== '' ? styleText(styles, text, { validateStream: false }) : text;
}

/**
 * A text in lines that fit the screen, broken between words; further lines of a paragraph begin with `hang` spaces more than
 * its first. A word that is wider than the screen stays whole, so that an address can be copied. No screen: as it is.
 */
export function wrapped(text: string, { columns }: Screen, hang = 0): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= columns ? line : wrappedLine(line, columns, hang)))
    .join('\n');
}

function wrappedLine(line: string, columns: number, hang: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const margin = ' '.repeat(Math.min(indent.length + hang, Math.floor(columns / 2)));
  const lines = wrapWords(line.slice(indent.length).split(' '), [
    columns - indent.length,
    columns - margin.length,
  ]);
  return `${indent}${lines.join(`\n${margin}`)}`;
}

/** Words in lines: as many in each as fit into the room of the first or of the others. */
export function wrapWords(
  words: readonly string[],
  [first, others]: readonly [number, number],
): string[] {
  const lines: string[] = [];
  let [line, width]: [string | undefined, number] = [undefined, 0];
  for (const word of words) {
    const more = widthOf(word);
    if (line !== undefined && width + 1 + more > (lines.length === 0 ? first : others)) {
      lines.push(line.trimEnd());
      [line, width] = [word, more];
    } else {
      [line, width] = line === undefined ? [word, more] : [`${line} ${word}`, width + 1 + more];
    }
  }
  return line === undefined ? lines : [...lines, line];
}
