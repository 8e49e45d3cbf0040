import type { Block, Read } from './block.ts';
import { readTable } from './table.ts';

type Reader = (lines: readonly string[], at: number) => Read | undefined;

const readers: readonly Reader[] = [
  readFence,
  readBlank,
  readTable,
  readQuote,
  readHeading,
  readItem,
];

/** Takes lines apart into blocks, in order. Every line belongs to exactly one. */
export function readBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const { block, next } = readBlock(lines, at);
    const previous = blocks.at(-1);
    if (block.type === 'text' && previous?.type === 'text') previous.text += `\n${block.text}`;
    else blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number): Read {
  for (const reader of readers) {
    const read = reader(lines, at);
    if (read) return read;
  }
  const line = lines[at] ?? '';
  return { block: { type: 'text', indent: indentOf(line), text: line.trim() }, next: at + 1 };
}

function indentOf(line: string): number {
  const space = line.slice(0, line.length - line.trimStart().length);
  return space.replaceAll('\t', '    ').length;
}

/** A fenced block of code, to its end or to the end of the text. WhatsApp's own spelling has code on the fences' lines. */
function readFence(lines: readonly string[], at: number): Read | undefined {
  const line = lines[at] ?? '';
  const [, fence, info = ''] = /^\s*(`{3,}|~{3,})(.*)$/s.exec(line) ?? [];
  if (fence === undefined || (fence.startsWith('`') && info.includes('`'))) return undefined;
  const code: string[] = [];
  let next = at + 1;
  let last: string | undefined;
  while (next < lines.length && last === undefined) {
    const current = lines[next] ?? '';
    last = beforeFence(current, fence);
    if (last === undefined) code.push(dedent(current, indentOf(line)));
    next += 1;
  }
  if (last) code.push(last);
  const beside = info.trim();
  if (beside !== '' && (last || !/^[\w+#.-]+$/.test(beside))) code.unshift(beside);
  return { block: { type: 'code', text: code.join('\n') }, next };
}

/** What stands before a closing fence on its line; undefined when the line does not close. */
function beforeFence(line: string, fence: string): string | undefined {
  const trimmed = line.trim();
  if (trimmed.startsWith(fence) && /^(.)\1*$/.test(trimmed)) return '';
  const before = trimmed.slice(0, -3);
  return fence === '```' && trimmed.endsWith('```') && !before.includes('`') ? before : undefined;
}

function dedent(line: string, columns: number): string {
  const space = line.length - line.trimStart().length;
  return line.slice(Math.min(space, columns));
}

/** Empty lines, rules such as `---`, and headings without words. */
function readBlank(lines: readonly string[], at: number): Read | undefined {
  const line = (lines[at] ?? '').trim();
  return line === '' || /^([-*_])(?:\s*\1){2,}$/.test(line) || /^#{1,6}$/.test(line)
    ? { block: { type: 'blank' }, next: at + 1 }
    : undefined;
}

const quoted = /^\s*(?:>[^\S\n]?)+/;

function readQuote(lines: readonly string[], at: number): Read | undefined {
  let next = at;
  while (quoted.test(lines[next] ?? '')) next += 1;
  if (next === at) return undefined;
  const inside = lines.slice(at, next).map((line) => line.replace(quoted, ''));
  return { block: { type: 'quote', blocks: readBlocks(inside) }, next };
}

function readHeading(lines: readonly string[], at: number): Read | undefined {
  const line = (lines[at] ?? '').trim();
  const [, title] = /^#{1,6}\s+(.*)$/.exec(line) ?? [];
  if (title !== undefined)
    return { block: { type: 'heading', text: title.replace(/\s#+$/, '') }, next: at + 1 };
  const underlined = /^={3,}$/.test((lines[at + 1] ?? '').trim()) && !readItem(lines, at);
  return underlined ? { block: { type: 'heading', text: line }, next: at + 2 } : undefined;
}

/** A line of a list. A plus before a digit is a phone number or a sum. */
function readItem(lines: readonly string[], at: number): Read | undefined {
  const line = lines[at] ?? '';
  const found = /^([-*+•◦▪‣☐☑]|\d{1,9}[.)])\s+(\S.*)$/.exec(line.trim());
  const [, marker = '', text = ''] = found ?? [];
  if (!found || (marker === '+' && /^\d/.test(text))) return undefined;
  return {
    block: { type: 'item', indent: indentOf(line), ...withBullet(marker, text) },
    next: at + 1,
  };
}

function withBullet(marker: string, text: string): { marker: string; text: string } {
  const [, tick, task = ''] = /^\[([ xX])\]\s+(\S.*)$/.exec(text) ?? [];
  if (tick !== undefined) return { marker: tick === ' ' ? '☐' : '☑', text: task };
  return { marker: /[\d☐☑]/.test(marker) ? marker : '•', text };
}
