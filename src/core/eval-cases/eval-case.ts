import type { Language } from '../language/index.ts';

/** One message of a burst. */
export interface BurstMessage {
  text: string;
  /** After the one before it, milliseconds. */
  afterMs: number;
}

/** What goes wrong: the next question to the model, every one until a later step says `nothing`, or the next call of a function. */
export type EvalFault =
  | { of: 'model' | 'model-down' | 'nothing' }
  | { of: 'function'; name: string };

/** Something that happens in a conversation. */
export type Action =
  | { type: 'say'; messages: readonly BurstMessage[] }
  | { type: 'voice'; file: string }
  | { type: 'file'; kind: 'image' | 'document'; file: string; caption: string }
  /** What the owner writes in the customer's chat on the phone. */
  | { type: 'owner'; text: string }
  | { type: 'jump'; ms: number }
  | { type: 'restart' }
  | { type: 'fault'; trouble: EvalFault };

/** What has to hold. */
export type Expected =
  | { type: 'words'; how: 'all' | 'any' | 'none'; words: readonly string[] }
  | { type: 'language'; language: Language }
  /** Every number of the answer stands in what the bot was told. */
  | { type: 'numbers' }
  | { type: 'function'; name: string; args: Readonly<Record<string, unknown>> }
  | { type: 'handed' | 'silent' | 'paused' }
  /** US dollars of the step's answers. */
  | { type: 'cost'; most: number }
  | { type: 'seconds'; most: number }
  /** Judged by a model: an opinion. */
  | { type: 'means'; text: string };

/** One thing that is expected since the last action, or that must not be. */
export interface EvalExpectation {
  expected: Expected;
  isNot: boolean;
  line: number;
  /** As its author wrote it, for who reads the result. */
  written: string;
}

/** A step of a conversation, in the order of the file. */
export type EvalStep = { line: number } & ({ do: Action } | { expect: readonly EvalExpectation[] });

/** What a function answers in this conversation, in the place of whom it would ask. */
export type GivenResults = ReadonlyMap<string, unknown>;

/** One conversation, and what is expected of it. */
export interface EvalCase {
  /** As a person at this folder reads it. */
  file: string;
  title: string;
  /** The wall clock of the business at its begin: `2026-12-01 12:00`. */
  at: string;
  results: GivenResults;
  steps: readonly EvalStep[];
}
