import { readBlocks } from './read-blocks.ts';
import { clean } from './clean.ts';
import { matchAt, type Markup } from './code.ts';
import { renderBlocks } from './render.ts';

/**
 * A model's answer in WhatsApp's markup. Markdown and simple HTML become `*bold*`, `_italic_`, `~strike~`, code, `• ` lists,
 * `> ` quotes and plain lines; code is not changed. Text that is WhatsApp's markup already comes out as it is, but for spacing
 * and bullets. A single star is therefore bold, unless the same text writes `**bold**` too: then it is Markdown's italic.
 * At most one blank line in a row, no space around, no control characters, no lone surrogates; empty when nothing readable is
 * in it. Takes time in proportion to the length, whatever the text.
 */
export function toWhatsApp(markdown: string): string {
  return toMarkup(markdown, 'whatsapp');
}

/** The same in the markup of any of the messengers; MAX and Telegram have marks for no quotes and for no code of several lines. */
export function toMarkup(markdown: string, markup: Markup): string {
  const text = clean(markdown);
  const star = writesDoubleStars(text) ? '_' : '*';
  return renderBlocks(readBlocks(text.split('\n')), { star, markup }).trim();
}

const fenceOrCode = /`{3,}|~{3,}|`[^`\n]*`/g;
const fences = /`{3,}|~{3,}/g;
const opening = /(?<![\p{L}\p{N}*])\*{2,3}[^\s*]/u;
const closing = /[^\s*]\*{2,3}(?![\p{L}\p{N}*])/u;

function writesDoubleStars(text: string): boolean {
  const prose = withoutCode(text);
  return opening.test(prose) && closing.test(prose);
}

/** A fence ends at the next one of its sign that is no shorter, or with the text. Each place is looked at once. */
function withoutCode(text: string): string {
  let [prose, at] = ['', 0];
  for (let found = matchAt(fenceOrCode, text, at); found; found = matchAt(fenceOrCode, text, at)) {
    prose += text.slice(at, found.index);
    at = found.index + found[0].length;
    if (/^(?:```|~)/.test(found[0])) at = endOfFence(text, at, found[0]);
  }
  return prose + text.slice(at);
}

function endOfFence(text: string, from: number, fence: string): number {
  for (
    let found = matchAt(fences, text, from);
    found;
    found = matchAt(fences, text, found.index + found[0].length)
  ) {
    if (found[0].startsWith(fence)) return found.index + fence.length;
  }
  return text.length;
}
