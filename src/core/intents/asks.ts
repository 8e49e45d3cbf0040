import { markNegated, markPeople } from './ask-marks.ts';
import { askRules, type Rule } from './ask-rules.ts';
import { askWords, withSlips } from './ask-words.ts';
import { lexiconOf } from './lexicon.ts';
import { tokensOf, type Token } from './tokens.ts';

const lexicon = lexiconOf(askWords, withSlips);

/** Quoted words are somebody else's. */
const quoted = /«[^«»]{0,200}»|"[^"]{0,200}"|“[^“”]{0,200}”/g;
const mostCharacters = 4000;

/** What forbids a rule is looked for so many words further than what makes it. */
const widerBy = 2;

/**
 * Whether a customer's message asks to talk to a person: to be put through, answered or called by one, or to be spared the bot. Russian, Kazakh and English,
 * as people write them: in Latin letters, without Kazakh ones, with slips, mixed. Mentioning people or asking about them is not asking. Texts are judged by their beginning.
 */
export function asksForPerson(text: string): boolean {
  const tokens = tokensOf(
    text.slice(0, mostCharacters).replace(quoted, ' '),
    lexicon,
  ).tokens.filter(({ means }) => !means.has('filler'));
  if (tokens.length === 0) return false;
  markPeople(tokens);
  markNegated(tokens);
  return namesOnly(tokens) || someoneThere(tokens) || askRules.some((rule) => holds(rule, tokens));
}

/** A message of nothing but somebody who may be asked to come, and of words that say nothing else: "оператор!", "human please"; or a sentence of nothing but a human being. */
function namesOnly(tokens: readonly Token[]): boolean {
  const only = (some: readonly Token[], ...wanted: readonly string[]): boolean => {
    const known = ['wanted', 'greet', 'need', 'alive', 'anybody'];
    const has = (meanings: readonly string[], { means }: Token): boolean =>
      meanings.some((one) => means.has(one));
    return some.some((token) => has(wanted, token)) && some.every((token) => has(known, token));
  };
  const sentences = [...Map.groupBy(tokens, ({ sentence }) => sentence).values()];
  return (
    only(tokens, 'wanted', 'anybody') ||
    sentences.some((sentence) => only(sentence, 'person', 'anybody'))
  );
}

/** A part of a message that says nothing but "is anybody there". */
function someoneThere(tokens: readonly Token[]): boolean {
  const clauses = Map.groupBy(tokens, ({ clause }) => clause);
  return [...clauses.values()].some((clause) => {
    const has = (...meanings: string[]): boolean =>
      clause.some(({ means }) => meanings.some((one) => means.has(one)));
    const known = [
      'someone',
      'person',
      'here',
      'alive',
      'greet',
      'not',
      'bot',
      'off',
      'me',
      'hail',
      'be',
    ];
    return (
      has('someone', 'person') &&
      has('here') &&
      !has('role', 'or') &&
      clause.every(({ means }) => known.some((one) => means.has(one)))
    );
  });
}

/** Whether all meanings of a rule stand near each other in a sentence and none that forbids it beside them. */
function holds(rule: Rule, tokens: readonly Token[]): boolean {
  return tokens.some(
    (token, at) => token.means.has(rule.all[0] ?? '') && holdsAt(rule, tokens, at),
  );
}

function holdsAt(
  { all, within, unless = [], ordered = false, close = false }: Rule,
  tokens: readonly Token[],
  at: number,
): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  const around = (reach: number): readonly Token[] =>
    tokens
      .slice(ordered ? at : Math.max(0, at - reach), at + reach + 1)
      .filter(({ sentence }) => sentence === token.sentence);
  const near = around(within);
  const stands = (meaning: string): boolean =>
    near.some(
      (other) =>
        other !== token &&
        other.means.has(meaning) &&
        (!close || isClose(tokens, at, tokens.indexOf(other))),
    );
  const beside = around(within + widerBy);
  const forbids = (meaning: string): boolean =>
    beside.some(
      ({ means, clause }) =>
        means.has(meaning) && (clause === token.clause || meaning === 'reported'),
    );
  return all.slice(1).every(stands) && !unless.some(forbids);
}

function isClose(tokens: readonly Token[], one: number, other: number): boolean {
  const between = tokens.slice(Math.min(one, other) + 1, Math.max(one, other));
  return (
    tokens[one]?.clause === tokens[other]?.clause && between.every(({ means }) => means.size > 0)
  );
}
