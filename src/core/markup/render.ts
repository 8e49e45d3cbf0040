import type { Block } from './block.ts';
import { codeBlock } from './code.ts';
import type { InlineStyle } from './inline-reader.ts';
import { renderInline } from './inline.ts';
import { renderTable } from './table.ts';

/** The blocks as lines of the messenger's markup, at most one blank line in a row. */
export function renderBlocks(blocks: readonly Block[], style: InlineStyle): string {
  const indents = new Indents();
  const lines: string[] = [];
  for (const block of blocks) {
    const rendered = renderBlock(block, style, indents);
    const before = lines.at(-1) ?? '';
    const afterGap = before === '' || before.endsWith('\n');
    if (rendered.trim() !== '') lines.push(afterGap ? rendered.replace(/^\n+/, '') : rendered);
    else if (block.type === 'blank' && !afterGap) lines.push('');
  }
  return lines.join('\n');
}

function renderBlock(block: Block, style: InlineStyle, indents: Indents): string {
  switch (block.type) {
    case 'blank':
      return '';
    case 'code':
      return codeBlock(block.text, style.markup);
    case 'heading':
      indents.leave();
      return tidy(renderInline(block.text, style, { bold: true }));
    case 'item':
      return `${indents.item(block.indent)}${block.marker} ${tidy(renderInline(block.text, style)).trim()}`;
    case 'text':
      return indented(tidy(renderInline(block.text, style)), indents.text(block.indent));
    case 'quote':
      return renderQuote(block.blocks, style);
    case 'table':
      return renderTable(block, (cell, bold) => renderInline(cell, style, { bold })).join('\n');
  }
}

/** WhatsApp has a mark for quotes; elsewhere they stand between quotation marks, which a quote may have already. */
function renderQuote(blocks: readonly Block[], style: InlineStyle): string {
  const lines = renderBlocks(blocks, style)
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (style.markup === 'whatsapp') return lines.map((line) => `> ${line}`).join('\n');
  const text = lines.join('\n').trim();
  return text === '' || /^[«“"„]/.test(text) ? text : `«${text}»`;
}

/** No space at the ends of lines, no tabs, at most one blank line. */
function tidy(text: string): string {
  const lines = text.replaceAll('\t', ' ').split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

function indented(text: string, indent: string): string {
  return indent === '' ? text : text.replace(/^(?=.)/gm, indent);
}

/** Turns columns as written into two spaces a level: lists come indented by two, three or four. */
class Indents {
  readonly #columns: number[] = [];

  /** The indent of a list's item at this column. */
  item(column: number): string {
    this.#leaveUntil(column);
    if (column - (this.#columns.at(-1) ?? -2) >= 2) this.#columns.push(column);
    return '  '.repeat(this.#columns.length - 1);
  }

  /** The indent of other text at this column, which belongs to the items that begin before it. */
  text(column: number): string {
    this.#leaveUntil(column);
    return '  '.repeat(this.#columns.length);
  }

  /** Whatever follows stands outside all lists. */
  leave(): void {
    this.#columns.length = 0;
  }

  /** Leaves the items that do not begin before this column. */
  #leaveUntil(column: number): void {
    while ((this.#columns.at(-1) ?? -1) >= column) this.#columns.pop();
  }
}
