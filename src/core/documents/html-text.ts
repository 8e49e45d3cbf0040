import { markdownTable } from './markdown-table.ts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** What a Word document says, as Markdown, from the plain HTML that its reader gives: headings, lists, tables; pictures are left out. */
export function htmlText(html: string): string {
  const [outside = '', ...tables] = html.split(/<table\b[^<>]*>/);
  const parts = [proseOf(outside)];
  for (const piece of tables) {
    const [table = '', after = ''] = piece.split('</table>', 2);
    parts.push(tableOf(table), proseOf(after));
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

function proseOf(html: string): string {
  const marked = html
    .replace(/<h([1-6])\b[^<>]*>/g, (_, level: string) => `\n\n${'#'.repeat(Number(level))} `)
    .replace(/<li\b[^<>]*>/g, '\n- ')
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<\/(?:p|h[1-6]|ul|ol)>/g, '\n\n');
  return textOf(marked)
    .replace(/(?<![^\S\n])[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function tableOf(html: string): string {
  const rows = html.split('</tr>').map((row) =>
    row
      .split(/<t[dh]\b[^<>]*>/)
      .slice(1)
      .map(cellOf),
  );
  return markdownTable(rows);
}

function cellOf(html: string): string {
  return textOf(html.replace(/<\/p>|<br\s*\/?>/g, ' '));
}

function textOf(html: string): string {
  return html
    .replace(/<[^<>]*>/g, '')
    .replace(/&#(\d{1,7});/g, (_, code: string) =>
      String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
    )
    .replace(/&([a-z]+);/g, (whole, name: string) => entities[name] ?? whole);
}
