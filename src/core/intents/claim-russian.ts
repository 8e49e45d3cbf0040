import type { Token } from './tokens.ts';

type Has = (...meanings: readonly string[]) => boolean;

/** Where a verb stands: the words before it in its sentence, those of its part between commas, and all. */
interface Place {
  readonly token: Token;
  readonly first: boolean;
  readonly before: Has;
  readonly clauseBefore: Has;
  readonly clause: Has;
  readonly sentence: Has;
}

function hasIn(tokens: readonly Token[]): Has {
  return (...meanings) => {
    for (const { means } of tokens) if (means.size > 0 && meansAny(means, meanings)) return true;
    return false;
  };
}

function meansAny(means: ReadonlySet<string>, meanings: readonly string[]): boolean {
  for (const one of meanings) if (means.has(one)) return true;
  return false;
}

/** Whether a Russian sentence says that something was done. */
export function claimsInRussian(tokens: readonly Token[], asks: boolean): boolean {
  return (
    isYours(tokens, asks) ||
    tokens.some((_, at) => isClaim(tokens, at, asks) || (!asks && isDoneToYou(tokens, at)))
  );
}

/** What may stand before a verb that somebody begins with. */
const beside = ['toYou', 'me', 'now', 'filler', 'item', 'source', 'toRole'];

/** Verbs by which something is claimed. */
const verbs = ['did', 'didSome', 'didTogether', 'doing', 'doingSome', 'wasDone', 'gone'];

function placeOf(tokens: readonly Token[], at: number, token: Token): Place {
  const before = tokens.slice(0, at);
  const clauseBefore = before.filter(({ clause }) => clause === token.clause);
  return {
    token,
    first: clauseBefore.every(({ means }) => meansAny(means, beside)) || isObject(clauseBefore[0]),
    before: hasIn(before),
    clauseBefore: hasIn(clauseBefore),
    clause: hasIn(tokens.filter(({ clause }) => clause === token.clause)),
    sentence: hasIn(tokens),
  };
}

/** "ссылку …": what is done to, not who does it. */
function isObject(token: Token | undefined): boolean {
  return token !== undefined && (token.means.has('item') || /.{3}[ую]$/.test(token.folded));
}

/** Whatever verb it is that somebody begins with and does to the customer: "вписала вас на 12:30". */
function isDoneToYou(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || token.means.size > 0 || !/.{3}ла?$/.test(token.folded)) return false;
  const place = placeOf(tokens, at, token);
  const next = tokens.slice(at + 1, at + 3).filter(({ clause }) => clause === token.clause);
  return (
    place.first &&
    hasIn(next)('acc') &&
    !place.before('if', 'said') &&
    !place.clauseBefore('not', 'may', 'you', 'how')
  );
}

function isClaim(tokens: readonly Token[], at: number, asks: boolean): boolean {
  const token = tokens[at];
  if (token === undefined || !meansAny(token.means, verbs)) return false;
  const place = placeOf(tokens, at, token);
  // "Записала вас на вторник, удобно?" says it all the same.
  const asksAfterwards =
    token.means.has('did') && place.first && tokens.at(-1)?.clause !== token.clause;
  if (asks && !asksAfterwards) return false;
  if (
    place.before('if') ||
    place.clauseBefore('not', 'may') ||
    isQuoted(tokens, at) ||
    followsEvent(tokens, at)
  )
    return false;
  return byOne(place) || byUs(place) || isOn(place) || isDone(place, tokens, at);
}

/** "Вы пишете, что …", "вам сказали, что …". */
function isQuoted(tokens: readonly Token[], at: number): boolean {
  const told = tokens.findIndex(({ means }) => means.has('said'));
  return told >= 0 && told <= at && hasIn(tokens.slice(0, told))('you', 'toYou');
}

/** "после оплаты …". */
function followsEvent(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(0, at)
    .some(
      ({ means }, index) => means.has('after') && tokens[index + 1]?.means.has('event') === true,
    );
}

/** "записала вас", "проверил в системе": I did, or one of ours did it for you. */
function byOne(place: Place): boolean {
  const { token, clause, clauseBefore, first, sentence } = place;
  const { means } = token;
  if (clauseBefore('you', 'how') || (means.has('looked') && clause('photo'))) return false;
  if (means.has('didSome'))
    return (
      clause('toYou', 'item', 'toRole', 'source') &&
      !clauseBefore('stranger', 'era') &&
      (first || clause('toYou', 'me'))
    );
  if (!means.has('did') || (means.has('lone') && sentence('thanks') && !clause('toYou', 'item')))
    return false;
  return clause('toYou', 'me') || (first && !clause('stranger', 'era'));
}

/** "мы вас записали". */
function byUs({ token: { means }, clause, clauseBefore, before, sentence }: Place): boolean {
  if (!means.has('didTogether') || clauseBefore('you')) return false;
  return (
    clause('toYou') &&
    !sentence('habit', 'era') &&
    !before('retell', 'verify') &&
    !(before('thanks') && before('that'))
  );
}

/** "оформляю ваш заказ". */
function isOn({ token: { means }, clause, clauseBefore, sentence, first }: Place): boolean {
  const told = clause('toYou', 'item', 'toRole', 'source') || (means.has('doing') && clause('now'));
  return (
    (means.has('doing') || means.has('doingSome')) &&
    first &&
    told &&
    !clauseBefore('you') &&
    !sentence('habit', 'if', 'after')
  );
}

/** "вы записаны", "бронь оформлена", "счёт ушёл на вашу почту". */
function isDone(place: Place, tokens: readonly Token[], at: number): boolean {
  const { token, clause, before, sentence } = place;
  const { means } = token;
  if (
    !(means.has('wasDone') || means.has('gone')) ||
    sentence('habit', 'if') ||
    hasIn(tokens.slice(at))('after')
  )
    return false;
  if (
    before('retell', 'verify') ||
    (before('how') && before('me')) ||
    (before('thanks') && before('that'))
  )
    return false;
  const yours = before('you', 'toYou');
  if (means.has('context') && !before('you') && !(clause('item') && (yours || clause('toYou'))))
    return isSubject(place, tokens, at);
  if (clause('toYou') || yours) return !clause('state') || yours;
  if (means.has('told')) return before('role') && !clause('state');
  return isSubject(place, tokens, at);
}

/** "запись на 14 число отменена": the customer's own thing, though nothing says "your". */
function isSubject(
  { token: { means }, clause, sentence }: Place,
  tokens: readonly Token[],
  at: number,
): boolean {
  const lead = hasIn(
    tokens.slice(Math.max(0, at - 5), at).filter((one) => one.clause === tokens[at]?.clause),
  );
  if (sentence('era') || (clause('since') && clause('month'))) return false;
  return !clause('state') && !means.has('booked') && lead('subject');
}

/** "место за вами", "вы в списке", "регистрация прошла успешно". */
function isYours(tokens: readonly Token[], asks: boolean): boolean {
  const has = hasIn(tokens);
  if (asks || has('if', 'may', 'not', 'after', 'said', 'era', 'habit')) return false;
  const short = tokens.length < 9 && !tokens.some(({ folded }) => /[аеи]ли$/.test(folded));
  if (short && ((has('yours') && has('behind') && has('byYou')) || (has('you') && has('list'))))
    return true;
  return has('process') && has('passed') && (has('toYou') || tokens.length < 5);
}
