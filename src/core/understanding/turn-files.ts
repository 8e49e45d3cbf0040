import { rememberedSight, withoutSeen } from '../attachments/seen.ts';
import type { Sight } from '../attachments/viewer.ts';
import { problemOfSight } from '../attachments/sight-notes.ts';
import { ServiceError } from '../errors.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Answer, Question } from '../kinds/model.ts';
import type { ChatFacts, TurnRecord } from '../kinds/turn-record.ts';
import type { PhraseName } from '../phrases/phrases.ts';
import type { Looker, Understood } from './understood.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** What a turn needs to look at files. */
export interface TurnFiles {
  /** Who looks at those of one turn; `images`: also at pictures, where the model sees. */
  looker(images: boolean): Looker;
  /** Does the work of a turn with files when there is room for it. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

/**
 * Takes a turn with those who look at its files; once more without pictures where the model refuses them, as it sees none or cannot read
 * these.
 */
export async function withFiles<T>(
  messages: readonly Inbound[],
  files: TurnFiles | undefined,
  signal: AbortSignal,
  turn: (looker: Looker) => Promise<T>,
): Promise<T> {
  if (!files || !messages.some(hasFile)) return turn({});
  return files.run(signal, async () => {
    try {
      return await turn(files.looker(true));
    } catch (error) {
      if (!(error instanceof ServiceError) || error.about !== 'image') throw error;
      return turn(files.looker(false));
    }
  });
}

function hasFile({ content }: Inbound): boolean {
  if (content.type !== 'text' && content.type !== 'unsupported') return false;
  return (content.media ?? content.quotedFile) !== undefined;
}

/** Whether the model is shown what was in files. */
export function showsFiles(understood: readonly Understood[]): boolean {
  return understood.some(({ sight }) => sight !== undefined && sight.type !== 'unseen');
}

type Ask = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** What the model notes of the files it is shown: each of its answers comes without the line. */
export class SeenNotes {
  #noted: string | undefined;

  /** What was noted last; undefined: nothing. */
  get noted(): string | undefined {
    return this.#noted;
  }

  /** The same way to ask, apart from the line. */
  listening(ask: Ask): Ask {
    return async (question, signal) => {
      const answer = await ask(question, signal);
      const { text, seen } = withoutSeen(answer.text);
      this.#noted = seen ?? this.#noted;
      return text === answer.text ? answer : { ...answer, text };
    };
  }

  /**
   * The result; in its record every message is remembered with what was seen in its file; a line about several stands with the last
   * picture, as documents have words of their own.
   */
  remembered<T extends { record: TurnRecord }>(
    result: T,
    { understood }: { understood: readonly Understood[] },
  ): T {
    const shown = understood.filter(({ sight }) => sight !== undefined && sight.type !== 'unseen');
    const last = shown.findLast(({ sight }) => sight?.type === 'image') ?? shown.at(-1);
    if (!last?.sight || this.#noted === undefined) return result;
    const entries = result.record.entries.map((entry) => {
      const part = shown.find(({ inbound }) => inbound.id === entry.id);
      if (!part?.sight) return entry;
      if (part === last) return { ...entry, seen: rememberedSight(part.sight, this.#noted) };
      return { ...entry, seen: briefly(part.sight) };
    });
    return { ...result, record: { ...result.record, entries } };
  }
}

/** What is remembered of a file where the note about all of them stands with another. */
function briefly(sight: Sight): string {
  const elsewhere = '(noted with the last of them)';
  return sight.type === 'document' ? rememberedSight(sight, elsewhere) : `an image ${elsewhere}`;
}

/** An answer with what the customer is told before it of files that were not shown to the model: each once, and that it sees none once a day. */
export function withFileProblems(
  answer: string,
  understood: readonly Understood[],
  facts: ChatFacts,
  { words, now }: { words: Readonly<Record<PhraseName, string>>; now: number },
): { text: string; facts: ChatFacts } {
  const problems = new Set(
    understood.flatMap(({ sight }) => (sight ? (problemOfSight(sight) ?? []) : [])),
  );
  if (isHinted(facts, now)) problems.delete('imagesUnseen');
  return {
    text: [...[...problems].map((name) => words[name]), answer].join('\n\n'),
    facts: problems.has('imagesUnseen') ? { hintedAt: now } : {},
  };
}

/** Whether the customer heard within a day what the bot cannot open. */
export function isHinted({ hintedAt }: ChatFacts, now: number): boolean {
  return hintedAt !== undefined && now - hintedAt < dayMs;
}
