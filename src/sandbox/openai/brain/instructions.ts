import { languageNamed, type AnswerLanguage } from './language.ts';

/** What the sandbox reads out of a system message. */
export interface Instructions {
  /** What the business wrote. */
  business: string;
  /** The language that the customer is to be answered in, where the message names one. */
  language: AnswerLanguage | undefined;
}

const opening = /^<business>\s*$/im;
const closing = /^<\/business>\s*$/im;

/**
 * Splits a system message: the business's own text stands between the lines `<business>` and `</business>`, what holds for
 * this chat comes last and names its language in English. Without such lines all of it is the business's.
 */
export function readInstructions(system: string): Instructions {
  const begin = opening.exec(system);
  const end = begin && lastMatch(system, closing);
  if (!begin || !end || end.at < begin.index) {
    const [lastPart = ''] = system.split(/\n\s*\n/).slice(-1);
    return { business: system, language: languageNamed(lastPart) };
  }
  const business = system.slice(begin.index + begin[0].length, end.at);
  const afterDocuments = lastMatch(system, /^<\/knowledge>\s*$/im)?.after ?? 0;
  const chat = system.slice(Math.max(end.after, afterDocuments));
  return { business, language: languageNamed(chat) };
}

/** The documents of the business: all of them, or what was found in them for this turn. Empty where there are none. */
export function readDocuments(system: string): string {
  const [, whole] = /^<knowledge>\n([^]*)\n<\/knowledge>$/m.exec(system) ?? [];
  const [, found] = /^# Found in the documents\n\n([^]*?)(?=\n\n# |$(?![^]))/m.exec(system) ?? [];
  return whole ?? found ?? '';
}

function lastMatch(text: string, pattern: RegExp): { at: number; after: number } | undefined {
  const [last] = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))].slice(-1);
  return last && { at: last.index, after: last.index + last[0].length };
}
