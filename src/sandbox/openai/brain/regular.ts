import type { Dialogue } from './dialogue.ts';
import { readInstructions } from './instructions.ts';
import type { AnswerLanguage } from './language.ts';
import { wording } from './wording.ts';

/** What the bot puts ahead of a customer's words: a heading in brackets, then a record between two lines. */
const note = /\[[^\]\n]{1,600}\]\n<(customer|earlier)>\n([^]*?)\n<\/\1>\n*/y;

/** What was said, without the bot's notes of the time before. */
export function withoutRecords(messages: Dialogue['messages']): Dialogue['messages'] {
  const said = messages.map(({ role, text }) => ({
    role,
    text: role === 'user' ? text.slice(notesOf(text).end) : text,
  }));
  return said.filter(({ text }) => text !== '');
}

/** An answer to somebody who is known is a welcome, too; where facts of a customer are asked for, these are the answer. */
export function answerRegular(dialogue: Dialogue, answer: string): string {
  const { language = 'ru' } = readInstructions(dialogue.system);
  const facts = factsOf(dialogue, language);
  if (facts !== undefined) return isAlone(dialogue) ? facts : `${answer}\n\nFACTS:\n${facts}`;
  const welcome = welcomeOf(dialogue, language);
  const { label } = wording[language];
  return welcome === undefined ? answer : answer.replace(label, () => `${label} ${welcome}`);
}

/** What the notes ahead of a text say of the customer, and where they end. */
function notesOf(text: string): { known: string; end: number } {
  let [known, end] = ['', 0];
  for (;;) {
    note.lastIndex = end;
    const [whole = '', kind, lines = ''] = note.exec(text) ?? [];
    if (whole === '') return { known, end };
    if (kind === 'customer') known = lines;
    end += whole.length;
  }
}

const comeBack = /^- The customer has come back after some time/m;

const welcomes: Readonly<Record<AnswerLanguage, string>> = {
  ru: 'С возвращением',
  kk: 'Қайта қош келдіңіз',
  en: 'Welcome back',
};

function welcomeOf({ system, messages }: Dialogue, language: AnswerLanguage): string | undefined {
  if (!comeBack.test(system)) return undefined;
  const known = messages.map(({ text }) => notesOf(text).known).find((lines) => lines !== '');
  const [, name] = /^Name: (.+)$/m.exec(known ?? '') ?? [];
  return `${welcomes[language]}${name === undefined ? '' : `, ${name}`}!`;
}

const record = /<dialogue>\n([^]*)\n<\/dialogue>\s*$/;
const spoken = /^Customer: (.+)$/gm;

/** How customers give their names. */
const named =
  /(?:[Мм]еня зовут|[Мм]о[её] имя|[Мм]енің атым|[Ее]сімім|[Mm]y name is)\s+(\p{Lu}[\p{L}-]{1,30})/u;

/** What says that somebody wants, buys or prefers something. */
const telling =
  /(?<!\p{L})(?:куп|заказ|хочу|хотел|нуж|запис|запиш|интерес|предпоч|люблю|алғым|керек|тапсырыс|жазыл|ұнат|want|would like|order|bought|buy|book|prefer|need)/iu;

/** As many facts are noted of one chat, each of such a length at most. */
const mostFacts = 3;
const longestFact = 110;

const wrote: Readonly<Record<AnswerLanguage, string>> = {
  ru: 'Писал(а)',
  kk: 'Жазғаны',
  en: 'Wrote',
};

function isAlone({ system }: Dialogue): boolean {
  return system.startsWith('You keep what a business knows of a regular customer');
}

/** Lines such as a model would write of this record; undefined where none are asked for. */
function factsOf(dialogue: Dialogue, language: AnswerLanguage): string | undefined {
  const [, lines] = record.exec(dialogue.messages.at(-1)?.text ?? '') ?? [];
  const isAsked = isAlone(dialogue) || dialogue.system.includes('one line "FACTS:"');
  if (lines === undefined || !isAsked) return undefined;
  const said = [...lines.matchAll(spoken)].map(([, text = '']) => text.trim());
  const name = said.map((text) => named.exec(text)?.[1]).find((found) => found !== undefined);
  const facts = said
    .filter((text) => telling.test(text))
    .slice(-mostFacts)
    .map((text) => `- ${wrote[language]}: ${text.slice(0, longestFact)}`);
  const all = [...(name === undefined ? [] : [`name: ${name}`]), ...facts];
  return all.length === 0 ? 'none' : all.join('\n');
}
