/** A conversation by which the owner tests the prompt. */
export interface TestConversation {
  /** As a person at this folder reads it. */
  file: string;
  title: string;
  /** How often the model is asked, about. */
  questions: number;
  /** Whether answers of it are kept, so that it can be run without asking anybody. */
  isRecorded: boolean;
}

/** How a conversation went. */
export interface TestedConversation {
  file: string;
  title: string;
  passed: boolean;
  /** Of the slowest answer. */
  seconds: number;
  /** US dollars, without what has no known price. */
  cost: number;
  failures: { line: number; expected: string; problem: string; replies: string[] }[];
  /** Meanings of which no model has said anything, and why. */
  unjudged: { line: number; expected: string; problem: string }[];
}

/** How a run is to be made. */
export interface TestRun {
  prompt: string;
  /** Asks nobody: answers from what is recorded. */
  isOffline: boolean;
  signal: AbortSignal;
  /** Told of each conversation that is done. */
  done(result: TestedConversation): void;
}

/** The conversations of the folder that the bot runs in; who starts the bot gives them, as `wabot eval` runs them. */
export interface ConversationTests {
  /** None where there is no folder. Rejects with a SetupError that names every fault. */
  list(): Promise<TestConversation[]>;
  /** Runs all of them; resolves with sentences about what they came to. Rejects with a WabotError, or with the signal's reason. */
  run(run: TestRun): Promise<string[]>;
}
