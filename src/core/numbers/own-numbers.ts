import { weekdayOfDate } from '../figures/dates.ts';
import type { Mention, NumberToken } from '../figures/tokens.ts';
import { currencyOf } from '../figures/units.ts';
import type { Given } from './given.ts';
import { clauseOf, isSaidLightly } from './harmless.ts';
import { hasDate, namedDay } from './has-date.ts';
import { hasAmount, hasTime, isHour } from './has-given.ts';
import { isPrice } from './rows.ts';

/** A reply in which something is looked for in the customer's own words. */
export interface OwnWords {
  readonly text: string;
  readonly tokens: readonly NumberToken[];
  readonly told: Parameters<typeof hasDate>[2];
  /** What the customer said; `today` is that of the business. */
  readonly own: Given;
  /** The same in words. */
  readonly said: string;
}

/** What is refused: "скидки 50 % у нас нет", "за 20 000 не сможем". */
const refusal =
  /(?<!\p{L})нет(?! (?:проблем|вопрос))(?!\p{L})|(?<!\p{L})не (?:могу|можем|сможем|смогу|получится|да[её]м|дам|дадим|делаем|действует|стоит|предоставля|продаём|продаем|бывает|подтвержда|указан|назыв|знаю|вижу|нашл|нашел|соответств|предусмотр|предлага|\d|[*«"])|жоқ|емес|бермейміз|жасамаймыз|істемейміз|алмаймы[зн]|\bno(?:t)? (?:\w+ ){0,3}(?=\d|[*"])|\b(?:can(?:no|['’])t|unable|(?:do|does|did)(?: not|n['’]t) (?:have|offer|give|sell|cost|apply|know|see|provide|match)|is(?: not|n['’]t)|are(?: not|n['’]t)|never (?:offer|had|give|sell))/iu;

/** What is the customer's to spend. */
const budget = /бюджет|\bbudget|қаражат/iu;

/** A sentence about what there is up to a price. */
const limit = /^(?:до|в пределах|в рамках|under|up to|within)(?!\p{L})|^[\d\s]+\S{1,8} дейін/iu;

/** Where the customer wants something brought, and where the business is not. */
const elsewhere =
  /(?<!\p{L})не (?:на|по)(?!\p{L})|\bnot (?:at|on)\b|записал|передам|доставк|доставим|доставят|привез|курьер|ваш\p{L}{0,3} адрес|жеткіз|мекенжайыңыз|deliver|courier|your (?:\w+ )?address/iu;

/** Where an address is said to be the business's. */
const ours =
  /(?<!\p{L})(?:наш\p{L}*|пишите|напишите|отправьте|присылайте|обращайтесь|біздің|жазыңыз\p{L}*)(?!\p{L})|\b(?:our|write to us|write us|e?mail us|reach us|contact us)\b/iu;

/** What is called by a number, which is no price then. */
const names =
  /^(?:[№#]|заказ\p{L}*|номер\p{L}*|вопрос\p{L}*|сообщени\p{L}*|договор\p{L}{0,2}|заявк\p{L}*|артикул\p{L}*|код\p{L}{0,2}|квитанци\p{L}*|брон\p{L}{1,3}|тапсырыс\p{L}*|нөмір\p{L}*|сұра[қғ]\p{L}*|хабарлама\p{L}*|шарт|order|number|no|question|message|ticket|booking|invoice|code|id)$/iu;

const priced =
  /цен[аыуе]|стои|сумм|обойд|скидк|тариф|бағасы|тұрады|жеңілдік|price|cost|discount|(?<!\p{L})(?:за|по|for|at)\s*$/iu;

/** Whether the customer's own words vouch for it: for their phone, dates, times and quantities; for a price and a percent only where it is refused. */
export function isOwn(mention: Mention, about: OwnWords): boolean {
  const { own, tokens, told } = about;
  if (isSaidLightly(mention, about.text)) return true;
  switch (mention.kind) {
    case 'phone':
      return own.keys.has((mention.key ?? '').slice(-10));
    case 'email':
      return (
        own.keys.has(mention.key ?? '') && !ours.test(clauseOf(mention, about.text, /[.!?\n]/))
      );
    case 'time':
      return hasTime(mention, own);
    case 'date':
      return (
        hasDate(mention, tokens, told, own) || hasTime(mention, own) || isAhead(mention, about)
      );
    case 'percent':
      return own.percents.has(mention.value ?? 0) && isRefused(mention, about);
    case 'amount':
      return isOwnAmount(mention, about);
    case 'link':
      return own.keys.has(mention.key ?? '') && isRefused(mention, about);
    case 'roundClock':
      return false;
  }
}

/** The point of "кв. 12" ends no sentence. */
const sentenceEnd = /(?<!(?<!\p{L})(?:кв|ул|пр|д|оф|каб|корп))[.!?\n]/iu;

function isOwnAmount(mention: Mention, about: OwnWords): boolean {
  const { own, tokens } = about;
  if (mention.currency === undefined && names.test(tokens[mention.at - 1]?.text ?? ''))
    return own.amounts.has(mention.value ?? 0);
  if (isQuoted(mention, about)) return true;
  const isTheirs = own.amounts.has(mention.value ?? 0);
  const clause = clauseOf(mention, about.text, sentenceEnd);
  if (mention.currency === undefined && isAddress(mention, tokens))
    return isTheirs && elsewhere.test(clause);
  if (isPrice(mention) || isPriced(mention, about))
    return isTheirs && (isRefused(mention, about) || limit.test(clause.trim()));
  return hasAmount(mention, own) || isHour(mention, tokens, own);
}

/** A bare number beside words of prices. */
function isPriced(mention: Mention, { text }: OwnWords): boolean {
  const before = text.slice(Math.max(0, mention.start - 40), mention.start);
  const own = before.split(/[.!?\n]/).at(-1) ?? '';
  return mention.unit === undefined && priced.test(own);
}

const street =
  /^(?:ул|улица|улиц[еы]|пр|проспект[ае]?|дом|мкр|микрорайон|офис|кв|квартира|переулок|stret|ave|avenue|road|lane|square|кошес[иін]*|кошесинде|данғили|дангили|уи)$/;

/** Whether a number is one of an address: behind the name of a street or before it. */
function isAddress({ at, next }: Mention, tokens: readonly NumberToken[]): boolean {
  const [place, before] = [tokens[at - 2], tokens[at - 1]];
  if (before?.kind === 'word' && street.test(before.folded)) return true;
  const named = /^\p{Lu}/u.test(before?.text ?? '');
  if (named && /^(?:на|по|at|on|in)$/i.test(place?.text ?? '')) return true;
  if (place?.kind === 'word' && street.test(place.folded)) return true;
  return tokens.slice(next, next + 4).some(({ folded }) => street.test(folded));
}

/** Whether a date is the day that the customer spoke of without naming it: "в пятницу", "через неделю", "послезавтра". */
function isAhead({ date }: Mention, { own, said }: OwnWords): boolean {
  if (date === undefined || own.today === undefined) return false;
  const day = namedDay(date, own);
  if (day === undefined) return false;
  const after = day - own.today;
  if (after < 1 || after > 31) return false;
  if (own.lengths.has(after * 1440)) return true;
  if (
    new RegExp(
      `(?<!\\d)${date.date}\\s?-?(?:го|му|th|st|nd|rd|інде|сінде|іне)(?!\\p{L})`,
      'iu',
    ).test(said)
  )
    return true;
  if (after === 2 && overmorrow.test(said)) return true;
  if (after === 7 && inAWeek.test(said)) return true;
  return own.weekdays.has(weekdayOfDate(day)) && after <= (next.test(said) ? 14 : 7);
}

const overmorrow = /послезавтра|бүрсігүні|day after tomorrow/iu;
const inAWeek =
  /через неделю|бір аптадан|келесі аптада|in a week|a week from|через 1 нед|1 аптадан/iu;
const next = /следующ|next|келесі|через неделю/iu;

function isRefused(mention: Mention, about: OwnWords): boolean {
  const clause = clauseOf(mention, about.text, /[.!?;\n]|,\s|\s[–—-]\s|\s(?:но|а|but|бірақ)\s/iu);
  return refusal.test(clause) || budget.test(clause);
}

/** What is read off something of the customer's, before its number. */
const reading =
  /^(?:пробег\p{L}*|показани\p{L}*|госномер\p{L}*|размер\p{L}*|рост\p{L}{0,2}|вес\p{L}{0,2}|mileage|plate|size|height|weight|жүріс\p{L}*)$/iu;

/** Whether a bare number stands in the customer's words with the same beside it, as sizes, plates and readings do: "205/55", "777 AAA", "пробег 87 000". */
function isQuoted(mention: Mention, about: OwnWords): boolean {
  const { tokens, text, said } = about;
  if (mention.currency !== undefined || isPriced(mention, about)) return false;
  const [before, behind] = [tokens[mention.at - 1], tokens[mention.next]];
  const number = text.slice(mention.start, mention.end);
  const isTheirs = (token: NumberToken | undefined, piece: string): boolean =>
    token !== undefined &&
    (/^(?:[/-]|[A-ZА-Я]{1,3}\d*)$/.test(token.text) || reading.test(token.text)) &&
    currencyOf(token) === undefined &&
    quotable(said).includes(piece.toLowerCase());
  return (
    isTheirs(before, text.slice(before?.start, mention.start) + number) ||
    isTheirs(behind, number + text.slice(mention.end, behind?.end))
  );
}

/** So much of the customer's newest words is looked through for what a reply quotes, UTF-16 units: once for each such number. */
const mostQuotable = 1000;
let lowered = { said: '', words: '' };

function quotable(said: string): string {
  if (lowered.said !== said) lowered = { said, words: said.slice(-mostQuotable).toLowerCase() };
  return lowered.words;
}
