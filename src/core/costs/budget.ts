import { BusinessDays } from '../business-day.ts';
import { ServiceError, SetupError } from '../errors.ts';
import type { Answer, Model } from '../kinds/model.ts';
import type { Speech, Transcript } from '../kinds/speech.ts';
import type { Caps, Ledger } from './ledger.ts';
import type { Log } from '../log.ts';
import { knownUsage, mostTokens } from './most-tokens.ts';
import { mostSeconds } from '../hearing/note-seconds.ts';
import type { PriceList } from './prices.ts';
import { mostExpensive } from './speech-usage.ts';

/** The operator hears of the same cap at most once in this time, milliseconds. */
const eventPauseMs = 60 * 60 * 1000;

export interface BudgetDependencies {
  caps: Caps;
  ledger: Ledger;
  prices: PriceList;
  /** Of the business: a day ends there. */
  timeZone: string;
  log: Log;
  now(): number;
}

/** What a call may cost at most, and what it did cost by its result. */
interface Tariff<T> {
  most: number;
  cost(result: T): number;
}

/**
 * Keeps what is spent in a day under the caps. Each call is counted with the most that it can cost before it begins, and
 * with what it did cost once that is known. Counted in full stays a call without an answer, or whose cost could not be kept.
 */
export class Budget {
  readonly #parts: BudgetDependencies;
  readonly #days: BusinessDays;
  /** When the operator was last told, by cap and chat. */
  readonly #told = new Map<string, number>();
  readonly #unpriced = new Set<string>();
  /** The day on which somebody was last not answered under each cap. */
  readonly #reachedOn = new Map<keyof Caps, string>();

  constructor(parts: BudgetDependencies) {
    this.#parts = parts;
    this.#days = new BusinessDays(parts.timeZone);
  }

  /** The same model, which answers this chat only while the budget allows; then it rejects with `budgetReached`. */
  limitModel(model: Model, chat: string): Model {
    const { limits, takesFunctions, seesImages, acts } = model;
    const { prices } = this.#parts;
    return {
      ...(limits ? { limits } : {}),
      ...(takesFunctions === undefined ? {} : { takesFunctions }),
      ...(acts && { acts: { fallback: acts.fallback && this.limitModel(acts.fallback, chat) } }),
      ...(seesImages === undefined ? {} : { seesImages }),
      answer: (question, signal) => {
        const most =
          limits &&
          prices.answerCostAtMost(
            limits.model,
            mostTokens(question, limits.imageTokens),
            limits.maxOutput,
          );
        const ask = (): Promise<Answer> => model.answer(question, signal);
        if (!limits || most === undefined)
          return this.#uncounted(limits?.model ?? 'the model', ask);
        const cost = ({ usage }: Answer): number =>
          prices.answerCost(
            limits.model,
            knownUsage(usage, question, limits.maxOutput, limits.imageTokens),
          ) ?? most;
        return this.#spend(chat, { most, cost }, ask);
      },
    };
  }

  /** The same recognition, which hears this chat's note, whole or in parts, only while the budget allows. `seconds`: its length, where known. */
  limitSpeech(speech: Speech, chat: string, seconds: number | undefined): Speech {
    const { model } = speech;
    const { prices } = this.#parts;
    return {
      ...traits(speech),
      transcribe: (audio, hints, signal) => {
        const known = audio.seconds ?? seconds;
        const longest = known ?? mostSeconds(audio.bytes);
        const most =
          model === undefined ? undefined : mostExpensive(prices, [model, speech.standby], longest);
        const hear = (): Promise<Transcript> => speech.transcribe(audio, hints, signal);
        if (model === undefined || most === undefined)
          return this.#uncounted(model ?? 'the speech model', hear);
        const cost = (heard: Transcript): number =>
          prices.speechCost(heard.model ?? model, known ?? heard.seconds ?? longest) ?? most;
        return this.#spend(chat, { most, cost }, hear);
      },
    };
  }

  /** Speaks so many characters to this chat only while the budget allows; `work` says how long that became, in seconds. */
  speak<T extends { seconds: number }>(
    chat: string,
    { model, characters }: { model: string | undefined; characters: number },
    work: () => Promise<T>,
  ): Promise<T> {
    const { prices } = this.#parts;
    const most = model === undefined ? undefined : prices.voiceCost(model, characters);
    if (model === undefined || most === undefined)
      return this.#uncounted(model ?? 'the voice', work);
    return this.#spend(
      chat,
      { most, cost: ({ seconds }) => prices.voiceCost(model, characters, seconds) ?? most },
      work,
    );
  }

  /** What is spent of today's caps, and under which of them somebody was not answered today; undefined while no cap can be near. */
  async today(): Promise<
    { day: string; spent: number; caps: Caps; reached: (keyof Caps)[] } | undefined
  > {
    const { ledger, caps } = this.#parts;
    if (caps.day === undefined && this.#reachedOn.size === 0) return undefined;
    const day = this.#today();
    const reached = [...this.#reachedOn].flatMap(([cap, on]) => (on === day ? [cap] : []));
    return { day, spent: await ledger.spent(day), caps, reached };
  }

  #today(): string {
    return this.#days.of(this.#parts.now());
  }

  async #spend<T>(chat: string, { most, cost }: Tariff<T>, call: () => Promise<T>): Promise<T> {
    const { ledger, caps } = this.#parts;
    const claim = { day: this.#today(), chat, amount: most };
    const cap = await ledger.reserve(claim, caps);
    if (cap !== undefined) throw this.#reached(cap, chat);
    const settle = (spent: number): Promise<void> => ledger.settle(claim, spent).catch(() => {});
    try {
      const result = await call();
      await settle(cost(result));
      return result;
    } catch (error) {
      if (isRefusal(error)) await settle(0);
      throw error;
    }
  }

  #reached(cap: keyof Caps, chat: string): SetupError {
    const { log, caps, now } = this.#parts;
    this.#reachedOn.set(cap, this.#today());
    const key = cap === 'day' ? cap : `${cap} ${chat}`;
    for (const [other, at] of this.#told) if (now() - at >= eventPauseMs) this.#told.delete(other);
    if (!this.#told.has(key)) {
      this.#told.set(key, now());
      log.error('budget-reached', {
        cap: settingOf[cap],
        dollars: caps[cap],
        ...(cap === 'day' ? {} : { chat }),
      });
    }
    return new SetupError('budget', `The spending cap ${settingOf[cap]} is reached for today`, {
      suggestions: [`Set ${settingOf[cap]} higher and start again, or wait for tomorrow.`],
    });
  }

  #uncounted<T>(model: string, call: () => Promise<T>): Promise<T> {
    if (!this.#unpriced.has(model)) this.#parts.log.warn('budget-price-unknown', { model });
    this.#unpriced.add(model);
    return call();
  }
}

/** What stays of a speech service whose calls are made in another way. */
export function traits({
  formats,
  maxBytes,
  model,
  standby,
  language,
}: Speech): Omit<Speech, 'transcribe'> {
  return { formats, maxBytes, standby, language, ...(model === undefined ? {} : { model }) };
}

/** The setting of each cap. */
export const settingOf = {
  day: 'WABOT_BUDGET_DAY',
  chatDay: 'WABOT_BUDGET_CHAT_DAY',
} as const satisfies Record<keyof Caps, string>;

/** Whether a call was not made because the budget is spent. */
export function isBudgetReached(error: unknown): boolean {
  return error instanceof SetupError && error.code === 'setup.budget';
}

/** The service answered that it does not do this: nothing is billed. */
function isRefusal(error: unknown): boolean {
  return error instanceof ServiceError && error.status !== undefined;
}
