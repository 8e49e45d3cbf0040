import type { Dialogue } from './brain.ts';
import { wording } from './wording.ts';

/** How the sandbox's own paragraphs begin: a label, a heading in bold, an item of a list. */
const ownBeginning = /^(?:\[|\*|[•-] |\d+\. )/;

/**
 * The last paragraph on the business's side that is neither the sandbox's nor of the business's text: a person wrote it, who
 * had taken the chat over. Undefined: there is none.
 */
export function wordOfPerson(messages: Dialogue['messages'], business: string): string | undefined {
  const headings = Object.values(wording).map(({ askAbout }) => askAbout);
  return messages
    .filter(({ role }) => role === 'assistant')
    .flatMap(({ text }) => text.split('\n\n'))
    .findLast(
      (paragraph) =>
        !ownBeginning.test(paragraph) &&
        !headings.some((heading) => paragraph.startsWith(heading)) &&
        !business.includes(paragraph),
    );
}
