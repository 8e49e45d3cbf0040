import { readBlocks } from './markup/read-blocks.ts';
import { clean } from './markup/clean.ts';
import { renderBlocks } from './markup/render.ts';

/**
 * A model's answer in WhatsApp's markup. Markdown and simple HTML become `*bold*`, `_italic_`, `~strike~`, code, `• ` lists,
 * `> ` quotes and plain lines; code is not changed. Text that is WhatsApp's markup already comes out as it is, but for spacing
 * and bullets. A single star is therefore bold, unless the same text writes `**bold**` too: then it is Markdown's italic.
 * At most one blank line in a row, no space around, no control characters, no lone surrogates; empty when nothing readable is
 * in it. Takes time in proportion to the length, whatever the text.
 */
export function toWhatsApp(markdown: string): string {
  const text = clean(markdown);
  const star = writesDoubleStars(text) ? '_' : '*';
  return renderBlocks(readBlocks(text.split('\n')), { star }).trim();
}

const code = /(`{3,}|~{3,})[\s\S]*?(?:\1|$)|`[^`\n]*`/g;
const opening = /(?<![\p{L}\p{N}*])\*{2,3}[^\s*]/u;
const closing = /[^\s*]\*{2,3}(?![\p{L}\p{N}*])/u;

function writesDoubleStars(text: string): boolean {
  const prose = text.replace(code, '');
  return opening.test(prose) && closing.test(prose);
}
