import { detectLanguage } from '../language/index.ts';

const headings = {
  ru: 'Вопросы и ответы',
  kk: 'Сұрақтар мен жауаптар',
  en: 'Questions and answers',
} as const;

const anyHeading = new RegExp(
  `^#{1,3}[ \\t]{1,9}(?:${Object.values(headings).join('|')})[ \\t]{0,9}$`,
  'im',
);

/** A question and its answer as they stand in a prompt; the question, which is a customer's, begins no section there. */
export function questionAndAnswer(question: string, answer: string): string {
  const asked = question.replaceAll(/[<>]|^[#\s]+/g, '').trim();
  return `${asked.endsWith('?') ? asked : `${asked}?`}\n${answer.trim()}`;
}

/** The prompt with a question and its answer, at the end of the section of such; in a new one at the end where there is none. It is there once. */
export function withAnswer(prompt: string, question: string, answer: string): string {
  const added = questionAndAnswer(question, answer);
  if (`\n${prompt.trim()}\n`.includes(`\n${added}\n`)) return prompt;
  const heading = anyHeading.exec(prompt);
  if (!heading) {
    const title = headings[detectLanguage(question).language ?? 'ru'];
    return `${prompt.trimEnd()}\n\n# ${title}\n\n${added}\n`;
  }
  const after = heading.index + heading[0].length;
  const next = prompt.slice(after).search(/^#{1,3}[ \t]/m);
  const end = next < 0 ? prompt.length : after + next;
  const rest = prompt.slice(end);
  return `${prompt.slice(0, end).trimEnd()}\n\n${added}\n${rest === '' ? '' : `\n${rest}`}`;
}
