import type { Answer, Question } from '../../../core/kinds/model.ts';

/** One question to the model, with what it answered. */
export interface ToldQuestion {
  /** All that stands before the dialogue. */
  instructions: string;
  messages: readonly ToldMessage[];
  /** Names of the functions that it could call. */
  functions: readonly string[];
  /** Undefined while it writes, and where it failed. */
  answer?: Pick<ToldMessage, 'text' | 'calls'> & { model: string };
}

/** A message of the dialogue, as the model saw it. */
export interface ToldMessage {
  role: 'customer' | 'bot';
  text: string;
  /** Pictures that came with it. */
  images: number;
  calls: readonly { name: string; arguments: string; result?: string }[];
}

/** Answers whose questions are kept. */
const mostAnswers = 200;

/** What the model was told before each answer, and in which chats it is writing. */
export class ToldAnswers {
  /** Questions of a chat whose answer has not reached anybody yet. */
  readonly #open = new Map<string, ToldQuestion[]>();
  readonly #writing = new Map<string, number>();
  /** By the id of the message; who has been there for longest is first. */
  readonly #kept = new Map<string, readonly ToldQuestion[]>();

  /** Chats in which the model is asked just now, as they were named. */
  get writing(): readonly string[] {
    return [...this.#writing.keys()];
  }

  /** Notes a question in this chat, and its answer when that comes. */
  async asked(chat: string, question: Question, answering: Promise<Answer>): Promise<void> {
    const told: ToldQuestion = toldIn(question);
    this.#open.set(chat, [...(this.#open.get(chat) ?? []), told]);
    this.#count(chat, 1);
    const answer = await answering.catch(() => undefined);
    this.#count(chat, -1);
    if (answer)
      told.answer = { text: answer.text, calls: callsIn(answer.calls), model: answer.model };
  }

  /** A message has left for this chat: what was asked there before it, if anything, belongs to it. */
  sent(chat: string, id: string): void {
    const told = this.#open.get(chat);
    if (!told) return;
    this.#open.delete(chat);
    this.#kept.set(id, told);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostAnswers && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** What the model was told before this message, each question in its order; undefined where no model wrote it. */
  of(id: string): readonly ToldQuestion[] | undefined {
    return this.#kept.get(id);
  }

  #count(chat: string, change: 1 | -1): void {
    const now = (this.#writing.get(chat) ?? 0) + change;
    if (now > 0) this.#writing.set(chat, now);
    else this.#writing.delete(chat);
  }
}

function toldIn({ shared, chat, messages, functions = [] }: Question): ToldQuestion {
  return {
    instructions: [shared, chat].filter(Boolean).join('\n\n'),
    messages: messages.map(({ role, text, images = [], calls }) => ({
      role,
      text,
      images: images.length,
      calls: callsIn(calls),
    })),
    functions: functions.map(({ name }) => name),
  };
}

function callsIn(
  calls: readonly { name: string; arguments: string; result?: string }[] = [],
): ToldMessage['calls'] {
  return calls.map(({ name, arguments: values, result }) => ({
    name,
    arguments: values,
    ...(result === undefined ? {} : { result }),
  }));
}
