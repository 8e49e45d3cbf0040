import type { Case, NewCase } from '../kinds/cases.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Language } from '../language/index.ts';
import { phoneAbout } from '../phone.ts';
import type { WhyLeft } from './why-left.ts';

/** UTF-16 units of what stands in a list; a case is bounded. */
const longestName = 80;
const longestQuestion = 700;

/** What was left. */
export interface LeftQuestion {
  chat: string;
  /** At least one. */
  messages: readonly Inbound[];
  why: WhyLeft;
  language: Language;
  /** What the customer said, or what stands for it. */
  question: string;
}

/** The case of a question that is left; the same messages make the same one. `next`: when the business opens. */
export function leftCase(
  { chat, messages, why, language, question }: LeftQuestion,
  next: number | undefined,
  at: number,
): NewCase {
  const name = messages.findLast((message) => message.name !== undefined)?.name;
  return {
    id: `${prefixOf(why, next)}${chat}/${messages.at(-1)?.id ?? ''}`,
    kind: 'left',
    chat,
    at,
    about: {
      ...(name === undefined ? {} : { name: oneLine(name, longestName) }),
      ...phoneAbout(messages),
      language,
      reason: why,
      question: oneLine(question, longestQuestion),
      writtenAt: messages.at(-1)?.at ?? at,
    },
  };
}

/** Whether a case was left in the same closed period: the one that ends at `next`. */
export function isOfPeriod({ id }: Pick<Case, 'id'>, next: number | undefined): boolean {
  return id.startsWith(prefixOf('closed', next));
}

function prefixOf(why: WhyLeft, next: number | undefined): string {
  return why === 'closed' ? `left/closed-${next ?? 'always'}/` : `left/${why}/`;
}

/** A text on one line, with an ellipsis where it is longer than `longest` UTF-16 units. */
function oneLine(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`;
}
