import type { docs_v1 } from '@googleapis/docs';

type Element = docs_v1.Schema$ParagraphElement;

/** Told of each footnote in the order of the text; gives its number. */
export type Footnotes = (id: string) => number;

/** A stretch of text with one look. Google begins a new run wherever any style changes. */
interface Run {
  text: string;
  url: string;
  struck: boolean;
}

/** The text of a paragraph: links with their address, chips as words, what is crossed out marked; no pictures, no formulas. */
export function inlineText(elements: readonly Element[], footnotes: Footnotes): string {
  const runs: Run[] = [];
  for (const element of elements) {
    if (isSuggested(element)) continue;
    const run = runOf(element, footnotes);
    const last = runs.at(-1);
    if (last && last.url === run.url && last.struck === run.struck) last.text += run.text;
    else runs.push(run);
  }
  return runs.map(shown).join('');
}

/** Whether it is only somebody's proposal to add something. */
export function isSuggested(element: Element): boolean {
  const parts = [
    element.textRun,
    element.person,
    element.richLink,
    element.dateElement,
    element.footnoteReference,
    element.horizontalRule,
  ];
  return parts.some((part) => (part?.suggestedInsertionIds ?? []).length > 0);
}

function runOf(
  { textRun, person, richLink, dateElement, footnoteReference, horizontalRule }: Element,
  footnotes: Footnotes,
): Run {
  const words = (text: string, url = ''): Run => ({ text, url, struck: false });
  if (textRun) {
    const { link, strikethrough } = textRun.textStyle ?? {};
    return { text: textRun.content ?? '', url: link?.url ?? '', struck: strikethrough === true };
  }
  if (person) return words(personText(person.personProperties));
  if (richLink)
    return words(richLink.richLinkProperties?.title ?? '', richLink.richLinkProperties?.uri ?? '');
  if (dateElement) return words(dateText(dateElement.dateElementProperties));
  if (footnoteReference?.footnoteId) return words(`[^${footnotes(footnoteReference.footnoteId)}]`);
  return words(horizontalRule ? '\n---\n' : '');
}

function personText({ name, email }: docs_v1.Schema$PersonProperties = {}): string {
  if (!name || name === email) return email ?? '';
  return email ? `${name} <${email}>` : name;
}

function dateText({ displayText, timestamp }: docs_v1.Schema$DateElementProperties = {}): string {
  return displayText ?? timestamp ?? '';
}

function shown({ text, url, struck }: Run): string {
  const words = text.trim();
  const before = text.slice(0, text.length - text.trimStart().length);
  const after = text.slice(before.length + words.length);
  if (words === '') return url === '' ? text : `${before}${url}${after}`;
  const crossed = struck ? `~~${words}~~` : words;
  return `${before}${isBare(words, url) ? crossed : `[${crossed}](${url})`}${after}`;
}

/** Whether the words say the address already, or there is none. */
function isBare(words: string, url: string): boolean {
  const bare = (address: string): string =>
    address.replace(/^(?:https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '');
  return (
    url === '' || bare(words) === bare(url) || bare(words.replace(/[\s()-]/g, '')) === bare(url)
  );
}
