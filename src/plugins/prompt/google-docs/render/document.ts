import type { docs_v1 } from '@googleapis/docs';
import { blockLines } from './blocks.ts';
import { ListNumbers } from './lists.ts';
import { tidy } from './tidy.ts';

interface FlatTab {
  title: string;
  /** 0 for one that lies in no other. */
  depth: number;
  content: docs_v1.Schema$DocumentTab;
}

/**
 * A Google document as text that a model reads well: all tabs, Markdown's headings, lists and tables, links with their
 * addresses. The same document always gives the same text, byte for byte.
 */
export function documentText(document: docs_v1.Schema$Document): string {
  const tabs = flatten(document.tabs ?? []);
  // Without tabs in the answer the body lies in the document itself.
  if (tabs.length === 0) return tidy(tabText(document, 0));
  const filled = (deeper: (tab: FlatTab) => number): [FlatTab, string][] =>
    tabs
      .map((tab): [FlatTab, string] => [tab, tidy(tabText(tab.content, deeper(tab)))])
      .filter(([, text]) => text !== '');
  if (filled(() => 0).length < 2) return filled(() => 0)[0]?.[1] ?? '';
  const sections = filled(({ depth }) => depth + 1).map(
    ([{ title, depth }, text]) => `${'#'.repeat(Math.min(6, depth + 1))} ${title}\n\n${text}`,
  );
  return tidy(sections.join('\n\n'));
}

function flatten(tabs: readonly docs_v1.Schema$Tab[], depth = 0): FlatTab[] {
  return tabs.flatMap(({ tabProperties, documentTab = {}, childTabs = [] }) => [
    { title: tabProperties?.title ?? '', depth, content: documentTab },
    ...flatten(childTabs, depth + 1),
  ]);
}

type Content = Pick<docs_v1.Schema$DocumentTab, 'body' | 'lists' | 'footnotes'>;

function tabText({ body, lists, footnotes }: Content, deeper: number): string {
  const referred: string[] = [];
  const number = (id: string): number => {
    if (!referred.includes(id)) referred.push(id);
    return referred.indexOf(id) + 1;
  };
  const parts = { numbers: new ListNumbers(lists ?? {}), footnotes: number, deeper, inCell: false };
  const lines = blockLines(body?.content ?? [], parts);
  const notes = referred.map((id, index) => {
    const text = blockLines(footnotes?.[id]?.content ?? [], { ...parts, inCell: true });
    return `[^${index + 1}]: ${text.join(' ').trim()}`;
  });
  return [...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}
