import { tidy } from './render/tidy.ts';

/**
 * The text of an export without what only a page needs: pictures (which come as long lines of data), stars for bold, marks
 * for links within the document, and the backslashes before everything that a person typed and Markdown might take for a mark.
 */
export function exportText(exported: string): string {
  const plain = exported
    .replace(/\r\n?/g, '\n')
    .replace(/^[ \t]*\[[^\]\n]+\]:[ \t]*<?data:[^\n]*$/gm, '')
    .replace(/!\[[^[\]\n]*\](?:\[[^[\]\n]*\]|\([^()\n]*\))/g, '')
    .replace(/(?<![ \t])[ \t]*\{#[^{}\s]+\}[ \t]*$/gm, '')
    .replace(/(?<!\\)\*\*/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
  return tidy(plain);
}
