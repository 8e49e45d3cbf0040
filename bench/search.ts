// `npm run bench:search`: how well and how fast the documents are searched, on a small set of our own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinDocuments } from '../src/core/knowledge/documents.ts';
import { PassageIndex } from '../src/core/knowledge/passage-index.ts';
import { passagesOf, type KnowledgePassage } from '../src/core/knowledge/passages.ts';
import { foreignQuestions, russianDocuments } from './cross-set.ts';
import { documents, questions } from './search-set.ts';

const passages = cut(documents);

function cut(texts: Readonly<Record<string, string>>): KnowledgePassage[] {
  return passagesOf(joinDocuments(Object.entries(texts).map(([name, text]) => ({ name, text }))));
}

/** So many passages are more than any business has; the small set among words that it shares. */
const large = 10_000;

function filler(number: number): KnowledgePassage {
  const words = passages.flatMap(({ text }) => text.split(' '));
  // One word in eight is of the small set; the others have a vocabulary of their own.
  const at = (step: number): string => {
    const word = words[(number * 31 + step * 17) % words.length] ?? '';
    return step % 8 === 0 ? word : `${word}${(number * 7 + step * 13) % 5_000}`;
  };
  const text = Array.from({ length: 60 }, (_, step) => at(step)).join(' ');
  return { document: `d${number % 50}`, heading: '', text };
}

function opened(file: string, of: readonly KnowledgePassage[]): PassageIndex {
  PassageIndex.build(file, of);
  const index = PassageIndex.open(file);
  if (!index) throw new Error('The index cannot be opened');
  return index;
}

/** Processor time since a moment, milliseconds: other work of the machine does not count. */
function worked(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

type Asked = readonly (readonly [question: string, answer: string])[];

function hits(index: PassageIndex, most: number, asked: Asked = questions): string {
  const good = asked.filter(([question, answer]) =>
    index.search(question, { limit: most }).some(({ text }) => text.includes(answer)),
  );
  return `${((100 * good.length) / asked.length).toFixed(1)} %`;
}

const folder = mkdtempSync(join(tmpdir(), 'wabot-search-'));
try {
  const small = opened(join(folder, 'small.db'), passages);
  console.log(`${questions.length} questions, ${passages.length} passages`);
  console.log(`answer first: ${hits(small, 1)}, among five: ${hits(small, 5)}`);
  for (const [question, answer] of questions)
    if (!small.search(question, { limit: 5 }).some(({ text }) => text.includes(answer)))
      console.log(`  not found: ${question}`);
  small.close();
  const russian = opened(join(folder, 'russian.db'), cut(russianDocuments));
  const kazakh = foreignQuestions.map(([question, , answer]) => [question, answer] as const);
  const english = foreignQuestions.map(([, question, answer]) => [question, answer] as const);
  for (const [language, asked] of Object.entries({ Kazakh: kazakh, English: english }))
    console.log(
      `${asked.length} questions in ${language} about Russian documents: answer first: ${hits(russian, 1, asked)}, among five: ${hits(russian, 5, asked)}`,
    );
  russian.close();
  const all = [...passages, ...Array.from({ length: large }, (_, number) => filler(number))];
  const begun = process.cpuUsage();
  const index = opened(join(folder, 'large.db'), all);
  console.log(`${all.length} passages indexed in ${Math.round(worked(begun))} ms of the processor`);
  const asked = process.cpuUsage();
  for (const [question] of questions) index.search(question, { limit: 6 });
  console.log(`${(worked(asked) / questions.length).toFixed(2)} ms a question`);
  index.close();
} finally {
  rmSync(folder, { recursive: true });
}
