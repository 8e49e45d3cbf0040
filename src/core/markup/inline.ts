import { pairDelimiters } from './emphasis.ts';
import { InlineReader, type InlineStyle } from './inline-reader.ts';
import { MarkWriter, type Mark } from './writer.ts';

/** One paragraph, heading or cell in WhatsApp's markup. `bold`: all of it, but for addresses and code. */
export function renderInline(text: string, style: InlineStyle, { bold = false } = {}): string {
  const writer = new MarkWriter();
  const marks = new Map<Mark, number>();
  if (bold) count(marks, '*', 1);
  for (const token of pairDelimiters(new InlineReader(text, style).read())) {
    if (token.type === 'text') writer.write(token.text, token.plain ? [] : [...marks.keys()]);
    else count(marks, token.mark, token.role === 'begins' ? 1 : -1);
  }
  return writer.finish();
}

function count(marks: Map<Mark, number>, mark: Mark, change: 1 | -1): void {
  const total = (marks.get(mark) ?? 0) + change;
  if (total > 0) marks.set(mark, total);
  else marks.delete(mark);
}
