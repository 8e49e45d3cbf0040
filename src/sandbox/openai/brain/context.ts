import type { Dialogue } from './dialogue.ts';
import { foldLetters } from './letters.ts';
import { requestOf } from './requests.ts';
import { toQuestion, type CustomerQuestion } from './question.ts';

/** How a question begins that goes on from the one before; folded. */
const followUp =
  /^(а|ал|and|what about|how about) (?!.*( сколько| где| когда| канша| кайда| how much| where| when))/u;

/** A question about what was spoken of: "and how much is it a month?"; folded. */
const pointing =
  / (это|эта|этот|эти|он|она|оно|они|туда|там|ол|бул|осы|сол|олар|онда|it|that|this|they|there) /u;

/** Things that name nothing to be found: what something is measured in; beginnings of words, folded. */
const measures =
  /^(месяц|недел|день|дня|дни|час|год|урок|заняти|раз|аи|апта|кун|сагат|жыл|сабак|month|week|day|hour|year|lesson|class|time)/u;

/** What the customer asks, with what it refers to of what he asked before; undefined: it stands by itself. */
export function inContext(
  question: CustomerQuestion,
  messages: Dialogue['messages'],
): CustomerQuestion | undefined {
  const earlier = messages
    .filter(({ role }) => role === 'user')
    .slice(0, -1)
    // "Are you a robot?" is nothing that a later question goes on from.
    .filter(({ text }) => requestOf(text) === undefined)
    .map(({ text }) => toQuestion(text));
  const before = earlier.at(-1);
  if (!before) return undefined;
  if (followUp.test(question.text)) return { ...question, text: `${before.text} ${question.text}` };
  if (
    !pointing.test(` ${foldLetters(question.text)} `) ||
    !question.things.every((thing) => measures.test(thing))
  )
    return undefined;
  const first = earlier.findLastIndex(({ text }) => !followUp.test(text));
  const chain = earlier.slice(Math.max(0, first));
  return {
    text: [...chain, question].map(({ text }) => text).join(' '),
    things: [...chain, question].flatMap(({ things }) => things),
  };
}
