import type { Usage } from './turn-record.ts';

/** What is asked of a model: the instructions, then the dialogue, oldest first, ending with the customer. */
export interface Question {
  /** Shared by all chats byte for byte, so that the service can cache it; goes first. */
  shared: string;
  /** What holds for this chat only; follows `shared`. */
  chat: string;
  messages: { role: 'customer' | 'bot'; text: string }[];
}

export interface Answer {
  /** Never empty. */
  text: string;
  usage: Usage;
  /** `length`: cut at the token limit. `filtered`: a refusal in words. `broken`: it ends in the middle, for another reason. */
  finish: 'stop' | 'length' | 'filtered' | 'broken';
  /** The model that answered, as the service names it. */
  model: string;
}

/** What a call costs at most goes by these. */
export interface ModelLimits {
  /** The model that is asked, as the service names it. */
  model: string;
  /** The longest answer, thinking included, in tokens. */
  maxOutput: number;
}

/** Something that writes answers. */
export interface Model {
  /** Absent where nobody counts: a spending cap then does not hold for this model. */
  readonly limits?: ModelLimits;
  /**
   * One try, for one of several chats at a time; the question is left as it is. Rejects with a ServiceError: retryable for
   * what may pass (overload, fault, lost connection, malformed or empty answer), not for what the operator must change (key,
   * balance, model name) nor for a question that is refused; `retryAfterMs` is the wait that the service asks for. No error
   * holds a key or what was said. Ends when `signal` aborts, with the signal's reason; asks nothing when it has already.
   */
  answer(question: Question, signal: AbortSignal): Promise<Answer>;
}
