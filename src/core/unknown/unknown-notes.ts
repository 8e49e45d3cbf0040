import type { Answer, Question } from '../kinds/model.ts';
import { sumUsage } from '../kinds/turn-record.ts';
import { notKnownName, questionOfCall, withoutNotKnown } from './not-known.ts';

type Ask = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** What the model hears of its call where it wrote nothing beside it. */
const noted = JSON.stringify({ noted: true, next: 'Now write your answer to the customer.' });

/** What the model says it does not know: each of its answers comes without that, and nobody else sees the call or the line. */
export class UnknownNotes {
  #question: string | undefined;

  /** What was asked, in the model's words; empty: it did not say; undefined: it has said nothing of that. */
  get question(): string | undefined {
    return this.#question;
  }

  /** The same way to ask, apart from the mark; one that came alone is answered, so that words follow. */
  listening(ask: Ask): Ask {
    return async (question, signal) => {
      const first = await ask(question, signal);
      const answer = this.#without(first);
      if (answer === first || answer.calls || answer.text.trim() !== '' || question.callsEnd)
        return answer;
      const calls = (first.calls ?? []).map((call) => ({ ...call, result: noted }));
      if (calls.length === 0) return answer;
      const { kept } = first;
      const unit = {
        role: 'bot',
        text: '',
        calls,
        ...(kept === undefined ? {} : { kept }),
      } as const;
      const messages = [...question.messages, unit];
      const second = this.#without(await ask({ ...question, messages }, signal));
      return { ...second, usage: sumUsage(answer.usage, second.usage) };
    };
  }

  #without(answer: Answer): Answer {
    const { text, question } = withoutNotKnown(answer.text);
    const mine = (answer.calls ?? []).filter(({ name }) => name.toLowerCase() === notKnownName);
    const rest = (answer.calls ?? []).filter((call) => !mine.includes(call));
    const asked = mine.map(questionOfCall).find((each) => each !== '') ?? question;
    if (mine.length > 0 || question !== undefined) this.#question = asked || this.#question || '';
    if (mine.length === 0) return text === answer.text ? answer : { ...answer, text };
    const { calls: _, ...words } = answer;
    return { ...words, text, ...(rest.length > 0 ? { calls: rest } : {}) };
  }
}
