import type { Token } from './tokens.ts';

/** Kazakh says "with" by an ending, and "I am" by another. */
const withEnding = /.{3}[мпб]ен$/;
const amEnding = /.{3}(?:мин|пин|бин)$/;

/** Endings of somebody for whom or about whom something is: no one who is asked for. */
const asideEnding =
  /(?:ору|еру|ику|ачу|елю|исту|анту|еку|[дн]ям|[рнкл]ам|ами|ями|[рк]ом|ем|га|ге)$/;

const toEnding = /(?:ору|еру|ику|ачу|елю|исту|анту)$/;

/** Endings of somebody who is fetched, and so is not the one who writes. */
const fetchedEnding = /(?:ера|тора|века|ника|теля|ача|иста|ди|ти|ни|га|ге|мен)$/;
const patronymic = /(?:вича|вну)$/;

const aliveEnding = /^(?:жив|реальн|нормальн|адекватн|толков|вменяем)(?:ого|ому|им|ои|ие|их)$/;

/** Tells apart who is asked for from who the customer is and who is only mentioned, and marks those with whom there is talk. */
export function markPeople(tokens: readonly Token[]): void {
  markPhrases(tokens);
  tokens.forEach((token, at) => {
    const { means, folded } = token;
    if (means.has('desk') || means.has('craft')) means.add('role');
    if (means.has('alive') && standsForPerson(tokens, at)) means.add('person');
    if (means.size === 0 && token.named && patronymic.test(folded)) means.add('name');
    if (means.has('desk') && (tokens[at - 1]?.folded === 'к' || toEnding.test(folded)))
      means.add('toDesk');
    const isPerson = means.has('person') || means.has('role');
    if (
      isPerson &&
      (amEnding.test(folded) || isWriter(tokens, at) || /^\d+$/.test(tokens[at - 1]?.word ?? ''))
    ) {
      for (const meaning of ['person', 'role', 'desk', 'craft', 'human']) means.delete(meaning);
      means.add('introduced');
    } else if (isMet(tokens, at)) {
      means.add('met');
      if (means.has('person') || means.has('desk')) means.add('metOurs');
    } else if ((means.has('person') || means.has('desk')) && !isAside(tokens, at))
      means.add('wanted');
  });
}

/** Marks words that mean something together with those before them: "кто-то", "на связи", "к телефону". */
function markPhrases(tokens: readonly Token[]): void {
  tokens.forEach(({ word, folded, means }, at) => {
    const before = tokens[at - 1];
    const led = before?.folded ?? '';
    if (tokens[at + 1]?.means.has('ongoing') === true)
      for (const meaning of ['talk', 'rung']) means.delete(meaning);
    if (/^(?:то|либо)$/.test(folded) && /^к(?:то|ого|ому|ем)$/.test(led)) means.add('anybody');
    if (led === 'на' && /^(?:связи?|лини[юи]|телефоне?)$/.test(folded)) {
      means.clear();
      means.add('online');
    }
    if (led === 'в' && /^(?:чат|чате|переписку|диалог|контакт)$/.test(folded)) means.add('online');
    if (led === 'на' && folded === 'месте' && tokens[at - 2]?.means.has('desk') === false)
      means.add('online');
    if (led === 'или' && /^(?:нет|жок|как)$/.test(folded)) before?.means.delete('or');
    if (led === 'ким' && folded === 'болса') means.add('anybody');
    if (/^вами?$/.test(led) && /^(?:говорит|пишет|звонит)$/.test(folded)) means.add('self');
    if (/^(?:тут|здес|где)$/.test(folded) && /^[вт]и$/.test(led)) means.add('youHere');
    if (word === 'like' && /^(?:id|i|would)$/.test(before?.word ?? '')) means.delete('aside');
    if (led === 'к' && folded === 'телефону') means.add('toPhone');
    if (word === 'phone' && tokens[at - 2]?.word === 'on') means.add('onPhone');
  });
}

/** "дайте живого", not "живого пива". */
function standsForPerson(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return (
    aliveEnding.test(tokens[at]?.folded ?? '') &&
    (next === undefined || next.clause !== tokens[at]?.clause || next.means.size > 0)
  );
}

/** Whether somebody is the one who writes: "я сам администратор", "работаю менеджером". */
function isWriter(tokens: readonly Token[], at: number): boolean {
  if (fetchedEnding.test(tokens[at]?.folded ?? '')) return false;
  for (let back = 1; back <= 3; back++) {
    const other = tokens[at - back];
    if (other === undefined) return false;
    if (other.means.has('self')) return true;
    if (
      other.means.size > 0 &&
      !/^(?:a|an|the|your|ваш|тут|здесь|тоже|один|живой|real|живая)$/.test(other.word)
    )
      return false;
  }
  return false;
}

/** Whether there is talk with somebody: "с менеджером", "менеджермен", and anyone who is not known, but for the customer's own people. */
function isMet(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || ['kin', 'you', 'me', 'bot'].some((one) => token.means.has(one)))
    return false;
  if (
    withEnding.test(token.folded) &&
    !['with', 'self', 'trade'].some((one) => token.means.has(one))
  )
    return true;
  const [before, two, three] = [tokens[at - 1], tokens[at - 2], tokens[at - 3]];
  const after = (other: Token | undefined): boolean => other?.means.has('with') === true;
  if (token.means.size === 0)
    return after(before) || (after(two) && before?.means.has('greet') === true);
  const somebody = ['person', 'role', 'someone', 'whom', 'givenName'].some((one) =>
    token.means.has(one),
  );
  return (
    somebody &&
    (after(before) ||
      (after(two) && before?.means.has('bot') !== true && before?.means.has('aside') !== true) ||
      (after(three) && two?.means.has('bot') !== true))
  );
}

/** Whether somebody is only mentioned: "для менеджеров", "менеджер по продажам", "подарок директору". */
function isAside(tokens: readonly Token[], at: number): boolean {
  const [two, before, next] = [tokens[at - 2], tokens[at - 1], tokens[at + 1]];
  const led =
    before?.means.has('aside') === true ||
    (two?.means.has('aside') === true && before?.means.has('greet') === true);
  const leads =
    next?.means.has('aside') === true &&
    next.clause === tokens[at]?.clause &&
    !/^(?:у|к|about)$/.test(next.word) &&
    !['online', 'aMoment'].some((one) => tokens[at + 2]?.means.has(one));
  return led || leads || asideEnding.test(tokens[at]?.folded ?? '');
}

/** How many words a "not" reaches, and a Kazakh "жоқ" or "емес" before itself. */
const reach = 4;

/** Takes from words that are denied what they mean, and marks them as denied. */
export function markNegated(tokens: readonly Token[]): void {
  tokens.forEach((token, at) => {
    if (!token.means.has('not')) return;
    const inClause = (from: number, to: number): Token[] =>
      tokens.slice(Math.max(0, from), to).filter(({ clause }) => clause === token.clause);
    const asks = /^[мпб][ае]$/.test(tokens[at + 1]?.folded ?? '');
    if (asks) return;
    if (/^(?:емес|жок)$/.test(token.folded)) {
      inClause(at - 3, at).forEach(deny);
      return;
    }
    const next = tokens[at + 1];
    if (next === undefined || next.means.has('soft')) return;
    const stretches = next.means.has('wish') || next.means.has('need') || /[a-z]/.test(token.word);
    const denied = inClause(at + 1, at + 1 + (stretches ? reach : 1));
    const again = denied.findIndex((other, index) => index > 0 && other.means.has('wish'));
    denied.slice(0, again < 0 ? reach : again).forEach(deny);
    // "оператор не нужен": who is not needed stands before it.
    if (next.means.has('no-need')) inClause(at - 2, at).forEach(deny);
  });
}

function deny({ means }: Token): void {
  const kept = ['bot', 'not', 'no-'];
  const denied = [...means];
  means.clear();
  for (const meaning of denied)
    means.add(kept.some((one) => meaning.startsWith(one)) ? meaning : `no-${meaning}`);
}
