import type { Confidential } from '../guards/index.ts';
import type { Answer, Question } from '../kinds/model.ts';
import type { CalledFunction } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import type { PhraseName } from '../phrases/phrases.ts';
import type { GuardName } from '../settings/guard-settings.ts';

/** Looks at an answer of the model before it is sent. The order of all of them is in `order.ts`. */
export interface Guard {
  readonly name: GuardName;
  /** The text as it goes on to the next guard, or why it does not. Work in proportion to the text's length. */
  look(text: string, examined: Examined): Verdict | Promise<Verdict>;
  /** What the customer hears where no answer passes, and why a person is told; absent: an apology, and nobody is told. */
  readonly instead?: Instead;
}

export type Verdict = string | Objection;

/** Why an answer is asked for once more. */
export interface Objection {
  /** What the model is told with that. */
  readonly correction: string;
  /** What is wrong, as it stands in the answer; for those who look into the turn. */
  readonly found?: readonly string[];
  /** More for the log. */
  readonly logged?: Readonly<Record<string, string>>;
  /** How the answer is asked for a last time, where the second one is not right either; absent: it is not. */
  lastly?(question: Question): Question;
}

export interface Instead {
  readonly phrase: PhraseName;
  /** Of the ticket. */
  readonly reason: string;
}

/** An answer, and what it is measured by. */
export interface Examined {
  readonly answer: Answer;
  /** What the model was first asked. */
  readonly question: Question;
  /** Whether a guard objected to an answer before. */
  readonly again: boolean;
  readonly wanted: WantedLanguages;
  readonly confidential: Confidential;
  /** Absent: nothing is known, and no answer is measured by it. */
  readonly evidence?: Evidence | undefined;
}

/** In which languages an answer may be. */
export interface WantedLanguages {
  /** The language that it must be in; absent: any is right. */
  language?: Language | undefined;
  /** Other languages that the customer writes in just now. */
  alsoUsed?: readonly Language[];
}

/** What an answer can rest on; each is asked for only where something of it is looked for. */
export interface Evidence {
  /** The business's text, and its documents where they are given whole: the same from turn to turn. */
  texts(): readonly string[];
  /** What was found in documents, the moment, and what the bot and people of the business said in the chat. */
  business(): readonly string[];
  /** What functions returned in this turn and before. */
  results(): readonly string[];
  /** The customer's words. */
  customer(): readonly string[];
  /** What documents and pictures of the customer say, as far as it is known; absent: none came. */
  files?(): readonly string[];
  /** What people of the business said in the chat. */
  people(): readonly string[];
  /** What was called in this turn, and before. */
  called(): { readonly now: readonly CalledFunction[]; readonly before: readonly CalledFunction[] };
  /** Whether a phone, in digits, is that of another customer. */
  isStranger?(phone: string): Promise<boolean>;
}
