import type { Language } from '../language/index.ts';
import type { Usage } from './turn-record.ts';

/** What is asked of a model: the instructions, then the dialogue, oldest first, ending with the customer. */
export interface Question {
  /** Shared by all chats byte for byte, so that the service can cache it; goes first. */
  shared: string;
  /** What holds for this chat only; follows `shared`. */
  chat: string;
  messages: Said[];
  /** What the model may call, sorted by name and the same for all chats: services cache it before `shared`. None where absent. */
  functions?: readonly FunctionOffer[];
  /** Set where the functions stand for what was called before, and none may be called any more. */
  callsEnd?: true;
  /** The turn that it belongs to; absent where no customer waits for the answer. */
  turn?: QuestionTurn;
}

/** What a model that acts by itself knows of the turn. */
export interface QuestionTurn {
  /** The same for every try of this turn, and for no other; letters, digits, `_` and `-`. */
  id: string;
  /** Phone: digits with the country, absent where the chat shows none. */
  customer: { chat: string; phone?: string; name?: string };
  /** In which to answer. */
  language: Language;
  /** So many of the last messages are new. */
  newest: number;
  /** False: the answer does not leave by itself, so nothing may be done for the customer. */
  mayAct: boolean;
}

/** One thing that was said; calls, which only the bot makes, are whole: each of an answer's with its result. */
export interface Said {
  role: 'customer' | 'bot';
  /** Empty only where there are calls. */
  text: string;
  /** What the customer sent with these words, in order; they name each picture. Only where the model sees. */
  images?: readonly Image[];
  /** What the model called beside these words, in its order; only where functions are offered. */
  calls?: readonly AnsweredCall[];
  /** What the plugin gave as `kept` of that answer. */
  kept?: unknown;
}

/** A picture that is fit for a model: JPEG, at most 1,024 pixels on its longer side. */
export interface Image {
  jpeg: Uint8Array;
  width: number;
  height: number;
}

/** A call, and what came of it. */
export interface AnsweredCall extends FunctionCall {
  /** For the model, as data. */
  result: string;
}

/** A function that a model may call instead of writing, or beside it. */
export interface FunctionOffer {
  /** Letters, digits and `_`, at most 64. */
  name: string;
  /** When to call it and what it does, for the model. */
  description: string;
  /** A JSON Schema of an object. */
  parameters: Readonly<Record<string, unknown>>;
}

/** A call as the model wrote it; nothing in it is to be trusted. */
export interface FunctionCall {
  /** Never empty; unique within its answer. */
  id: string;
  name: string;
  /** JSON, as a rule. */
  arguments: string;
  /** True where it was read from words in which a customer could have had it repeated: only what changes nothing may run. */
  inWords?: true;
}

/** What a model answered, in words, calls of functions or both. */
export interface Answer {
  /** Empty only where there are calls. */
  text: string;
  /** Never empty, and only where functions were offered; absent where the model called none. */
  calls?: readonly FunctionCall[];
  /** What the service must see again with these calls (marks, thinking): the plugin's own, handed back as it is. */
  kept?: unknown;
  usage: Usage;
  /** `length`: cut at the token limit. `filtered`: a refusal in words. `broken`: it ends in the middle, for another reason. */
  finish: 'stop' | 'length' | 'filtered' | 'broken';
  /** The model that answered, as the service names it. */
  model: string;
}

/** What a model answered that acts by itself: it has taken the turn, and nobody else is asked about it any more. */
export interface ActedAnswer extends Answer {
  /** What it says it has done for the customer, and nothing else; empty where it says nothing of it. */
  done: readonly OwnDeed[];
  /** What it says that the facts of its answer come from. */
  sources: readonly string[];
}

/** Something that a model says it has done. */
export interface OwnDeed {
  name: string;
  args: Readonly<Record<string, unknown>>;
  /** One line. */
  summary: string;
}

/** Whether a model that acts by itself gave this answer. */
export function isActed(answer: Answer): answer is ActedAnswer {
  return 'done' in answer;
}

/** What a call costs at most goes by these. */
export interface ModelLimits {
  /** The model that is asked, as the service names it. */
  model: string;
  /** The longest answer, thinking included, in tokens. */
  maxOutput: number;
  /** The tokens of a picture at most; absent where the plugin does not know how its service counts. */
  imageTokens?: (image: Pick<Image, 'width' | 'height'>) => number;
}

/** Something that writes answers. */
export interface Model {
  /** Absent where nobody counts: a spending cap then does not hold for this model. */
  readonly limits?: ModelLimits;
  /** Whether it takes functions: absent where it never does, false once its service has refused them. Offers are then left out. */
  readonly takesFunctions?: boolean;
  /** Whether it sees pictures: absent where it never does, false once its service has refused one because it does not. */
  readonly seesImages?: boolean;
  /**
   * Set where it acts by itself on what it is told, as a workflow does. Of an error it then says `outcomeUnknown` unless it has
   * certainly not taken the turn; `fallback`, where there is one, answers what it has not taken.
   */
  readonly acts?: { fallback?: Model | undefined };
  /**
   * One try, for one of several chats at a time; the question is left as it is. Rejects with a ServiceError: retryable for
   * what may pass (overload, fault, lost connection, malformed or empty answer), not for what the operator must change (key,
   * balance, model name) nor for a question that is refused; `retryAfterMs` is the wait that the service asks for. No error
   * holds a key or what was said. One about `image`: with these pictures it is not answered, and without them it may be. Ends when `signal` aborts, with the signal's reason; asks nothing when it has already.
   */
  answer(question: Question, signal: AbortSignal): Promise<Answer>;
}

/** That a model will be shut down. */
export interface ModelEnd {
  model: string;
  /** The setting that names it. */
  setting: string;
  /** Unix milliseconds. */
  at: number;
}
