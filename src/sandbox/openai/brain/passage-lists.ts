import type { Dialogue } from './dialogue.ts';
import type { AnswerLanguage } from './language.ts';
import type { Passage } from './passages.ts';
import { wording } from './wording.ts';

const mostTopics = 6;

/** What can be asked about: some headings, in the language where it has any. */
export function topicLines(passages: readonly Passage[], language: AnswerLanguage): string[] {
  const headed = passages.filter(({ heading }) => heading !== '');
  const mine = headed.filter((passage) => passage.language === language);
  const headings = new Set((mine.length > 0 ? mine : headed).map(({ heading }) => heading));
  if (headings.size === 0) return [];
  const list = [...headings].slice(0, mostTopics).map((heading) => `- ${heading}`);
  return [`${wording[language].askAbout}\n${list.join('\n')}`];
}

/** The passage whose number in the last answer the customer names; undefined: they name none. */
export function pickedPassage(
  said: string,
  messages: Dialogue['messages'],
  passages: readonly Passage[],
): Passage | undefined {
  const number = /^\s*(\d)\s*[.)]?\s*$/.exec(said)?.[1];
  const offered = messages.findLast(({ role }) => role === 'assistant')?.text ?? '';
  const topic = number && new RegExp(`^${number}\\. (.+)$`, 'm').exec(offered)?.[1];
  return passages.find(({ heading }) => heading !== '' && heading === topic);
}
