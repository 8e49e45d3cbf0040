import type { KnowledgeDocument } from '../kinds/knowledge.ts';

const opening = /^<document name="([^"\n]*)">$/;
const closing = '</document>';

/**
 * The documents as one text, in their order: what is kept as a version, compared line by line and given to the model as it is. A
 * document cannot end itself or begin another: such lines lose their bracket.
 */
export function joinDocuments(documents: readonly KnowledgeDocument[]): string {
  return documents
    .map(({ name, text }) => {
      const shown = name.replace(/["\n<>]/g, ' ').trim();
      return `<document name="${shown}">\n${tame(text).trim()}\n${closing}`;
    })
    .join('\n\n');
}

/** The documents of such a text. */
export function splitDocuments(text: string): KnowledgeDocument[] {
  const documents: KnowledgeDocument[] = [];
  let name: string | undefined;
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const begun = opening.exec(line)?.[1];
    if (begun !== undefined) [name, lines] = [begun, []];
    else if (line === closing && name !== undefined)
      [name] = [void documents.push({ name, text: lines.join('\n') })];
    else lines.push(line);
  }
  return documents;
}

function tame(text: string): string {
  return text.normalize('NFC').replace(/<(?=\/?(?:document|knowledge|business)\b)/gi, '‹');
}
