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
