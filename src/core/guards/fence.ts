import { withoutPage } from './page.ts';

/** Words behind a fence that name no language of code. */
const proseNames =
  /^(?:markdown|md|mdx|text|txt|plain|plain_?text|whatsapp|answer|response|reply|message|final|output|ru|kk|kz|en|русский)$/i;

/** Of languages whose tags may be around an answer; it is one when there are words for people between them. */
const tagNames = /^(?:x?html?|xml|svelte|vue|jsx)$/i;

/** Of languages in which an answer may be about something. What is behind a fence and none of these names no language. */
const codeNames =
  /^(?:ba?sh|zsh|shell|console|terminal|powershell|cmd|bat|c|c\+\+|cpp|c#|cs|csharp|css|scss|diff|docker(?:file)?|go|golang|graphql|http|ini|java|javascript|js|json5?|jsonc|kotlin|latex|lua|makefile|mermaid|nginx|perl|php|properties|py|python|r|regex|ruby|rb|rust|rs|sql|swift|toml|ts|tsx|typescript|vb|1c|bsl|csv|env|tex|yaml|yml)$/i;

const oneLine = /^```(?:markdown|md|text|txt|plaintext|whatsapp)[^\S\n]+([^`\n]+)```$/i;

/** What code has and an answer has not. */
const codeSigns =
  /[{};]\s*$|^[^\S\n]*(?:import|const|let|def|function|class|SELECT|curl|npm|pip|\$ |<\/?\w+>)|=>|\w\(\)/m;

/**
 * The text without a fence around the whole of it that only says "this is the answer": one named `markdown`, `text` and the
 * like, or a bare one, one of no known language or of tags, with prose in it. Code of a real language stays fenced; so does a block beside other words, but for
 * Markdown's own.
 */
export function withoutFence(text: string): string {
  if (!/```|~~~/.test(text)) return text;
  const whole = text.trim().replace(/^~~~(?=[^]*\n~~~$)|(?<=\n)~~~$/g, '```');
  const [, inLine] = oneLine.exec(whole) ?? [];
  if (inLine !== undefined) return inLine.trim();
  const [opening, name = ''] = /^(?:```+)[^\S\n]*([^\s`]{0,20})[^\S\n]*\n/.exec(whole) ?? [];
  if (opening === undefined) return withoutMarkdownFences(text);
  const inside = whole.slice(opening.length).replace(/\n[^\S\n]{0,3}```+$/, '');
  const others = inside.match(/^[^\S\n]{0,3}```/gm)?.length ?? 0;
  const isWhole = others % 2 === 0;
  if (proseNames.test(name)) return isWhole ? inside : withoutMarkdownFences(text);
  if (others > 0 || codeNames.test(name)) return text;
  return isProse(tagNames.test(name) ? withoutTags(inside) : inside) ? inside : text;
}

function withoutTags(text: string): string {
  return withoutPage(text).replace(/<[^<>]{0,500}>/g, '');
}

/** Words in sentences, and nothing that only programs write. */
function isProse(text: string): boolean {
  return (
    !codeSigns.test(text) &&
    (/\p{L}{2}\s+\p{L}{2}/u.test(text) || /\p{Script=Cyrillic}/u.test(text))
  );
}

/** Opens blocks of Markdown among other words; they hold no other block. */
function withoutMarkdownFences(text: string): string {
  return text.replace(/^```(?:markdown|md)[^\S\n]*\n([^`]*)\n```[^\S\n]*$/gim, '$1');
}
