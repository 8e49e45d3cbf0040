import { isTold } from '../knowing/untold.ts';
import { toldIn, type ToldSentence } from '../knowing/told.ts';
import { inContext } from './context.ts';
import { lastSaid, type Dialogue } from './dialogue.ts';
import { digest } from './digest.ts';
import { documentPassages } from './document-passages.ts';
import { readDocuments, readInstructions } from './instructions.ts';
import { languageByLetters, type AnswerLanguage } from './language.ts';
import { Library, type Find } from './library.ts';
import { fromLatin } from './letters.ts';
import { allPassages, toPassages, type Passage } from './passages.ts';
import { takeApart, toQuestion, type CustomerQuestion } from './question.ts';
import { pickedPassage, topicLines } from './passage-lists.ts';
import { quotePassage } from './quote.ts';
import { answerRegular, withoutRecords } from './regular.ts';
import { lookedFor, replies, requestOf, type Request } from './requests.ts';
import { needThing, topicsOf } from './topics.ts';
import { wordOfPerson } from './word-of-person.ts';
import { wording } from './wording.ts';

/** From this score on a passage is taken for the answer, and down to the other one for a guess; tuned on the tests' questions. */
const sureScore = 0.33;
const guessScore = 0.15;

/** Enough for the one and the other where every thing that was named is known. */
const knownScore = 0.2;
const faintScore = 0.05;

const mostQuotes = 3;

/** What the search for one question came to. */
interface Outcome {
  question: CustomerQuestion;
  sure?: Passage;
  guesses: Passage[];
}

/** An answer, and whether it answers what was asked: the sandbox may also say that it found nothing. */
interface Reply {
  text: string;
  isFound: boolean;
}

/** The sandbox's model: it quotes the passages of the business's text that fit the question, and says so when none does. */
export class Brain {
  #text: string | undefined;
  #documents = '';
  #passages: Passage[] = [];
  #library = new Library([]);
  #told: ToldSentence[] = [];

  /** The answer to the last thing that the customer said; never empty. */
  answer(dialogue: Dialogue): string {
    return answerRegular(dialogue, this.reply(dialogue).text);
  }

  /** The same, and whether it answers what was asked. */
  reply({ system, messages: noted }: Dialogue): Reply {
    const messages = withoutRecords(noted);
    const { business, language: named } = readInstructions(system);
    this.#read(business, readDocuments(system));
    const said = lastSaid(messages);
    const language = named ?? languageByLetters(said) ?? 'ru';
    const found = this.#found(said, messages, language);
    if (typeof found === 'string') return { text: found, isFound: true };
    const agreed = wordOfPerson(messages, this.#text ?? '');
    const { label, saidBefore } = wording[language];
    const text =
      agreed === undefined ? this.#shrug(found, language) : `${label} ${saidBefore} «${agreed}»`;
    return { text, isFound: false };
  }

  /** An answer, or what the search came to without one. */
  #found(
    said: string,
    messages: Dialogue['messages'],
    language: AnswerLanguage,
  ): string | Outcome[] {
    const summary = digest(messages.at(-1)?.text ?? '', language);
    if (summary !== undefined) return summary;
    const picked = pickedPassage(said, messages, this.#passages);
    if (picked)
      return this.#quote([{ question: toQuestion(said), sure: picked, guesses: [] }], language);
    const { questions, courtesy } = takeApart(language === 'en' ? said : fromLatin(said));
    if (courtesy !== undefined) return this.#courtesy(courtesy, language);
    const request = requestOf(said);
    if (request) return this.#comply(request, language);
    const told = isTold(said, language, this.#told);
    const continued = this.#searchInContext(questions, messages, language);
    if (told && continued?.sure) return this.#quote([continued], language);
    const outcomes = questions.map((question) => this.#search(question, language));
    const isSaid = wordOfPerson(messages, this.#text ?? '') !== undefined;
    if (!told || (isSaid && !outcomes.some(({ sure }) => sure)))
      return outcomes.map(({ question, guesses }) => ({ question, guesses }));
    return this.#quote(
      outcomes.map((outcome) => this.#best(outcome)),
      language,
    );
  }

  #read(business: string, documents: string): void {
    if (business === this.#text && documents === this.#documents) return;
    this.#text = business;
    this.#documents = documents;
    this.#passages = [...toPassages(business), ...documentPassages(documents)];
    this.#library = new Library(this.#passages);
    this.#told = toldIn([...allPassages(business), ...documentPassages(documents)]);
  }

  #search(question: CustomerQuestion, language: AnswerLanguage): Outcome {
    const finds = this.#library.find(question.text, language);
    const mine = this.#judge(question, finds);
    if (mine.sure) return mine;
    const anywhere = this.#judge(question, this.#library.find(question.text, undefined));
    return (anywhere.sure ?? finds.length === 0) ? anywhere : mine;
  }

  /** With the passage that fits best, where none fits surely. */
  #best(outcome: Outcome): Outcome {
    if (outcome.sure) return outcome;
    const [best] = this.#library.find(outcome.question.text, undefined);
    return best ? { ...outcome, sure: best.passage } : outcome;
  }

  #judge(question: CustomerQuestion, finds: Find[]): Outcome {
    const [best] = finds;
    if (best && this.#isSure(question, best.score))
      return { question, sure: best.passage, guesses: [] };
    const known =
      question.things.length > 0 && question.things.every((thing) => this.#library.knows(thing));
    const guesses = finds
      .filter(({ score }) => score >= (known ? faintScore : guessScore))
      .slice(0, mostQuotes);
    return { question, guesses: guesses.map(({ passage }) => passage) };
  }

  /** A score is not enough where the answer depends on a thing that is nowhere in the text. */
  #isSure({ text, things }: CustomerQuestion, score: number): boolean {
    const known = things.filter((thing) => this.#library.knows(thing)).length;
    if (score >= sureScore) return known > 0 || things.length === 0 || !needThing(topicsOf(text));
    return score >= knownScore && things.length > 0 && known === things.length;
  }

  /** "And for children?" is understood from what was asked before it. */
  #searchInContext(
    questions: CustomerQuestion[],
    messages: Dialogue['messages'],
    language: AnswerLanguage,
  ): Outcome | undefined {
    const [question, ...others] = questions;
    const whole = question && others.length === 0 ? inContext(question, messages) : undefined;
    return whole && this.#search(whole, language);
  }

  /** What the sandbox says to somebody who wants more than an answer, and what the business has written about it. */
  #comply(request: Request, language: AnswerLanguage): string {
    const { label } = wording[language];
    const wanted = lookedFor[request]?.[language];
    const found = wanted === undefined ? undefined : this.#search(toQuestion(wanted), language);
    const quoted = found?.sure ? [quotePassage(found.sure, found.question)] : [];
    return [`${label} ${replies[language][request]}`, ...quoted].join('\n\n');
  }

  #quote(outcomes: Outcome[], language: AnswerLanguage): string {
    const { label, found, foundElsewhere } = wording[language];
    const sure = outcomes.flatMap(({ sure: passage, question }) =>
      passage ? [{ passage, question }] : [],
    );
    const once = sure
      .filter(
        ({ passage }, index) => sure.findIndex((other) => other.passage === passage) === index,
      )
      .slice(0, mostQuotes);
    const elsewhere = once.every(({ passage }) => passage.language !== language);
    const quotes = once.map(({ passage, question }) => quotePassage(passage, question));
    return [`${label} ${elsewhere ? foundElsewhere : found}`, ...quotes].join('\n\n');
  }

  #courtesy(courtesy: 'greeting' | 'thanks', language: AnswerLanguage): string {
    const words = wording[language];
    if (courtesy === 'thanks') return `${words.label} ${words.thanks}`;
    return [`${words.label} ${words.greeting}`, ...topicLines(this.#passages, language)].join(
      '\n\n',
    );
  }

  /** Offers what may be meant, or says honestly that there is nothing. */
  #shrug(outcomes: Outcome[], language: AnswerLanguage): string {
    const words = wording[language];
    const headings = outcomes
      .flatMap(({ guesses }) => guesses.map(({ heading }) => heading))
      .filter((heading) => heading !== '');
    const offered = [...new Set(headings)].slice(0, mostQuotes);
    if (offered.length === 0)
      return [`${words.label} ${words.nothing}`, ...topicLines(this.#passages, language)].join(
        '\n\n',
      );
    return `${words.label} ${words.unsure}\n\n${offered.map((heading, index) => `${index + 1}. ${heading}`).join('\n')}`;
  }
}
