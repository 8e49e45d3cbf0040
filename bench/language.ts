import { writeFileSync } from 'node:fs';
import { Detector } from '../src/core/language/detector.ts';
import { detectLanguage, languages, type Language } from '../src/core/language/index.ts';
import {
  bare,
  readMessages,
  readPhrases,
  readVocabulary,
  withoutTexts,
  type Labelled,
  type Message,
  type Vocabulary,
} from '../scripts/language/data.ts';
import { foldsOf } from '../scripts/language/folds.ts';
import { seeded } from '../scripts/language/random.ts';
import { train } from '../scripts/language/trainer.ts';
import { typed } from '../scripts/language/typing.ts';
import { rivals } from './language-rivals.ts';

/**
 * The language detector class by class, each message judged by a model that was trained without it, its kin and its words.
 * Takes a quarter of an hour; with --write the table is kept in language-data/RESULTS.md.
 */
const folds = 5;
const results = new URL('../language-data/RESULTS.md', import.meta.url);

const messages = readMessages();
const vocabulary = readVocabulary();
const foldOf = foldsOf(messages, folds);

type Detect = (text: string, previous?: Language) => Language | undefined;

/** Shares that are counted up: right answers and all answers by name. */
class Tally {
  readonly #counts = new Map<string, [right: number, all: number]>();

  count(name: string, right: boolean): void {
    const [before, all] = this.#counts.get(name) ?? [0, 0];
    this.#counts.set(name, [before + Number(right), all + 1]);
  }

  names(): string[] {
    return [...this.#counts.keys()].toSorted();
  }

  size(name: string): number {
    return this.#counts.get(name)?.[1] ?? 0;
  }

  percent(name: string): string {
    const [right, all] = this.#counts.get(name) ?? [0, 0];
    return all === 0 ? '' : ((100 * right) / all).toFixed(1);
  }
}

function detectorFor(learned: readonly Message[], words: Vocabulary): Detect {
  const weights = train(learned, words, 1);
  const detector = new Detector(() => weights);
  return (text, previous) =>
    detector.detect(text, previous === undefined ? {} : { previous }).language;
}

/** For each message the model that has not seen it. */
function crossValidated(): Detect[] {
  const models = Array.from({ length: folds }, (_, fold) => {
    const judged = messages
      .filter((_message, index) => foldOf[index] === fold)
      .map(({ text }) => text);
    console.error(`training without fold ${fold + 1} of ${folds}`);
    return detectorFor(
      messages.filter((_message, index) => foldOf[index] !== fold),
      withoutTexts(vocabulary, judged),
    );
  });
  return foldOf.flatMap((fold) => models[fold] ?? []);
}

/** Judges a detector by every message and by the unseen words. */
function judge(detect: (index: number) => Detect, onUnseen: Detect): Tally {
  const tally = new Tally();
  for (const [index, message] of messages.entries()) judgeOne(tally, message, detect(index));
  for (const { text, language } of unseenWords())
    tally.count('unseen words', onUnseen(text) === language);
  return tally;
}

function judgeOne(tally: Tally, { text, lang, bucket, accept }: Message, detect: Detect): void {
  if (lang === 'und') {
    for (const past of languages) tally.count(`chat: ${bucket} keeps`, detect(text, past) === past);
    return;
  }
  const right = (answer: Language | undefined): boolean =>
    answer !== undefined && (accept ?? [lang]).includes(answer);
  tally.count('all', right(detect(text)));
  tally.count(bucket, right(detect(text)));
  for (const past of languages) {
    tally.count(
      (accept ?? [lang]).includes(past) ? 'chat: stays' : 'chat: switches',
      right(detect(text, past)),
    );
  }
}

/** Names of emoji of up to three words as people could have typed them: everyday words for a model that has not seen them. */
function unseenWords(): Labelled[] {
  const random = seeded(99);
  const names = readPhrases('emoji-names').filter(({ text }) => text.split(' ').length <= 3);
  const meanings = Map.groupBy(names, ({ text }) => bare(text));
  const plainly = names.filter(
    ({ text }) => new Set(meanings.get(bare(text))?.map(({ language }) => language)).size === 1,
  );
  return plainly
    .filter((_, index) => index % 3 === 0)
    .map(({ text, language }) => ({ text: typed(text, language, random), language }));
}

function modelWithoutEmojiNames(): Detect {
  const names = readPhrases('emoji-names').map(({ text }) => text);
  console.error('training without the names of emoji');
  return detectorFor(
    messages,
    withoutTexts(vocabulary, [...names, ...names.flatMap((name) => name.split(' '))]),
  );
}

/** The time of one message in microseconds, by the shipped weights. */
function speed(): number {
  const texts = messages.map(({ text }) => text);
  for (const text of texts) detectLanguage(text);
  const begun = performance.now();
  for (let round = 0; round < 5; round += 1) for (const text of texts) detectLanguage(text);
  return ((performance.now() - begun) * 1000) / (5 * texts.length);
}

function table(columns: ReadonlyMap<string, Tally>): string {
  const first = [...columns.values()][0] ?? new Tally();
  const rows = first.names().map((name) => {
    const cells = [...columns].map(([column, tally]) =>
      name.startsWith('chat:') && column !== 'wabot' ? '' : tally.percent(name),
    );
    return `| ${[name, first.size(name), ...cells].join(' | ')} |`;
  });
  const heads = ['class', 'n', ...columns.keys()];
  return [`| ${heads.join(' | ')} |`, `| --- |${' ---: |'.repeat(heads.length - 1)}`, ...rows].join(
    '\n',
  );
}

const onUnseen = modelWithoutEmojiNames();
const models = crossValidated();
const columns = new Map([['wabot', judge((index) => models[index] ?? onUnseen, onUnseen)]]);
for (const [name, rival] of Object.entries(rivals))
  columns.set(
    name,
    judge(() => rival, rival),
  );
const report = table(columns);
console.log(report);
console.log(`\n${speed().toFixed(0)} µs a message`);
if (process.argv.includes('--write')) {
  writeFileSync(
    results,
    `# Results

Right answers in percent, written by \`npm run bench:language -- --write\`. Every message of messages.jsonl is judged by a model
that was trained without it: five folds, with texts derived from one another and spellings of one phrase in the same fold,
and the fold's texts taken out of the vocabulary too. "unseen words" are names of emoji as people could have typed them,
judged by a model that has learned neither these names nor any word of them. The lists of neutral words and names are the
same for all. The shipped weights are trained on all but the twelfth part that the tests judge them by.

"chat: stays" and "chat: switches" tell each message with the chat's past: its own language, or another. "keeps" are messages of
no language: the past must stand. The rivals know no past.

Another bench can judge the built package: \`detectLanguage(text, { previous }).language\` of \`wabot/language\`, after
\`npm run build\`, with Node 24. By messages.jsonl itself it comes out near 100 percent: it was trained on eleven twelfths of
them. The honest rows are those that \`keptForTests\` in scripts/language/folds.ts gives, and those of this table.

${report}
`,
  );
}
