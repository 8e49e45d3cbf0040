import { spokenPart, withoutThinking } from '../guards/index.ts';
import { balancedEnd, lenientJson } from '../model-noise/json.ts';
import { fieldsOf, type UnknownObject } from '../unknown-object.ts';

/** Of a longer text so much of its beginning and of its end is read, UTF-16 units: a verdict stands at one of them. */
const endLength = 2_000;

/** What a judge has found, and why in its words; empty where it does not say. */
export interface ModelOpinion {
  holds: boolean;
  why: string;
}

/** How judges say yes and no, in whatever language they were asked; the longer ones first. What also describes things counts only where no word follows. */
const alone = String.raw`(?=[^\p{L}\p{N}\s]|\s*$|\n)`;
const noes = `nope|no|(?:not correct|incorrect|false|не ?верно|ложь|дұрыс емес)${alone}|нет|жоқ|жок|❌|✗|✖|👎`;
const yeses = `yes|yep|yeah|(?:correct|true|верно|дұрыс|рас)${alone}|да|иә|ия|✅|✓|✔|👍`;

/** What stands before a verdict that says it is one. */
const label =
  '(?:(?:the|my|final|short) ){0,2}(?:verdict|answer|judge?ment|result|conclusion|decision)(?: is)?|' +
  'вердикт|(?:итоговый )?ответ|итог|вывод|решение|(?:соңғы )?жауап|қорытынды|шешім';

/** No word goes on behind it. */
const end = String.raw`(?![\p{L}\p{N}'’]|-\p{L})`;

/** Both at once: `Yes or no`, `Да нет`. */
const both = (other: string): string =>
  String.raw`(?!\s{0,3}(?:/|,?\s?(?:and|or|и|или|және|немесе)\s)?\s?(?:${other})${end})`;

/** Words with which nobody decides: `No doubt`. */
const idioms = '(?! (?:doubt|question|problem|сомнени|күмән))';

/** A verdict, its two groups being no and yes. */
const word = `(?:(${noes})${end}${both(yeses)}|(${yeses})${end}${both(noes)})${idioms}`;

const first = new RegExp(
  String.raw`^[^\p{L}\p{N}✅✓✔❌✗✖👍👎]{0,12}(?:(?:${label})[^\p{L}\p{N}✅✓✔❌✗✖👍👎]{0,9})?${word}`,
  'iu',
);
const labelled = new RegExp(
  String.raw`(?<!\p{L})(?:${label})[*_"«]{0,3}(?: ?[:：=—–-]| is|\n)[^\p{L}\p{N}✅✓✔❌✗✖👍👎]{0,9}${word}`,
  'giu',
);
const last = new RegExp(
  String.raw`\n[^\p{L}\p{N}\n✅✓✔❌✗✖👍👎]{0,12}${word}[^\p{L}\p{N}]{0,12}$`,
  'iu',
);

const bare =
  /(?<=^|[.,:;!?…—–\n][ *_"»)]{0,4})(?:(NO|НЕТ|ЖОҚ)|(YES|ДА|ИӘ))[^\p{L}\p{N}✅✓✔❌✗✖👍👎]{0,12}$/u;

/** The names of fields for it and for the reason. */
const verdictField =
  /^(?:verdict|answer|holds|means|result|judge?ment|decision|conclusion|match(?:es)?|вердикт|ответ|результат|жауап|шешім|қорытынды)$/i;
const reasonField =
  /^(?:reason(?:ing)?|why|explanation|rationale|justification|причина|обоснование|пояснение|себеп|түсіндірме)$/i;

/** So much of a reason is kept, UTF-16 units. */
const longestWhy = 300;

/**
 * What a judge means by what it has written: in English, Russian or Kazakh, behind its thinking, in Markdown, in JSON, before
 * its reasons or after them. Undefined where it does not decide, or says one thing first and the other in the end.
 */
export function readVerdict(written: string): ModelOpinion | undefined {
  const said = bothEnds(withoutThinking(written).trim());
  const object = objectIn(said);
  if (object) return verdictOf(object);
  const text = spokenPart(said);
  const begins = first.exec(text);
  const ends = [[...text.matchAll(labelled)].at(-1), last.exec(text), bare.exec(text)];
  const all = [begins, ...ends].filter((each) => each !== null && each !== undefined);
  const [found] = all;
  if (!found || new Set(all.map(holdsIn)).size > 1) return undefined;
  const rest = begins ? text.slice(begins[0].length) : text.slice(0, found.index);
  return { holds: holdsIn(found), why: reasonIn(rest) };
}

function holdsIn([, no]: RegExpExecArray): boolean {
  return no === undefined;
}

/** The first object of JSON in a text that begins with it or has it in a fence; undefined where none is. */
function objectIn(text: string): UnknownObject | undefined {
  const at = text.indexOf('{');
  if (at < 0 || /[\p{L}\p{N}]/u.test(text.slice(0, at).replace(/```\w{0,9}|^json/g, '')))
    return undefined;
  const value = lenientJson(text.slice(at, balancedEnd(text, at)));
  return value === undefined ? undefined : fieldsOf(value);
}

function verdictOf(object: UnknownObject): ModelOpinion | undefined {
  const fields = Object.entries(object);
  const said = fields.filter(([key]) => verdictField.test(key)).map(([, value]) => value);
  const all = said.flatMap((value) => holdsAs(value) ?? []);
  const [holds] = all;
  if (holds === undefined || all.includes(!holds)) return undefined;
  const reason = fields.find(([key]) => reasonField.test(key))?.[1];
  return { holds, why: typeof reason === 'string' ? reasonIn(reason) : '' };
}

function holdsAs(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const found = typeof value === 'string' ? first.exec(value) : null;
  return found ? holdsIn(found) : undefined;
}

/** A reason on one line, without what led over to it. */
function reasonIn(text: string): string {
  const line = text
    .replace(/^[\s.,:;!?*_"»)\]`—–-]{0,12}/u, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length <= longestWhy ? line : `${line.slice(0, longestWhy - 1).toWellFormed()}…`;
}

function bothEnds(text: string): string {
  if (text.length <= 2 * endLength) return text;
  return `${text.slice(0, endLength)}\n${text.slice(-endLength)}`;
}
