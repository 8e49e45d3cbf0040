import type { NewCase } from '../kinds/cases.ts';
import type { Entry } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import { maskPhones } from '../mask/phones.ts';

/** What a turn could not answer. */
export interface UnknownQuestion {
  /** Of the turn: the same question of the same turn makes the same case. */
  id: string;
  chat: string;
  at: number;
  language: Language;
  /** In the model's words; empty: it did not say. */
  question: string;
  /** What the customer wrote. */
  said: readonly Pick<Entry, 'role' | 'text'>[];
  /** `model`: it says so; `numbers`: a guard found a figure in its answer that nobody had given. */
  by: 'model' | 'numbers';
}

const longestSaid = 500;

/** The sentences of a text that ask; all of it where none does. */
function askingPart(words: string): string {
  const asking = words.split(/(?<=[.!?/])/).filter((each) => each.endsWith('?'));
  return asking.length === 0 ? words : asking.map((each) => each.trim()).join(' ');
}

/** The case of a question that had no answer; numbers of phones are masked in it. */
export function questionCase(unknown: UnknownQuestion): NewCase {
  const { id, chat, at, language, question, said, by } = unknown;
  const words = said
    .filter(({ role }) => role === 'customer')
    .map(({ text }) => text.replaceAll(/\s+/g, ' ').trim())
    .join(' / ');
  const example = maskPhones(words).slice(0, longestSaid).toWellFormed();
  return {
    id: `question/${id}`,
    kind: 'question',
    chat,
    at,
    about: {
      language,
      reason: by,
      summary: [maskPhones(question === '' ? askingPart(example) : question)],
      question: example,
    },
  };
}
