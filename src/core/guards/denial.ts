/** What a machine is called, by itself and by those who ask. */
const machine = String.raw`(?:(?:чат|голосово[йм]|обычный|какой-то|просто|an?|the|just|simply|chat|чат-)[- ]?)?(?:бот|робот|машина|программа|нейросет\p{L}*|искусственн\p{L}* интеллект|ии|bot|chatbot|robot|machine|program|ai|artificial intelligence|автоответчик)`;
const person = String.raw`(?:(?:настоящ\p{L}*|жив\p{L}*|реальн\p{L}*|обычн\p{L}*|an?|the|real|live|actual|human) ){0,3}(?:человек|человеком|сотрудник|сотрудником|менеджер|менеджером|оператор|оператором|администратор|администратором|person|human|human being|employee|member of staff)`;

/** How it is denied that a machine answers, or claimed that a person does; by whoever writes. */
const denials: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<!\p{L})я (?:совсем |вовсе |точно |же |вам |здесь )?не (?:${machine})(?!\p{L})`,
    'iu',
  ),
  new RegExp(String.raw`(?<!\p{L})(?:нет|конечно),? (?:я )?не (?:${machine})(?!\p{L})`, 'iu'),
  new RegExp(
    String.raw`(?<!\p{L})я (?:- |– |— |же |и правда |действительно )?(?:(?:настоящ|жив|реальн)\p{L}* ){1,2}(?:человек|сотрудни\p{L}*|менеджер\p{L}*|оператор\p{L}*|администратор\p{L}*)`,
    'iu',
  ),
  new RegExp(String.raw`(?<!\p{L})я (?:- |– |— |же )?человек(?!\p{L})`, 'iu'),
  new RegExp(
    String.raw`(?<!\p{L})(?:вы (?:общаетесь|говорите|переписываетесь)|вам (?:пишет|отвечает)) (?:с |со )?(?:(?:настоящ|жив|реальн)\p{L}* ){1,2}(?:${person})`,
    'iu',
  ),
  new RegExp(
    String.raw`(?<!\p{L})мен (?:ешқандай )?(?:бот|робот|машина|бағдарлама|жасанды интеллект) емеспін`,
    'iu',
  ),
  new RegExp(String.raw`(?<!\p{L})мен (?:тірі |нағыз |кәдімгі )?адаммын`, 'iu'),
  new RegExp(
    String.raw`\bi(?: am|['’]m) (?:definitely |certainly |really )?not (?:${machine})\b`,
    'iu',
  ),
  new RegExp(
    String.raw`\bi(?: am|['’]m) (?:indeed |actually )?(?:an? )?(?:(?:real|live|actual|human) ){0,2}(?:human(?: being)?|person)\b`,
    'iu',
  ),
  new RegExp(
    String.raw`\byou(?: are|['’]re) (?:talking|chatting|speaking) (?:to|with) (?:an? )?(?:real|live|actual) (?:${person})\b`,
    'iu',
  ),
];

/** What such a sentence admits all the same: "not a person but an assistant with AI". */
const admits =
  /виртуальн|(?:на основе|на базе|а|с) искусственн|(?<!\p{L})ии[- ](?:ассистент|помощник)|жасанды интеллект (?:көмекші|негіз)|virtual|ai assistant|assistant based on/iu;

/** Whether a reply denies that a machine writes it, or says that a person does. Russian, Kazakh and English. */
export function deniesMachine(text: string): boolean {
  if (
    !/бот|робот|человек|адам|емеспін|машина|программ|\bnot\b|human|person|жив|нейросет|интеллект/iu.test(
      text,
    )
  )
    return false;
  return text.split(/[.!?\n]+/).some((sentence) => {
    const plain = sentence.slice(0, 400).replace(/\s+/g, ' ');
    return !admits.test(plain) && denials.some((denial) => denial.test(plain));
  });
}
