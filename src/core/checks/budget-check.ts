import { settingOf } from '../costs/budget.ts';
import { choosePlugin } from '../assembly/chosen-plugins.ts';
import { botSettings, type BotValues } from '../settings/bot-settings.ts';
import { fine, problem, type Finding } from '../kinds/finding.ts';
import { BusinessHours } from '../time/business-hours.ts';
import { composeInstructions } from '../turn/instructions.ts';
import type { Model, ModelLimits } from '../kinds/model.ts';
import type { Prompt } from '../kinds/prompt.ts';
import type { Caps } from '../costs/ledger.ts';
import type { PluginCheckDependencies } from './plugin-checks.ts';
import { mostTokens } from '../costs/most-tokens.ts';
import { pricesIn, type PriceList } from '../costs/prices.ts';
import { fetchPrompt } from '../prompts/prompt-sync.ts';
import type { Environment } from '../settings/settings.ts';
import { setThem, readSettings } from '../settings/read-settings.ts';

const capSettings = { budgetDay: botSettings.budgetDay, budgetChatDay: botSettings.budgetChatDay };

/** The caps that the settings set; empty when they set none. */
export function capsOf({
  budgetDay,
  budgetChatDay,
}: Pick<BotValues, 'budgetDay' | 'budgetChatDay'>): Caps {
  return {
    ...(budgetDay === undefined ? {} : { day: budgetDay }),
    ...(budgetChatDay === undefined ? {} : { chatDay: budgetChatDay }),
  };
}

const { timeZone, hours, daysOff } = botSettings;
const timeSettings = { timeZone, hours, daysOff };

/** What the model is told of the time, by the settings. */
export function timeLines(
  bot: Pick<BotValues, 'timeZone' | 'hours' | 'daysOff'>,
  now: number,
): readonly string[] {
  return new BusinessHours(bot.timeZone, bot).linesFor(now);
}

/** Whether there is any cap. */
export function isCapped(environment: Environment): boolean {
  return Object.keys(capsOf(readSettings(capSettings, environment).values)).length > 0;
}

/**
 * What the budget counts for the shortest first question of a chat before it is asked, in US dollars: no answer is counted
 * with less. Undefined when the model's price is not known, or nobody counts its tokens.
 */
export function leastAnswerCost(
  limits: ModelLimits | undefined,
  { prompt, time, prices }: { prompt: string; time: readonly string[]; prices: PriceList },
): number | undefined {
  const chat = { language: 'en', alsoUsed: [], first: true, voice: false } as const;
  const question = {
    ...composeInstructions({ ...chat, prompt, time }),
    messages: [{ role: 'customer', text: '' } as const],
  };
  return limits && prices.answerCostAtMost(limits.model, mostTokens(question), limits.maxOutput);
}

/** A cap that one answer does not fit into, by its setting and as it is, in US dollars. */
export interface SmallCap {
  cap: string;
  dollars: number;
}

/** The caps under which nobody is ever answered, when an answer is counted with so many US dollars at least. */
export function tooSmall(caps: Caps, least: number | undefined): SmallCap[] {
  return (['day', 'chatDay'] as const).flatMap((name) => {
    const dollars = caps[name];
    if (dollars === undefined || least === undefined || dollars >= least) return [];
    return { cap: settingOf[name], dollars };
  });
}

/** So many US dollars and not less, with two digits that say something. */
export function roundedUp(dollars: number): number {
  const unit = 10 ** (Math.floor(Math.log10(dollars)) - 1);
  return Number((Math.ceil(dollars / unit) * unit).toPrecision(2));
}

/** Whether answers fit into the caps that the settings set. Writes nothing and asks the model nothing. */
export async function checkBudget(
  parts: PluginCheckDependencies,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { catalog, environment } = parts;
  const { values } = readSettings({ ...capSettings, ...timeSettings }, environment);
  const { plugin, values: own, problems } = await choosePlugin('model', catalog, environment);
  const conflicts = problems.length > 0 ? problems : (plugin?.problems?.(own) ?? []);
  if (!plugin || conflicts.length > 0)
    return [problem(`not checked: ${conflicts.join('; ')}`, setThem)];
  const { limits } = (await plugin.create(own, parts.world)) as Model;
  const least = leastAnswerCost(limits, {
    prompt: await promptText(parts, signal),
    time: timeLines(values, parts.world.now()),
    prices: await pricesIn(catalog),
  });
  if (least === undefined)
    return [
      fine(
        `what ${limits?.model ?? 'the model'} costs is not known: the caps do not count its answers`,
      ),
    ];
  const counted = `one answer is counted with $${roundedUp(least)} or more before it is asked for`;
  const small = tooSmall(capsOf(values), least);
  if (small.length === 0) return [fine(`${counted}; the caps leave room for that`)];
  return small.map(({ cap, dollars }) =>
    problem(
      `no customer is answered: ${cap} is $${dollars}, and ${counted}`,
      `Set ${cap} to ${roundedUp(least)} or more (ten times that leaves room for a dialogue), shorten the prompt, or choose a cheaper model.`,
    ),
  );
}

/** The business's text as its source has it; empty when it cannot be had, of which the prompt's own check tells. */
async function promptText(
  { catalog, environment, world }: PluginCheckDependencies,
  signal: AbortSignal,
): Promise<string> {
  const { plugin, values, problems } = await choosePlugin('prompt', catalog, environment);
  if (!plugin || problems.length > 0) return '';
  let prompt: Prompt | undefined;
  try {
    prompt = (await plugin.create(values, world)) as Prompt;
    return (await fetchPrompt(prompt, signal)).text;
  } catch {
    signal.throwIfAborted();
    return '';
  } finally {
    await prompt?.close?.();
  }
}
