import type { Answer, AnsweredCall, FunctionCall, Question } from '../kinds/model.ts';
import { sumUsage } from '../kinds/turn-record.ts';
import { notKnownName, questionOfCall, withoutNotKnown } from './not-known.ts';

type Ask = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** What the model hears of its call. */
const noted = JSON.stringify({ noted: true, next: 'Now write your answer to the customer.' });

/** What the model says it does not know: each of its answers comes without that, and nobody else sees the call or the line. */
export class UnknownNotes {
  #question: string | undefined;
  /** Calls that were taken out of an answer with others, by what is kept of it: services refuse one without its result. */
  readonly #taken = new WeakMap<object, AnsweredCall[]>();

  /** What was asked, in the model's words; empty: it did not say; undefined: it has said nothing of that. */
  get question(): string | undefined {
    return this.#question;
  }

  /** The same way to ask, apart from the mark; one that came alone is answered, so that words follow. @param marks whether the model is told to mark */
  listening(ask: Ask, marks = true): Ask {
    if (!marks) return ask;
    return async (question, signal) => {
      const whole = this.#withTaken(question);
      const first = await ask(whole, signal);
      const answer = this.#without(first);
      if (answer === first || answer.calls || answer.text.trim() !== '' || question.callsEnd)
        return answer;
      const calls = (first.calls ?? []).map(answered);
      if (calls.length === 0) return answer;
      const { kept } = first;
      const unit = {
        role: 'bot',
        text: '',
        calls,
        ...(kept === undefined ? {} : { kept }),
      } as const;
      const messages = [...whole.messages, unit];
      const second = this.#without(await ask({ ...whole, messages }, signal));
      return { ...second, usage: sumUsage(answer.usage, second.usage) };
    };
  }

  #without(answer: Answer): Answer {
    const { text, question } = withoutNotKnown(answer.text);
    const all = answer.calls ?? [];
    const mine = all.filter(({ name }) => name.toLowerCase() === notKnownName);
    const asked = mine.map(questionOfCall).find((each) => each !== '') ?? question;
    if (mine.length > 0 || question !== undefined) this.#question = asked || this.#question || '';
    if (mine.length === 0) return text === answer.text ? answer : { ...answer, text };
    const rest = all.filter((call) => !mine.includes(call));
    const { calls: _, ...words } = answer;
    if (rest.length === 0) return { ...words, text };
    if (isObject(answer.kept)) this.#taken.set(answer.kept, mine.map(answered));
    return { ...words, text, calls: rest };
  }

  /** The question with the calls that were taken out of what the model said before, each with its result. */
  #withTaken(question: Question): Question {
    const takenOf = (kept: unknown): AnsweredCall[] | undefined =>
      isObject(kept) ? this.#taken.get(kept) : undefined;
    if (!question.messages.some(({ kept }) => takenOf(kept))) return question;
    const messages = question.messages.map((said) => {
      const taken = takenOf(said.kept);
      return taken ? { ...said, calls: [...(said.calls ?? []), ...taken] } : said;
    });
    return { ...question, messages };
  }
}

function answered(call: FunctionCall): AnsweredCall {
  return { ...call, result: noted };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
