import { statedWeekday } from '../figures/dates.ts';
import { plainOf } from '../figures/plain.ts';
import { type Mention, type NumberToken, numberTokens } from '../figures/tokens.ts';

/** Set phrases with a number that counts nothing; longest first. */
const phrases =
  /в два сч[её]та|в двух (?:словах|шагах)|на все сто|пар[аыу] (?:минут|дней|слов|вопросов)|one of the|first of all|at first|раз и навсегда|бір(?:інші)? рет|(?:перв|последн)(?:ые|их|ых|ими?|ыми?) (?:два|двух|двумя|три|тр[её]х)(?= (?:пункт|вариант|строк|позици|из)|[,:—–])|(?:the )?(?:first|last) (?:two|three)(?= (?:items|options|lines|points|of)\b|[,:—–])/giu;

/** A plain text without set phrases, as long as it was. */
export function withoutPhrases(text: string): string {
  return text.replace(phrases, (phrase) => ' '.repeat(phrase.length));
}

/** How far a list that a number counts or numbers is looked at, in characters. */
const farthest = 1000;

const emergency: readonly number[] = [101, 102, 103, 104, 112];

/** Numbers that need no source: one, those of emergency services, and the numbering of what the reply lists. */
export function isHarmless(
  mention: Mention,
  tokens: readonly NumberToken[],
  text: string,
): boolean {
  const { value = 0, currency, unit, end } = mention;
  if (mention.kind !== 'amount' || currency !== undefined) return false;
  if (value === 1) return true;
  if (emergency.includes(value) && unit === undefined) return true;
  if (tokens[mention.at - 1]?.means.has('step')) return true;
  if (isCounted(text, end, value) || isCountedBefore(mention, tokens, text)) return true;
  return isNumbering(mention, text) || isOfWeek(mention, tokens);
}

/** "Два раза в неделю, по вторникам и четвергам": as many weekdays are named. */
function isOfWeek({ value, next }: Mention, tokens: readonly NumberToken[]): boolean {
  if (!/^(?:раза?|рет|times|дня|күн|days)$/i.test(tokens[next]?.text ?? '')) return false;
  if (!tokens.slice(next, next + 4).some(({ means }) => means.has('week'))) return false;
  return new Set(tokens.flatMap((token) => statedWeekday(token) ?? [])).size === value;
}

/** "2. …", "3) …", with the number before it somewhere above. */
export function isNumbering({ start, end, value = 0, currency }: Mention, text: string): boolean {
  if (currency !== undefined) return false;
  if (!Number.isInteger(value) || value > 30) return false;
  const before = text.slice(Math.max(0, start - 2), start);
  const opens = start === 0 || /(?:^|[\n.;:!?(]|\s)\s?\*?$/.test(before);
  const mark = /^\*?[.)](?:\s|\*|$)/.test(text.slice(end, end + 3));
  const lineStart = start === 0 || /\n\s?$/.test(before);
  if (!opens || !(mark || (lineStart && /^\s?[\p{L}\d]/u.test(text.slice(end, end + 2)))))
    return false;
  return (
    value === 1 ||
    new RegExp(`(?:^|\\D)${value - 1}\\*?[.)\\s-]`).test(
      text.slice(Math.max(0, start - farthest), start),
    )
  );
}

/** "четыре курса: A, B, C и D", or as many lines as that. */
function isCounted(text: string, end: number, value: number): boolean {
  if (!Number.isInteger(value) || value < 2 || value > 20) return false;
  const lines =
    text
      .slice(end, end + farthest)
      .match(/\n\s?(?:[-–—•*]|\d{1,2}[.)]|\p{Extended_Pictographic})/gu)?.length ?? 0;
  if (lines === value || rowsBehind(text, end) === value) return true;
  const sentence = /^[^.!?\n]{0,400}/u.exec(text.slice(end, end + farthest))?.[0] ?? '';
  const list = /^[^:–—]{0,60}[:–—]\s?(.{3,})$/u.exec(sentence)?.[1];
  if (list === undefined) return false;
  return (
    list
      .split(/,(?!\d)\s?|;\s?|\s\+\s|\s(?:и|или|либо|and|or|және|мен|немесе)\s/u)
      .filter((item) => /[\p{L}\d]/u.test(item)).length === value
  );
}

const counts = /^(?:всего|есть|это|этих|из|all|these|of|осы|барлығы)$/i;

/** "10:00, 15:30 и 20:00, всего три группы", or behind as many lines as that. */
function isCountedBefore(
  { at, start, value = 0 }: Mention,
  tokens: readonly NumberToken[],
  text: string,
): boolean {
  if (!Number.isInteger(value) || value < 2 || value > 20) return false;
  if (!counts.test(tokens[at - 1]?.text ?? '')) return false;
  const before = text.slice(Math.max(0, start - farthest), start);
  const lines = before.match(/(?:^|\n)\s?(?:[-–—•*]|\d{1,2}[.)])/gu)?.length ?? 0;
  if (lines === value) return true;
  const list = (before.split(/[.!?\n]/).at(-1) ?? '').split(/,(?!\d)\s?|\s(?:и|and|және)\s/u);
  return list.slice(0, -1).filter((item) => /[\p{L}\d]/u.test(item)).length === value;
}

/** How many rows the table behind a place has, less its head. */
function rowsBehind(text: string, end: number): number {
  const rows = text.slice(end, end + farthest).match(/\n\s?\|(?!\s?:?-)/gu)?.length ?? 0;
  return Math.max(0, rows - 1);
}

/** The words around a mention as far as the marks that part them from others, at most so many characters to each side. */
const widest = 200;

export function clauseOf(
  { start, end }: Pick<Mention, 'start' | 'end'>,
  text: string,
  marks: RegExp,
): string {
  const before =
    text
      .slice(Math.max(0, start - widest), start)
      .split(marks)
      .at(-1) ?? '';
  const [behind = ''] = text.slice(end, end + widest).split(marks, 1);
  return `${before}${text.slice(start, end)}${behind}`;
}

const example =
  /например|в формате|мысалы|форматта|for example|for instance|such as|e\.g\.|in the form/iu;

const waiting =
  /подожд|повтор|попробуй|напишите (?:мне )?(?:ещ[её]|снова|через|ч[уе]ть)|try again|write again|\bwait\b|күт|қайтала/iu;

const ofItself =
  /(?<!\p{L})(?:я|мен|i|бот\p{L}*|ассистент\p{L}*|помощник\p{L}*|көмекші\p{L}*|assistant)(?!\p{L})/iu;

const ofMoney =
  /оплат|возврат|скидк|гарант|хлоп|натур|шерст|шёлк|предоплат|prepay|refund|discount|guarantee|cotton|төле|жеңілдік|кепілдік|мақта/iu;

/** What a good reply says by the way and nobody has to give: an example of a form, how long to wait, what it asks, "100 %". */
export function isSaidLightly(
  { kind, value = 0, currency, unit, start, end }: Mention,
  text: string,
): boolean {
  const around = clauseOf({ start, end }, text, /[.!?\n](?:\s|$)/);
  switch (kind) {
    case 'date':
    case 'time':
    case 'phone':
      return example.test(around);
    case 'roundClock':
      return ofItself.test(clauseOf({ start, end }, text, /[.!?,;\n]/));
    case 'percent':
      return value === 100 && !ofMoney.test(around);
    case 'amount': {
      if (currency !== undefined || value > 30) return false;
      if (unit === 'minute' || unit === 'hour') return waiting.test(around);
      const asks = /^[^,.;:!?\n]{0,40}\?/u.test(text.slice(end, end + 41));
      return asks && value <= 10 && (unit === undefined || unit === 'people');
    }
    default:
      return false;
  }
}

/** So much of a formula is read, UTF-16 units. */
const longestFormula = 2000;

/** From so much on, a number of a formula is a price. */
const leastPrice = 1000;

/** The small numbers of a reply that stand in its formulas, which have factors that nobody gives. */
export function factorsIn(mentions: readonly Mention[], formulas: readonly string[]): Mention[] {
  if (formulas.length === 0) return [];
  const tokens = formulas.flatMap((one) => numberTokens(plainOf(one, longestFormula)));
  const factors = new Set(tokens.flatMap(({ kind, values }) => (kind === 'number' ? values : [])));
  return mentions.filter(
    ({ kind, value = 0, currency }) =>
      kind === 'amount' && currency === undefined && value < leastPrice && factors.has(value),
  );
}
