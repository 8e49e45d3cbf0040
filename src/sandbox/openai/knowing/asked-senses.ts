import { isEveryday } from './everyday.ts';
import { isAsk, sensesOf, type Ask, type Sense, type AskedThing } from './senses.ts';
import { looksLikeVerb } from './verbs.ts';

/** What a question comes to. */
export interface AskedSenses {
  asks: readonly Ask[];
  things: readonly AskedThing[];
  /** Folded words that no list has: names of what the business may know nothing of. */
  others: readonly string[];
}

/** What is meant less where a question speaks of the other: "since when are you open" asks for no hours. */
const meantLess: Readonly<Partial<Record<Sense, readonly Sense[]>>> = {
  since: ['when', 'hours'],
  due: ['when'],
  online: ['place'],
  trial: ['payment'],
  teen: ['child'],
};

/** What a customer asks, question by question. */
export function askedSenses(questions: readonly string[]): AskedSenses[] {
  const all = questions.map(readQuestion);
  // A verb alone names nothing, but where nothing else is said it is all there is: "do you translate?"
  const isSaid = all.some(({ asks, things }) => asks.length + things.length > 0);
  return all.map((asked) => ({
    ...asked,
    others: isSaid ? asked.others.filter((word) => !looksLikeVerb(word)) : asked.others,
  }));
}

function readQuestion(question: string): AskedSenses {
  const { senses, others } = sensesOf(question);
  for (const less of [...senses].flatMap((sense) => meantLess[sense] ?? [])) senses.delete(less);
  const asks = [...senses].filter(isAsk);
  // A day or a time of day goes with whatever else is asked for.
  const main = asks.filter((ask) => ask !== 'moment');
  return {
    asks: main.length > 0 ? main : asks,
    things: [...senses].filter((sense): sense is AskedThing => !isAsk(sense)),
    others: others.filter((word) => !isEveryday(word)),
  };
}
