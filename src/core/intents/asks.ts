import { markNegated, markPeople } from './ask-marks.ts';
import { askRules, type Rule } from './ask-rules.ts';
import { askWords, withSlips } from './ask-words.ts';
import { lexiconOf, type Lexicon } from '../lexicon/lexicon.ts';
import { tokensOf, type Token } from './tokens.ts';

/** Made for the first message: a bot that nobody writes to is to be light. */
let lexicon: Lexicon | undefined;

/** Quoted words are somebody else's. */
const quoted = /«[^«»]{0,200}»|"[^"]{0,200}"|“[^“”]{0,200}”/g;
const mostCharacters = 4000;

/** What somebody is like: stands between a deed and a person as a word that is known does. */
const ofPerson = /(?:[ое]го|[ое]му|им|ую)$/;

/** What forbids a rule is looked for so many words further than what makes it. */
const widerBy = 2;

/**
 * Whether a customer's message asks to talk to a person: to be put through, answered or called by one, or to be spared the bot. Russian, Kazakh and English,
 * as people write them: in Latin letters, without Kazakh ones, with slips, mixed. Mentioning people or asking about them is not asking. Texts are judged by their beginning.
 */
export function asksForPerson(text: string): boolean {
  lexicon ??= lexiconOf(askWords, withSlips);
  const tokens = tokensOf(
    text.slice(0, mostCharacters).replace(quoted, ' '),
    lexicon,
  ).tokens.filter(({ means }) => !means.has('filler'));
  if (tokens.length === 0) return false;
  markPeople(tokens);
  markNegated(tokens);
  const meant = new Set(tokens.flatMap(({ means }) => [...means]));
  if (meant.size === 0) return false;
  return (
    namesOnly(tokens) || someoneThere(tokens) || rulesFor(meant).some((rule) => holds(rule, tokens))
  );
}

/** A message of nothing but somebody who may be asked to come, and of words that say nothing else: "оператор!", "human please"; or a sentence of nothing but a human being. */
function namesOnly(tokens: readonly Token[]): boolean {
  const only = (some: readonly Token[], ...wanted: readonly string[]): boolean => {
    const known = ['wanted', 'greet', 'need', 'alive', 'anybody'];
    // "можно не бота, а человека": told apart from "бот или человек" by what is wished.
    if (some.some(({ means }) => means.has('not')) && some.some(({ means }) => means.has('need')))
      known.push('not', 'bot');
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
      'online',
      'aside',
    ];
    return (
      has('someone', 'person') &&
      has('here') &&
      !has('role', 'or') &&
      clause.every(({ means }) => known.some((one) => means.has(one)))
    );
  });
}

/** A rule as it is tried: the first meaning, those beside it, each one of several, and what forbids it. */
interface Tried extends Omit<Rule, 'all' | 'unless'> {
  readonly first: string;
  readonly others: readonly (readonly string[])[];
  readonly unless: readonly string[];
}

const tried: readonly Tried[] = askRules.map(({ all, unless = '', ...rest }) => {
  const [first = '', ...others] = all.split(' ');
  const forbidding = unless.split(' ').filter(Boolean);
  return { ...rest, first, others: others.map((one) => one.split('|')), unless: forbidding };
});

const triedFor = Map.groupBy(tried, ({ first }) => first);

/** The rules that can hold where words mean this. */
function rulesFor(meant: ReadonlySet<string>): Tried[] {
  return [...meant]
    .flatMap((meaning) => triedFor.get(meaning) ?? [])
    .filter(({ others }) => others.every((some) => some.some((one) => meant.has(one))));
}

/** Whether all meanings of a rule stand near each other in a sentence and none that forbids it beside them. */
function holds(rule: Tried, tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => token.means.has(rule.first) && holdsAt(rule, tokens, at));
}

function holdsAt(
  { others, within, unless, ordered = false, close = false }: Tried,
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
  const stands = (meanings: readonly string[]): boolean =>
    near.some(
      (other) =>
        other !== token &&
        meanings.some((meaning) => other.means.has(meaning)) &&
        (!close || isClose(tokens, at, tokens.indexOf(other))),
    );
  const beside = around(within + widerBy);
  const forbids = (meaning: string): boolean =>
    beside.some(
      ({ means, clause }) =>
        means.has(meaning) && (clause === token.clause || meaning === 'reported'),
    );
  return others.every(stands) && !unless.some(forbids);
}

function isClose(tokens: readonly Token[], one: number, other: number): boolean {
  const between = tokens.slice(Math.min(one, other) + 1, Math.max(one, other));
  return (
    tokens[one]?.clause === tokens[other]?.clause &&
    between.every(({ means, folded }) => means.size > 0 || ofPerson.test(folded))
  );
}
