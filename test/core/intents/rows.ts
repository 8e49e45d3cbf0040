import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text as somebody may write it, and whether it is what the rule looks for. */
export interface Row {
  text: string;
  language: string;
  want: boolean;
}

/** The rows of a file, a line each, under headings such as `# ru true`: language, what is right, and perhaps why the rows are there. */
export function rowsOf(file: string): Row[] {
  const rows: Row[] = [];
  let heading = { language: '', want: false };
  for (const line of readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter(Boolean)) {
    const [, language, want] = /^# (ru|kk|en) (true|false)/.exec(line) ?? [];
    if (language === undefined) rows.push({ text: line, ...heading });
    else heading = { language, want: want === 'true' };
  }
  return rows;
}

/** The texts that a rule gets wrong. */
export function wrongOf(rows: readonly Row[], rule: (text: string) => boolean): string[] {
  return rows.filter(({ text, want }) => rule(text) !== want).map(({ text }) => text);
}

/** The text, and what is left of it without its first, its last or one of its middle words. */
function variantsOf(text: string): string[] {
  const words = text.split(/\s+/);
  const without = (at: number): string => words.toSpliced(at, 1).join(' ');
  return words.length < 3 ? [] : [without(0), without(Math.floor(words.length / 2)), without(-1)];
}

/**
 * What a rule says of every row: the rows that it gets wrong, then the shortened rows of which it says something else than of
 * the whole. Kept in a file, so that a change to one word of a rule shows as a change of the rows that it decides.
 */
export function decisionsOf(rows: readonly Row[], rule: (text: string) => boolean): string {
  const shortened = rows.flatMap(({ text }) => {
    const whole = rule(text);
    return variantsOf(text).flatMap((variant) =>
      rule(variant) === whole ? [] : [`${whole ? 'no' : 'yes'}: ${variant}`],
    );
  });
  const lines = [
    '# wrong',
    ...wrongOf(rows, rule),
    '# not what is said of the whole',
    ...new Set(shortened),
  ];
  return `${lines.join('\n')}\n`;
}
