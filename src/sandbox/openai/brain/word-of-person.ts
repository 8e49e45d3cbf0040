import type { Dialogue } from './dialogue.ts';
import { wording } from './wording.ts';

/** How the sandbox's own paragraphs begin: a label, a heading in bold, an item of a list. */
const ownBeginning = /^(?:\[|\*|[•-] |\d+\. )/;

/** Somebody is asked to check something, or to choose: the bot does so in lists. */
const list = /\n(?:[•-]|\d\.?) /;

const asksWhen =
  /когда|во сколько|какой день|қашан|нешеде|сағат қанша|\bwhen\b|what (?:time|day)/iu;

const tellsWhen =
  /\d|понед|вторн|сред[ау]|четв|пятн|субб|воскр|завтра|сегодня|дүйсен|сейсен|сәрсен|бейсен|жұма|сенбі|ертең|бүгін|day\b|tomorrow|noon/iu;

/**
 * The last paragraph on the business's side that is neither the sandbox's nor of the business's text: a person wrote it, who
 * had taken the chat over. Where the customer asks when, it is the last that tells a time, if one does. Undefined: there is none.
 */
export function wordOfPerson(messages: Dialogue['messages'], business: string): string | undefined {
  const headings = Object.values(wording).map(({ askAbout }) => askAbout);
  const answers = messages.filter(({ role }) => role === 'assistant');
  const words = answers
    .flatMap(({ text }, index) => withoutDisclosure(text.split('\n\n'), index === 0))
    .filter(
      (paragraph) =>
        !ownBeginning.test(paragraph) &&
        !list.test(paragraph) &&
        !headings.some((heading) => paragraph.startsWith(heading)) &&
        !business.includes(paragraph),
    );
  const isAbout = asksWhen.test(messages.at(-1)?.text ?? '') ? tellsWhen : /./s;
  return words.findLast((each) => isAbout.test(each)) ?? words.at(-1);
}

/** The paragraphs of a message; before the first answer stands that a machine writes. */
function withoutDisclosure(paragraphs: readonly string[], isFirst: boolean): readonly string[] {
  return isFirst && paragraphs[1]?.startsWith('[') === true ? paragraphs.slice(1) : paragraphs;
}
