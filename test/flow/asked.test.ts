import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { exampleSettings } from '../../src/cli/dev/examples.ts';
import type { Scripted } from '../../src/sandbox/openai/sandbox.ts';
import { customer } from './dialogue.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

/** One of three hundred questions, which somebody wrote who had read the texts of the examples alone. */
interface AskedQuestion {
  example: 'prompt' | 'school' | 'school without documents';
  language: string;
  question: string;
  /** Whether the text of the example answers it. */
  answerable: boolean;
}

const text = await readFile(new URL('asked.jsonl', import.meta.url), 'utf8');
const all = text
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as AskedQuestion);

const school = exampleSettings('school') as Record<string, string>;
const { WABOT_KNOWLEDGE: _, ...bare } = school;
const worlds: Readonly<Record<AskedQuestion['example'], WorldOptions>> = {
  prompt: { prompt: await readFile('examples/prompt.md', 'utf8') },
  school: { env: school },
  'school without documents': { env: bare },
};

/** So many write at a time. */
const atATime = 25;

/** Has each question asked by a customer of their own; resolves with those that became cases. */
async function markedOf(
  asked: readonly AskedQuestion[],
  world: World,
): Promise<readonly AskedQuestion[]> {
  for (let at = 0; at < asked.length; at += atATime)
    await Promise.all(
      asked
        .slice(at, at + atATime)
        .map(({ question }, index) => world.ask(customer(at + index), question)),
    );
  await world.settled();
  const cases = await world.journal((journal) => journal.cases.list({ kind: 'question' }));
  const chats = new Set(cases.map(({ chat }) => chat));
  return asked.filter((_each, index) => chats.has(customer(index)));
}

/** The shares of what had to be marked and was, and of what was marked and had to be; and what went wrong. */
function judged(
  marked: readonly AskedQuestion[],
  asked: readonly AskedQuestion[],
): { recall: number; precision: number; missed: string[]; wrong: string[] } {
  const unknown = asked.filter(({ answerable }) => !answerable);
  const right = unknown.filter((each) => marked.includes(each));
  return {
    recall: right.length / unknown.length,
    precision: right.length / Math.max(1, marked.length),
    missed: unknown.filter((each) => !right.includes(each)).map(({ question }) => question),
    wrong: marked.filter((each) => !right.includes(each)).map(({ question }) => question),
  };
}

/** What went wrong, where that is too much. */
function tooMuch({ recall, precision, missed, wrong }: ReturnType<typeof judged>): string[] {
  return [...(recall < 0.95 ? missed : []), ...(precision < 0.9 ? wrong : [])];
}

describe('of questions to the examples', { timeout: 240_000 }, () => {
  it('those are marked that the text does not answer, by the sandbox’s model', async () => {
    const marked: AskedQuestion[] = [];
    for (const [example, options] of Object.entries(worlds)) {
      await using world = await openWorld({ ...options, openAi: { answer: () => undefined } });
      const asked = all.filter((each) => each.example === example);
      marked.push(...(await markedOf(asked, world)));
    }
    expect(tooMuch(judged(marked, all))).toEqual([]);
  });

  it('those are marked that a model of functions says it does not know', async () => {
    expect(tooMuch(await judgedModel(recordedCalls, {}))).toEqual([]);
  });

  it('those are marked that a model without functions says it does not know', async () => {
    expect(tooMuch(await judgedModel(recordedLines, { refuses: ['tools'] }))).toEqual([]);
  });
});

/** As models answer that know, in a wording that gives no figure. */
const knowing: Readonly<Record<string, string>> = {
  ru: 'Здравствуйте! Да, конечно, подскажу: об этом есть на нашей странице. Что ещё вам рассказать?',
  kk: 'Сәлеметсіз бе! Иә, әрине, айтып берейін. Тағы не білгіңіз келеді?',
  en: 'Hello! Yes, of course, happy to help with that. What else would you like to know?',
};

/** As they answer that do not. */
const shrugs: Readonly<Record<string, string>> = {
  ru: 'Здравствуйте! К сожалению, об этом у меня нет сведений.',
  kk: 'Сәлеметсіз бе! Өкінішке қарай, бұл туралы менде мәлімет жоқ.',
  en: 'Hello! Unfortunately I have no information about that.',
};

type Recorded = (question: AskedQuestion, index: number) => Scripted;

/** A call beside the answer, and one that comes alone. */
const recordedCalls: Recorded = ({ question, language }, index) => {
  const call = { name: 'not_known', arguments: { question } };
  return index % 2 === 0 ? { ...call, text: shrugs[language] ?? '' } : call;
};

/** The line as it was asked for, and as models change it. */
const recordedLines: Recorded = ({ question, language }, index) => {
  const lines = [
    `[not known: ${question}]`,
    `**[not known: ${question}]**`,
    `[Not known: «${question}»]`,
    `> [not_known: ${question}]`,
  ];
  return `${shrugs[language] ?? ''}\n\n${lines[index % lines.length] ?? ''}`;
};

/** All that such a model is to mark, and a fifth of the others. */
async function judgedModel(
  recorded: Recorded,
  openAi: WorldOptions['openAi'],
): Promise<ReturnType<typeof judged>> {
  const asked = all.filter(({ answerable }, index) => !answerable || index % 5 === 0);
  const told = new Set<string>();
  await using world = await openWorld({
    ...worlds.prompt,
    openAi: {
      ...openAi,
      answer: ({ messages }) => {
        const said = messages.map(({ content }) => String(content)).join('\n');
        const index = asked.findIndex(({ question }) => said.includes(question));
        const one = asked[index];
        if (!one) return 'OK';
        if (one.answerable) return knowing[one.language];
        const first = !told.has(one.question);
        told.add(one.question);
        return first ? recorded(one, index) : shrugs[one.language];
      },
    },
  });
  // Whether there are functions is found out by the first turn.
  await world.ask(customer(9_000), 'Здравствуйте');
  return judged(await markedOf(asked, world), asked);
}
