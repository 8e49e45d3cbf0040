import type { Mention, NumberToken } from '../figures/tokens.ts';
import { placesOf } from './beside.ts';
import { counter, markCounted } from './counted.ts';
import type { DerivedFrom } from './derived.ts';
import type { Given, Part } from './given.ts';
import { isNumbering } from './harmless.ts';
import { isOfOtherRow, isOperand, isResult } from './near-row.ts';
import { isPrice } from './rows.ts';
import { type Shown, workOut } from './work-out.ts';
import { followWritten } from './written.ts';

/** So many prices of a reply are compared with the rows of lists. */
const mostPrices = 40;

/** A sign or a word of a calculation. */
const calculation =
  /[=×*+÷−]|\d ?[xх/] ?\d|\d [-–] ?\d|(?<!\p{L})(?:по|each|per) |итого|всего|вместе|сумм|разниц|дороже|дешевле|выгод|эконом|плюс|минус|выйд|выход|получ|обойд|обошл|составит|с работой|с доставкой|остан|остат|хват|доплат|к оплате|to pay|in all|бірге|total|altogether|together|difference|cheaper|save|plus|minus|comes to|makes? |барлығы|жалпы|айырма|қымбат|арзан/iu;

/** What is said of a discount, or of a part that is paid. */
const share =
  /скидк|втор(?:ой|ая|ого|ому|ым)|вместо|эконом|предоплат|задат|instead of|discount|deposit|prepay|\boff\b|save|second|екінші|орнына|жеңілдік|алдын ала/iu;

/** So many percents of the sources are tried where a reply names none. */
const mostPercents = 8;

/** A reply of which it is known what stands in the sources. */
export interface Judged extends DerivedFrom {
  readonly text: string;
}

/** Those that are not known and do not follow from what is, and prices of another row. */
export function wrongOf(judged: Judged): Mention[] {
  const { mentions, known, tokens, text, given } = judged;
  const prices = mentions.filter(isPrice);
  const parts = new Map<Mention, Part>();
  for (const [mention, right] of known)
    if (/^(?:amount|percent)$/.test(mention.kind) && !isNumbering(mention, text))
      parts.set(mention, partOf(mention, right, { given, tokens }));
  followWritten(mentions, parts, tokens);
  const shown = shownIn(judged);
  const worked = [...parts.values(), ...forSoMany(text)];
  workOut(worked, shown);
  const isCounted = counter(parts, judged);
  if (markCounted(parts, isCounted)) workOut(worked, shown);
  // Now more of what calculations are written with is known.
  followWritten(mentions, parts, tokens);
  const operands = new Set(
    prices.filter((one) => isOperand(tokens, one)).map(({ value }) => value),
  );
  const shownValues = new Set(
    [...parts.values()].flatMap(({ isShown, value }) => (isShown ? value : [])),
  );
  return mentions.filter((one) => {
    const part = parts.get(one);
    if (part?.wrong === true || !(part?.known ?? known.get(one))) return true;
    if (!known.get(one)) return false;
    const place = prices.indexOf(one);
    if (place < 0 || place >= mostPrices) return false;
    if (isResult(tokens, one) && operands.has(one.value)) return false;
    if (shownValues.has(one.value ?? 0)) return false;
    const around = placesOf(prices, place, tokens);
    return around !== undefined && isOfOtherRow(one, tokens, around, given.rows) && !isCounted(one);
  });
}

const together = ['двоих', 'троих', 'четверых', 'пятерых', 'шестерых', 'семерых', 'восьмерых'];

/** "На четверых": a number that counts who comes may multiply. */
function forSoMany(text: string): Part[] {
  const [, word = ''] = /(?<!\p{L})(?:на|для|за) (\p{L}{2,7}[ор][иы]х)(?!\p{L})/iu.exec(text) ?? [];
  const value = together.indexOf(word.toLowerCase()) + 2;
  if (value < 2) return [];
  return [
    {
      value,
      percent: false,
      known: false,
      wrong: false,
      divides: false,
      scale: 1,
      isPrice: false,
      unit: 'people',
    },
  ];
}

function shownIn({ mentions, text, given }: Judged): Shown {
  const isShare = share.test(text) && !mentions.some(({ kind }) => kind === 'percent');
  return {
    isCalculation: calculation.test(text),
    percents: isShare ? [...given.percents].slice(0, mostPercents) : [],
  };
}

/** An amount as a part of what is worked out; never one in a currency that the sources do not have. */
function partOf(
  mention: Mention,
  known: boolean,
  { given, tokens }: { readonly given: Given; readonly tokens: readonly NumberToken[] },
): Part {
  const { kind, value = 0, currency, unit, at, next } = mention;
  const foreign =
    currency !== undefined && given.currencies.size > 0 && !given.currencies.has(currency);
  const divides = /^[/÷]$/.test(tokens[at - 1]?.text ?? '');
  return {
    value: foreign ? Number.NaN : value,
    percent: kind === 'percent',
    known,
    wrong: false,
    divides,
    scale: unit === undefined ? 1 : scaleOf(tokens.slice(next, next + 3)),
    isPrice: isPrice(mention),
    unit,
  };
}

/** How many of the smaller unit the unit behind a number has; one where it is none of those that are worked out. */
function scaleOf(behind: readonly NumberToken[]): number {
  const unit = behind.find(({ kind }) => kind === 'word');
  if (unit?.means.has('hour') === true) return 60;
  return /^(?:кг|kg|кило|kilo|л$|l$|литр|lit[er])/.test(unit?.folded ?? '') ? 1000 : 1;
}
