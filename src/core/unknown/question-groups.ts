import type { Case } from '../kinds/cases.ts';
import { foldedWords } from '../knowledge/fold.ts';

/** Questions that mean the same, as far as their words tell. */
export interface QuestionGroup {
  /** Of its newest case: by it people name the group. */
  number: number;
  /** In the words of the newest. */
  question: string;
  language: string | undefined;
  /** Newest first. */
  cases: readonly Case[];
  /** `dropped`: somebody has said that it does not matter, for those that come, too; `answered`: none of them is open. */
  state: 'open' | 'answered' | 'dropped';
}

/** Words in which no question has its subject, folded. */
const fillers = new Set(
  (
    'а и в во на у с со к по за из до от о об ли же бы не ни да нет есть это вы вас вам мне меня мы у вас ваш ваши как какой какая какие какое что где когда сколько можно можете подскажите скажите пожалуйста здравствуйте добрый день ' +
    'ма ме ба бе па пе да де ма сиз сиздер сиздерде мен биз бар жок кандай канша калай кайда кашан бола болады ма еди айтынызшы саламатсыз саламатсызба салеметсиз ' +
    'the a an of to in on at for and or is are do does can could you your i we my me have has there it what which how when where please hello hi'
  ).split(' '),
);

/** So much of the words of the shorter question must be in the other, and so much of all of them in both. */
const leastShared = 0.7;
const leastCommon = 0.5;

/** So much of a word is compared: endings carry the grammar. */
const stemShare = 0.6;
const shortestStem = 3;

/** As `maskPhones` leaves it. */
const maskedPhone = /\d{2,6}…\d{2,6}/g;

/** Beginnings of the words that matter. */
function stemsOf(question: string): Set<string> {
  const words = foldedWords(question.replaceAll(maskedPhone, ' '));
  const telling = words.filter((word) => !fillers.has(word));
  return new Set((telling.length > 0 ? telling : words).map(stemOf));
}

function stemOf(word: string): string {
  return word.length <= 4
    ? word
    : word.slice(0, Math.max(shortestStem, Math.ceil(word.length * stemShare)));
}

function isLike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  const rest = [...many];
  const shared = [...few].filter((stem) =>
    rest.some((known) => known.startsWith(stem) || stem.startsWith(known)),
  ).length;
  const all = one.size + other.size - shared;
  return few.size > 0 && shared / few.size >= leastShared && shared / all >= leastCommon;
}

/** A group to be. */
interface Gathering {
  stems: ReadonlySet<string>;
  cases: Case[];
}

/** The questions of these cases, near-duplicates of a language together; the most frequent first, then the newest. */
export function questionGroups(cases: readonly Case[]): QuestionGroup[] {
  const groups: Gathering[] = [];
  /** Groups by language and the begin of each of their words: what shares none of them is not compared. */
  const byBegin = new Map<string, Gathering[]>();
  const newestFirst = cases.toSorted(
    (one, other) => other.at - one.at || other.number - one.number,
  );
  for (const each of newestFirst) {
    const stems = stemsOf(questionOf(each));
    const begins = [...new Set([...stems].map((stem) => beginOf(stem, each)))];
    const alike = begins
      .flatMap((begin) => byBegin.get(begin) ?? [])
      .find((known) => isLike(known.stems, stems));
    if (alike) {
      alike.cases.push(each);
      continue;
    }
    const group = { stems, cases: [each] };
    groups.push(group);
    for (const begin of begins) byBegin.set(begin, [...(byBegin.get(begin) ?? []), group]);
  }
  return groups
    .flatMap(({ cases: same }) => groupOf(same) ?? [])
    .toSorted((one, other) => other.cases.length - one.cases.length);
}

/** Two stems of which one begins with the other share this. */
function beginOf(stem: string, { about }: Pick<Case, 'about'>): string {
  return `${about.language ?? ''} ${stem.slice(0, shortestStem)}`;
}

function groupOf(cases: readonly Case[]): QuestionGroup | undefined {
  const state = stateOf(cases);
  // What was asked before somebody answered it counts no more.
  const counted = state === 'open' ? cases.filter(({ end }) => !end) : cases;
  const [newest] = counted;
  if (!newest) return undefined;
  const { number, about } = newest;
  return { number, question: questionOf(newest), language: about.language, cases: counted, state };
}

function stateOf(cases: readonly Case[]): QuestionGroup['state'] {
  if (cases.some(({ end }) => end?.outcome === 'dropped')) return 'dropped';
  return cases.some(({ end }) => end === undefined) ? 'open' : 'answered';
}

/** What was asked, in short. */
export function questionOf({ about }: Pick<Case, 'about'>): string {
  return about.summary?.[0] ?? about.question ?? '';
}
