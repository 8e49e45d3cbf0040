import { passageLine } from '../core/knowledge/found-passages.ts';
import type { TurnResult } from '../core/turn/scene.ts';
import { printable } from '../core/printable.ts';

/** What of the documents an answer could rest on, best first, a line each; of the whole only its version is told. */
export function shownPassages({ passages, record }: TurnResult): string[] {
  const { knowledgeVersion } = record;
  if (knowledgeVersion === undefined) return [];
  if (passages === undefined) return [`documents ${knowledgeVersion}, given whole`];
  const found = passages.map((passage) =>
    printable(`📄 ${passageLine(passage)}`.replaceAll('\n', ' ')),
  );
  return [`documents ${knowledgeVersion}, ${passages.length} passages found`, ...found];
}
