import { BusinessDays } from '../business-day.ts';
import type { Charge } from '../kinds/journal.ts';
import { FunctionCounts, type FunctionUse } from './function-counts.ts';
import type { PriceList } from './prices.ts';
import { sumObjections, type Usage } from '../kinds/turn-record.ts';

/** What something cost. Money is in US dollars, without what has no known price. */
export interface Cost {
  /** Answers that a model wrote to customers; what its summaries cost is counted without them. */
  replies: number;
  /** How many answers of the model were not sent, by the guards that objected; absent where none did. */
  objections?: Usage['objections'];
  /** Tokens, `cached` ones included in `input`. */
  input: number;
  cached: number;
  output: number;
  /** Minutes of voice that were transcribed. */
  voiceMinutes: number;
  /** Characters that were spoken for customers. */
  spokenCharacters: number;
  money: number;
  /** Whether a service did not tell its tokens: they, and the money, are then counted as the most that they can have been. */
  estimated: boolean;
  /** Models whose price is not known: what they did is counted, but not in `money`. */
  unpriced: string[];
}

/** A line of the accounts: the cost of one day, chat or model. */
export interface UsageLine extends Cost {
  key: string;
}

export interface UsageReport {
  /** First and last day, in the business's time zone. */
  from: string;
  to: string;
  lines: UsageLine[];
  total: Cost;
  /** Functions that were called, the most often called first. */
  functions: FunctionUse[];
}

export const groupings = ['day', 'chat', 'model'] as const;
export type Grouping = (typeof groupings)[number];

export interface ReportOptions {
  by: Grouping;
  /** Number of days, including the last. */
  days: number;
  /** The last day; today where absent. */
  to?: string;
  timeZone: string;
  now: number;
  prices: PriceList;
}

/** What the turns of the last days cost. By day, days without a turn are there too; by chat and by model, the most expensive come first. */
export async function usageReport(
  usage: (since: number) => AsyncIterable<Charge>,
  { by, days, to: last, timeZone, now, prices }: ReportOptions,
): Promise<UsageReport> {
  const calendar = new BusinessDays(timeZone);
  const wanted = BusinessDays.upTo(last ?? calendar.of(now), days);
  const [from = '', to = ''] = [wanted[0], wanted.at(-1)];
  const lines = new Map<string, Cost>(by === 'day' ? wanted.map((day) => [day, nothing()]) : []);
  const total = nothing();
  const functions = new FunctionCounts();
  for await (const charge of usage(BusinessDays.before(from))) {
    const day = calendar.of(charge.at);
    if (day < from || day > to) continue;
    for (const part of by === 'model'
      ? partsByModel(charge)
      : [{ key: by === 'day' ? day : charge.chat, charge }]) {
      const line = lines.get(part.key) ?? nothing();
      lines.set(part.key, add(line, costOf(part.charge, prices)));
    }
    add(total, costOf(charge, prices));
    functions.add(charge);
  }
  const list = [...lines].map(([key, cost]) => ({ key, ...cost }));
  return {
    from,
    to,
    lines: by === 'day' ? list : list.filter(isSomething).toSorted(mostExpensiveFirst),
    total,
    functions: functions.list(),
  };
}

/** What one turn cost, or one thing beside the turns. */
export function costOf(
  { kind, model, usage }: Pick<Charge, 'kind' | 'model' | 'usage'>,
  prices: PriceList,
): Cost {
  const {
    input = 0,
    cached = 0,
    output = 0,
    speechSeconds = 0,
    speechModel = 'unknown',
  } = usage ?? {};
  const { spokenCharacters = 0, spokenSeconds, voiceModel = 'unknown' } = usage ?? {};
  const answer = usage && model !== undefined ? prices.answerCost(model, usage) : 0;
  const speech = speechSeconds > 0 ? prices.speechCost(speechModel, speechSeconds) : 0;
  const voice =
    spokenCharacters > 0 ? prices.voiceCost(voiceModel, spokenCharacters, spokenSeconds) : 0;
  return {
    replies: model !== undefined && kind === 'answer' ? 1 : 0,
    ...(usage?.objections ? { objections: usage.objections } : {}),
    input,
    cached,
    output,
    voiceMinutes: speechSeconds / 60,
    spokenCharacters,
    money: (answer ?? 0) + (speech ?? 0) + (voice ?? 0),
    estimated: usage?.estimated === true,
    unpriced: [
      ...(answer === undefined ? [model ?? ''] : []),
      ...(speech === undefined ? [speechModel] : []),
      ...(voice === undefined ? [voiceModel] : []),
    ],
  };
}

function nothing(): Cost {
  return {
    replies: 0,
    input: 0,
    cached: 0,
    output: 0,
    voiceMinutes: 0,
    spokenCharacters: 0,
    money: 0,
    estimated: false,
    unpriced: [],
  };
}

/** Adds to a sum and returns it. */
function add(sum: Cost, cost: Cost): Cost {
  sum.replies += cost.replies;
  const objections = sumObjections(sum.objections, cost.objections);
  if (objections) sum.objections = objections;
  sum.input += cost.input;
  sum.cached += cost.cached;
  sum.output += cost.output;
  sum.voiceMinutes += cost.voiceMinutes;
  sum.spokenCharacters += cost.spokenCharacters;
  sum.money += cost.money;
  sum.estimated ||= cost.estimated;
  for (const model of cost.unpriced) if (!sum.unpriced.includes(model)) sum.unpriced.push(model);
  return sum;
}

/** A charge apart for the model that answered, the one that transcribed and the one that spoke. */
function partsByModel({ usage, ...turn }: Charge): { key: string; charge: Charge }[] {
  const { input, cached, output, written, estimated, objections, ...sound } = usage ?? noTokens;
  const told = {
    ...(written === undefined ? {} : { written }),
    ...(estimated === undefined ? {} : { estimated }),
    ...(objections === undefined ? {} : { objections }),
  };
  const tokens = { input, cached, output, ...told };
  const {
    speechSeconds = 0,
    speechModel = 'unknown',
    spokenCharacters = 0,
    spokenSeconds,
    voiceModel = 'unknown',
  } = sound;
  const of = { kind: turn.kind, chat: turn.chat, at: turn.at };
  const heard = { ...noTokens, speechSeconds, speechModel };
  const spoken = {
    ...noTokens,
    spokenCharacters,
    voiceModel,
    ...(spokenSeconds === undefined ? {} : { spokenSeconds }),
  };
  return [
    ...(turn.model === undefined ? [] : [{ key: turn.model, charge: { ...turn, usage: tokens } }]),
    ...(speechSeconds > 0 ? [{ key: speechModel, charge: { ...of, usage: heard } }] : []),
    ...(spokenCharacters > 0 ? [{ key: voiceModel, charge: { ...of, usage: spoken } }] : []),
  ];
}

const noTokens: Usage = { input: 0, cached: 0, output: 0 };

/** Whether anything was counted. */
export function isSomething({ input, output, voiceMinutes, spokenCharacters }: Cost): boolean {
  return input + output + voiceMinutes + spokenCharacters > 0;
}

function mostExpensiveFirst(one: UsageLine, other: UsageLine): number {
  return other.money - one.money || other.replies - one.replies || one.key.localeCompare(other.key);
}
