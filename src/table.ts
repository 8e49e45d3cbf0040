/** A column of a table: its heading, and on which side its cells stand. */
export interface Column {
  heading: string;
  align?: 'left' | 'right';
}

/** A wider cell is cut, in characters. */
const widest = 80;

/** Lines of a table with aligned columns, the headings first; no spaces at the ends of lines. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(oneLine))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => widthOf(row[index] ?? ''))));
  return cells.map((row) => {
    const padded = columns.map(({ align }, index) => pad(row[index] ?? '', widths[index] ?? 0, align));
    return padded.join('  ').trimEnd();
  });
}

/** A text on one line without characters that would steer a terminal, cut where it is long. */
export function oneLine(text: string): string {
  const plain = harmless(text).replace(/\s+/g, ' ').trim();
  const characters = charactersOf(plain);
  return characters.length > widest ? `${characters.slice(0, widest - 1).join('')}…` : plain;
}

/** A text without characters that would steer a terminal or turn its direction; line ends and tabs stay. */
export function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** A bar of at most `width` characters, in eighths; the least of something can be seen. */
export function bar(part: number, whole: number, width: number): string {
  if (!(part > 0) || !(whole > 0)) return '';
  const eighths = Math.max(1, Math.round((Math.min(part, whole) / whole) * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + ('▏▎▍▌▋▊▉'[(eighths % 8) - 1] ?? '');
}

/** As a person counts them: a flag or a family is one. */
function charactersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** In columns of a terminal, where a picture takes two. */
function widthOf(text: string): number {
  return charactersOf(text).reduce((sum, each) => sum + (/\p{Extended_Pictographic}/u.test(each) ? 2 : 1), 0);
}

function pad(text: string, width: number, align: Column['align'] = 'left'): string {
  const room = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? room + text : text + room;
}
