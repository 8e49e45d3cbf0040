import type { Token } from './tokens.ts';

type Has = (...meanings: readonly string[]) => boolean;

function hasIn(tokens: readonly Token[]): Has {
  return (...meanings) => tokens.some(({ means }) => meanings.some((one) => means.has(one)));
}

/** Whether an English sentence says that something was done. */
export function claimsInEnglish(tokens: readonly Token[], asks: boolean): boolean {
  return tokens.some((token, at) => {
    const unknown =
      token.means.size === 0 &&
      /.{3}ed$/.test(token.word) &&
      hasIn(tokens.slice(Math.max(0, at - 3), at))('i');
    const doneToYou = unknown && tokens[at + 1]?.means.has('youEn') === true;
    if (!doneToYou && !hasIn([token])('deed', 'halfDeed', 'doingNow')) return false;
    const before = hasIn(tokens.slice(0, at));
    const clauseBefore = tokens.slice(0, at).filter(({ clause }) => clause === token.clause);
    const inClause = hasIn(clauseBefore);
    const asksAfterwards = before('i') && tokens.at(-1)?.clause !== token.clause;
    if (
      (asks && !asksAfterwards) ||
      before('ifEn') ||
      inClause('notEn', 'mayEn') ||
      isQuoted(tokens, at)
    )
      return false;
    return isOn(tokens, at) || byUs(tokens, at) || isDone(tokens, at);
  });
}

/** "You said that …", "so you were told that …". */
function isQuoted(tokens: readonly Token[], at: number): boolean {
  const told = tokens.findIndex(
    ({ means }, index) =>
      means.has('saidEn') && hasIn(tokens.slice(Math.max(0, index - 3), index))('youEn'),
  );
  return told >= 0 && told <= at;
}

function clauseOf(tokens: readonly Token[], at: number): readonly Token[] {
  return tokens.filter(({ clause }) => clause === tokens[at]?.clause);
}

/** "I'm booking you in". */
function isOn(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.means.has('doingNow') === true &&
    leadsOn(tokens, at) &&
    !hasIn(tokens)('habitEn', 'ifEn')
  );
}

function leadsOn(tokens: readonly Token[], at: number): boolean {
  const near = hasIn(tokens.slice(Math.max(0, at - 3), at));
  return near('am') || (near('weAre') && hasIn(clauseOf(tokens, at))('youEn'));
}

/** "I've booked you", "we sent you", "Booked you for Monday", "Sent!". */
function byUs(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || token.means.has('doingNow')) return false;
  const clause = hasIn(clauseOf(tokens, at));
  if (token.means.has('halfDeed') && !hasIn(tokens.slice(at + 1, at + 8))('completing'))
    return false;
  if (token.means.has('lookedEn') && clause('photoEn')) return false;
  const lead = tokens
    .slice(Math.max(0, at - 8), at)
    .filter((other) => other.clause === token.clause);
  const near = hasIn(lead);
  // "I see you booked": the customer did.
  if (near('be') || hasIn(lead.slice(-3))('youEn', 'saidEn')) return false;
  if (near('i')) return true;
  const next = hasIn(tokens.slice(at + 1, at + 3));
  const we = lead.findIndex(({ means }) => means.has('we'));
  // "the invoice we sent you" tells of an invoice.
  if (we > 0 && !lead.slice(0, we).every(({ means }) => means.has('ok'))) return false;
  if (near('we', 'have') && near('we', 'roleEn')) {
    const forYou = token.means.has('keptEn') && hasIn(tokens.slice(at + 1, at + 7))('youEn');
    return (forYou || next('youEn')) && !hasIn(tokens)('habitEn');
  }
  if (!lead.every(({ means }) => means.has('ok'))) return false;
  return (
    near('have') ||
    next('youEn') ||
    clauseOf(tokens, at).length - lead.length === 1 ||
    hasIn(tokens.slice(at + 1, at + 2))('target')
  );
}

/** "You're booked in", "your order has been cancelled", "our technician has been notified". */
function isDone(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.means.has('deed') !== true || hasIn(tokens)('ifEn', 'habitEn')) return false;
  const lead = tokens.slice(0, at).filter((other) => other.clause === token.clause);
  const near = hasIn(lead.slice(-4));
  const be = lead.findLastIndex(({ means }) => means.has('be') && !means.has('been'));
  const link = be >= 0 ? be : lead.findLastIndex(({ means }) => means.has('been'));
  if (link < 0 || !lead.slice(link + 1).every(({ means }) => means.has('adverb'))) return false;
  const clause = hasIn(clauseOf(tokens, at));
  const whole = hasIn(lead);
  if (whole('youEn') && !token.means.has('saidEn')) return !clause('stateEn') || whole('youEn');
  if (clause('stateEn', 'eraEn')) return false;
  if (clause('youEn')) return true;
  return near('been') && (whole('itemEn') || (token.means.has('toldEn') && whole('roleEn')));
}
