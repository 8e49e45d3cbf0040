import type { Catalog, Prices } from '../kinds/plugin.ts';
import type { Usage } from '../kinds/turn-record.ts';

/** Nobody speaks more slowly than so many characters a second: the longest that a text can become. */
const slowestSpeech = 5;

/** The prices of several vendors; for a model that several name, the first counts. */
export class PriceList {
  readonly #lists: readonly Prices[];

  constructor(lists: readonly Prices[]) {
    this.#lists = lists;
  }

  /** The day on which the oldest of them were looked up; undefined when there are none. */
  get asOf(): string | undefined {
    return this.#lists.map(({ asOf }) => asOf).toSorted()[0];
  }

  /** What an answer costs in US dollars, by the tokens that were counted; undefined when the model's price is not known. */
  answerCost(model: string, { input, cached, written = 0, output }: Usage): number | undefined {
    const found = this.#first(({ tokens, longPrompt }) => {
      const price = priceOf(tokens, model);
      return price && { price, longPrompt };
    });
    if (!found) return undefined;
    const { price, longPrompt: long } = found;
    const [dearer, dearerOut] = long && input > long.tokens ? [long.input, long.output] : [1, 1];
    const read =
      (input - cached - written) * price.input +
      cached * price.cached +
      written * (price.written ?? price.input);
    return (read * dearer + output * price.output * dearerOut) / 1_000_000;
  }

  /** The most that an answer of so many tokens can cost, whatever the cache does. */
  answerCostAtMost(model: string, input: number, output: number): number | undefined {
    const costs = [0, input].map(
      (written) => this.answerCost(model, { input, cached: 0, written, output }) ?? NaN,
    );
    const most = Math.max(...costs);
    return Number.isNaN(most) ? undefined : most;
  }

  /** What transcribing so many seconds costs in US dollars; undefined when the model's price is not known. */
  speechCost(model: string, seconds: number): number | undefined {
    const price = this.#first(({ minutes }) => priceOf(minutes, model));
    return price === undefined ? undefined : (price * seconds) / 60;
  }

  /** What speaking so many characters costs in US dollars, at most where the length is not known; undefined without a known price. */
  voiceCost(
    model: string,
    characters: number,
    seconds = characters / slowestSpeech,
  ): number | undefined {
    const price = this.#first(({ spoken }) => priceOf(spoken, model));
    if (price === undefined) return undefined;
    return 'minute' in price
      ? (price.minute * seconds) / 60
      : (price.characters * characters) / 1_000_000;
  }

  #first<T>(of: (list: Prices) => T | undefined): T | undefined {
    for (const list of this.#lists) {
      const found = of(list);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/**
 * The prices of all plugins that cost money, also of those that are not chosen now: earlier costs are counted with them. One that cannot
 * be imported has none, which anyone who chooses it is told.
 */
export async function pricesIn(catalog: Catalog): Promise<PriceList> {
  const costly = Object.entries(catalog).filter(([id]) => /^(?:model|speech|voice)\//.test(id));
  const loaded = await Promise.all(costly.map(([, load]) => load().catch(() => undefined)));
  return new PriceList(loaded.flatMap((plugin) => plugin?.default.prices ?? []));
}

/** By the exact name, or by the name before a date (`model-2026-09-22`). */
function priceOf<T>(prices: Readonly<Record<string, T>> = {}, model: string): T | undefined {
  if (Object.hasOwn(prices, model)) return prices[model];
  const name = model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  return Object.hasOwn(prices, name) ? prices[name] : undefined;
}
