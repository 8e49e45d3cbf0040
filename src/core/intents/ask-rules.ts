/** Meanings that together, `within` so many words of the first one and in one sentence, are a wish for a person. */
export interface Rule {
  readonly all: readonly string[];
  readonly within: number;
  /** Meanings that, as near, make it something else. */
  readonly unless?: readonly string[];
  /** Whether the others follow the first one. */
  readonly ordered?: boolean;
  /** Whether they stand in one part between commas, and only words that are known stand between. */
  readonly close?: boolean;
}

const aboutPeople = ['trade', 'job', 'count', 'introduced'] as const;

export const askRules: readonly Rule[] = [
  // "позовите …", whoever it is.
  { all: ['summon'], within: 4, unless: ['reported', 'learn'] },
  // "переведите на менеджера", "transfer me to …", "put me through to …".
  {
    all: ['connect', 'role'],
    within: 5,
    close: true,
    unless: [...aboutPeople, 'reported', 'how', 'relay'],
  },
  {
    all: ['connect', 'person'],
    within: 5,
    close: true,
    unless: [...aboutPeople, 'reported', 'how'],
  },
  { all: ['connect', 'someone'], within: 3, close: true, unless: [...aboutPeople, 'reported'] },
  { all: ['redirect', 'desk'], within: 3, close: true },
  { all: ['redirect', 'person'], within: 3, close: true },
  { all: ['handOver', 'talkItself', 'role'], within: 4, unless: ['reported'] },
  { all: ['connect', 'name'], within: 3 },
  { all: ['connect', 'talk'], within: 4, unless: ['learn', 'count'] },
  { all: ['link', 'with'], within: 2, ordered: true, close: true },
  { all: ['connect', 'through'], within: 4, ordered: true },
  // "поговорить с человеком".
  { all: ['talk', 'met'], within: 5, unless: ['past', 'learn', 'reported'] },
  { all: ['line', 'met'], within: 3, close: true, unless: ['past', 'reported'] },
  {
    all: ['need', 'talkAlone'],
    within: 3,
    unless: ['you', 'kin', 'learn', 'past', 'reported', 'or'],
  },
  { all: ['talkWish'], within: 4, unless: ['you', 'kin', 'learn', 'past', 'reported'] },
  { all: ['talk', 'byPhone'], within: 3, unless: ['past', 'kin'] },
  { all: ['need', 'craft', 'talk'], within: 6, unless: ['past', 'learn', 'reported', 'trade'] },
  {
    all: ['need', 'metOurs'],
    within: 5,
    unless: [...aboutPeople, 'or', 'past', 'learn', 'reported'],
  },
  { all: ['need', 'met', 'bot'], within: 6, unless: ['or', 'reported'] },
  // "нужен менеджер", "можно оператора".
  {
    all: ['need', 'wanted'],
    within: 4,
    close: true,
    unless: [...aboutPeople, 'you', 'reported', 'past', 'relay', 'or'],
  },
  { all: ['need', 'toDesk'], within: 2, close: true, unless: ['trade', 'job', 'relay'] },
  { all: ['question', 'toDesk'], within: 3, unless: ['trade', 'reported', 'past'] },
  { all: ['need', 'fetch'], within: 3, unless: ['kin', 'past', 'reported'] },
  { all: ['can', 'have', 'wanted'], within: 5, close: true, unless: aboutPeople },
  { all: ['hail', 'wanted'], within: 2, unless: [...aboutPeople, 'be'] },
  { all: ['order', 'desk'], within: 4 },
  { all: ['need', 'anybody', 'role'], within: 4, unless: [...aboutPeople, 'you'] },
  { all: ['need', 'anybody', 'person'], within: 4, unless: aboutPeople },
  { all: ['need', 'anybody', 'alive'], within: 4, unless: aboutPeople },
  // "пусть человек ответит".
  { all: ['reply', 'let', 'person'], within: 5, unless: ['reported'] },
  { all: ['come', 'let', 'role'], within: 4, unless: ['reported'] },
  { all: ['come', 'let', 'person'], within: 4, unless: ['reported'] },
  { all: ['theyShall', 'person'], within: 4, unless: ['reported'] },
  { all: ['theyShall', 'desk'], within: 4, unless: ['reported'] },
  { all: ['theyShall', 'anybody'], within: 4, unless: ['reported'] },
  { all: ['reply', 'let', 'role'], within: 5, unless: ['reported'] },
  { all: ['reply', 'let', 'anybody'], within: 5, unless: ['reported'] },
  { all: ['reply', 'can', 'desk'], within: 3, unless: ['reported', 'or', 'past'] },
  { all: ['reply', 'can', 'person'], within: 5, unless: ['reported', 'or'] },
  { all: ['reply', 'anybody'], within: 5, unless: ['past', 'reported', 'trade'] },
  { all: ['help', 'anybody'], within: 3, unless: ['past', 'reported', 'trade'] },
  { all: ['need', 'reply', 'role', 'bot'], within: 8, unless: ['or', 'reported'] },
  { all: ['reply', 'met', 'bot'], within: 6, unless: ['or', 'reported'] },
  { all: ['order', 'someone'], within: 5 },
  { all: ['order', 'person'], within: 5 },
  { all: ['order', 'personally'], within: 3 },
  { all: ['contact', 'me'], within: 3, unless: ['reported'] },
  // "перезвоните", "можете мне позвонить", "қоңырау шалыңыз".
  { all: ['call'], within: 4, unless: ['reported', 'count', 'kin'] },
  { all: ['ring', 'ask'], within: 4, unless: ['past', 'reported', 'fut', 'you', 'kin'] },
  { all: ['ring', 'need', 'me'], within: 4, unless: ['past', 'reported', 'fut', 'you', 'kin'] },
  { all: ['ringing', 'let'], within: 5, unless: ['reported', 'kin'] },
  { all: ['callMe', 'me'], within: 3, unless: ['past', 'reported', 'fut'] },
  { all: ['ringFuture', 'anybody'], within: 3, unless: ['past', 'reported'] },
  { all: ['callMe', 'can', 'have'], within: 4, unless: ['past'] },
  { all: ['callMe', 'can', 'number'], within: 4, unless: ['past', 'self'] },
  { all: ['rang', 'rung'], within: 3, unless: ['past', 'own'] },
  { all: ['handset', 'lifted'], within: 2, unless: ['past'] },
  { all: ['callOut'], within: 3, unless: ['past', 'reported'] },
  { all: ['await', 'bell'], within: 3, unless: ['past'] },
  { all: ['need', 'called', 'back'], within: 5, unless: ['own'] },
  { all: ['bell', 'back', 'need'], within: 4, unless: ['trade'] },
  { all: ['bell', 'need'], within: 2, close: true, unless: ['trade', 'own', 'past'] },
  // "есть кто живой".
  { all: ['human', 'here'], within: 3, unless: [...aboutPeople, 'or', 'role'] },
  { all: ['who', 'can', 'talk'], within: 4, unless: ['learn'] },
  { all: ['anybody', 'talk'], within: 4, unless: ['learn', 'past', 'kin'] },
  { all: ['someone', 'here', 'alive'], within: 5, unless: aboutPeople },
  { all: ['alive', 'person', 'here'], within: 4, unless: [...aboutPeople, 'role', 'or'] },
  { all: ['anybody', 'online'], within: 2 },
  { all: ['anybody', 'desk', 'here'], within: 5, unless: aboutPeople },
  { all: ['alive', 'desk', 'here'], within: 4, unless: [...aboutPeople, 'or'] },
  { all: ['hail', 'person'], within: 4, unless: [...aboutPeople, 'or'] },
  // "не хочу говорить с ботом", "хватит ботов".
  { all: ['bot', 'no-talk'], within: 5 },
  { all: ['bot', 'no-talking'], within: 5 },
  { all: ['bot', 'no-wish'], within: 4 },
  { all: ['bot', 'no-need'], within: 4 },
  { all: ['bot', 'no-can'], within: 4, unless: ['or'] },
  { all: ['not', 'mine', 'bot'], within: 5, ordered: true, unless: ['or'] },
  { all: ['bot', 'refusing'], within: 4 },
  { all: ['bot', 'off'], within: 4, unless: ['trade'] },
  { all: ['no', 'bot'], within: 2, ordered: true, close: true },
  { all: ['bot', 'not', 'no-person'], within: 4 },
  // "можно Айгерим к телефону".
  { all: ['connect', 'givenName'], within: 3, close: true, unless: ['aside', 'reported', 'relay'] },
  {
    all: ['need', 'givenName'],
    within: 2,
    close: true,
    unless: ['aside', 'reported', 'relay', 'self', 'trade'],
  },
  { all: ['handed', 'need'], within: 4 },
  { all: ['handed', 'connect'], within: 4 },
  { all: ['handed', 'handOver'], within: 4 },
  { all: ['connect', 'onPhone'], within: 5, unless: ['past'] },
  { all: ['toPhone'], within: 4, unless: ['reported'] },
];
