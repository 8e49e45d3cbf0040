import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Question, Said } from '../kinds/model.ts';
import { SetupError } from '../errors.ts';
import { shownPath } from '../files/shown-path.ts';
import { readIfThere, writeWhole } from '../settings/env-file.ts';
import { fieldsOf } from '../unknown-object.ts';

/** What was asked of somebody: a model, a speech service, a function, a list of functions. */
export interface Key {
  kind: 'answer' | 'heard' | 'result' | 'functions';
  /** By all that was asked. */
  exact: string;
  /** By what was said alone, whatever the instructions; absent where there is no such thing. */
  loose?: string;
}

/** What was answered to a key, and how long that took. */
export interface Recorded extends Key {
  ms: number;
  value: unknown;
}

/** An answer that was found. */
export interface FoundAnswer {
  value: unknown;
  ms: number;
  /** Recorded with other instructions: another prompt, other documents. */
  isStale: boolean;
}

/** Names the form of the file. */
const version = 1;

/** Recorded answers of one conversation, in `recorded/` beside its file. */
export class Recordings {
  readonly #path: string;
  readonly #all: Recorded[];
  readonly #fresh: Recorded[] = [];

  private constructor(path: string, all: Recorded[]) {
    this.#path = path;
    this.#all = all;
  }

  /** What is recorded of the conversation in this file; nothing where nothing is. Rejects with a SetupError for a file that is none of ours. */
  static async of(file: string): Promise<Recordings> {
    const name = `${basename(file).replace(/\.ya?ml$/i, '')}.json`;
    return Recordings.#at(join(dirname(file), 'recorded', name));
  }

  /** What a run that was cut off has kept of it in this folder. */
  static async keptIn(folder: string, file: string): Promise<Recordings> {
    return Recordings.#at(join(folder, `${keyDigest(file)}.json`));
  }

  static async #at(path: string): Promise<Recordings> {
    const text = await readIfThere(path);
    return new Recordings(path, text === undefined ? [] : entriesIn(text, path));
  }

  /** Whether nothing is recorded. */
  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** What is recorded for this question; of several answers that of this repetition, counted from 0. */
  find({ kind, exact, loose }: Key, repetition: number): FoundAnswer | undefined {
    const ofKind = this.#all.filter((each) => each.kind === kind);
    const same = ofKind.filter((each) => each.exact === exact);
    const alike =
      same.length > 0 || loose === undefined
        ? same
        : ofKind.filter((each) => each.loose === loose).slice(-1);
    const found = alike[repetition % Math.max(1, alike.length)];
    return found && { value: found.value, ms: found.ms, isStale: same.length === 0 };
  }

  /** Takes an answer down, to be kept by `save`. */
  add(recorded: Recorded): void {
    this.#fresh.push(recorded);
  }

  /** Keeps what was taken down, in the place of what was recorded before. */
  async save(): Promise<void> {
    await this.#write(this.#fresh);
  }

  /** Keeps what was taken down beside what was there. */
  async saveMore(): Promise<void> {
    if (this.#fresh.length > 0) await this.#write([...this.#all, ...this.#fresh]);
  }

  async #write(all: readonly Recorded[]): Promise<void> {
    if (all.length === 0) return;
    await mkdir(dirname(this.#path), { recursive: true });
    const lines = all.map((each) => `    ${JSON.stringify(each)}`).join(',\n');
    await writeWhole(this.#path, `{\n  "version": ${version},\n  "answers": [\n${lines}\n  ]\n}\n`);
  }
}

function entriesIn(text: string, path: string): Recorded[] {
  const read = parsed(text);
  const { version: written, answers } = fieldsOf(read);
  if (written === version && Array.isArray(answers)) return answers as Recorded[];
  throw new SetupError('evals', `${shownPath(path)} holds no recorded answers.`, {
    suggestions: ['Remove it, and record again: wabot eval --record'],
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The key of a question to a model; `model`: which one is asked, where the conversation is asked of several. */
export function keyOfQuestion(question: Question, model = ''): Key {
  const { shared, chat, messages, functions = [], callsEnd = false } = question;
  const said = messages.map(withoutBytes);
  return {
    kind: 'answer',
    exact: keyDigest([model, shared, chat, said, functions, callsEnd]),
    loose: keyDigest([model, said.map(({ role, text }) => [role, text]), callsEnd]),
  };
}

/** A digest of anything that JSON can hold, and of bytes. */
export function keyDigest(value: unknown): string {
  const text = value instanceof Uint8Array ? value : JSON.stringify(value);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function withoutBytes(written: Said): Said & { images?: never } {
  const { images = [], kept: _kept, ...said } = written;
  const pictures = images.map(({ jpeg }) => keyDigest(jpeg)).join(' ');
  return pictures === '' ? said : { ...said, text: `${said.text}\n${pictures}` };
}
