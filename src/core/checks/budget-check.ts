import { leastOf, type AskedDocuments } from './question-documents.ts';
import { answersADay, capsOf, mostAnswerCost, type AskedWith } from './chat-cap.ts';
import { settingOf } from '../costs/budget.ts';
import { choosePlugin } from '../assembly/chosen-plugins.ts';
import { botSettings, type BotValues } from '../settings/bot-settings.ts';
import { fine, problem, warning, type Finding } from '../kinds/finding.ts';
import { BusinessHours } from '../time/business-hours.ts';
import { composeInstructions } from '../turn/instructions.ts';
import type { Model, ModelLimits } from '../kinds/model.ts';
import type { Prompt } from '../kinds/prompt.ts';
import type { Caps } from '../costs/ledger.ts';
import type { PluginCheckDependencies } from './plugin-checks.ts';
import { mostTokens } from '../costs/most-tokens.ts';
import { pricesIn } from '../costs/prices.ts';
import { fetchPrompt } from '../prompts/prompt-sync.ts';
import type { Environment } from '../settings/settings.ts';
import { setThem, readSettings } from '../settings/read-settings.ts';

const { budgetDay, budgetChatDay, historyLimit, chatHourly } = botSettings;
const capSettings = { budgetDay, budgetChatDay };

const { timeZone, hours, daysOff } = botSettings;
const timeSettings = { timeZone, hours, daysOff };

/** What the model is told of the time, by the settings. */
export function timeLines(
  bot: Pick<BotValues, 'timeZone' | 'hours' | 'daysOff'>,
  now: number,
): readonly string[] {
  return new BusinessHours(bot.timeZone, bot).linesFor(now);
}

/** Whether anything is capped: a chat is by itself, unless the settings want none. */
export function isCapped(environment: Environment): boolean {
  const { values } = readSettings(capSettings, environment);
  return values.budgetDay !== undefined || values.budgetChatDay !== 0;
}

/**
 * What the budget counts for the shortest first question of a chat before it is asked, in US dollars: no answer is counted
 * with less. Undefined when the model's price is not known, or nobody counts its tokens.
 */
export function leastAnswerCost(
  limits: ModelLimits | undefined,
  { prompt, documents, time, prices }: AskedWith & { time: readonly string[] },
): number | undefined {
  const chat = { language: 'en', alsoUsed: [], first: true, voice: false } as const;
  const question = {
    ...composeInstructions({ ...chat, prompt, knowledge: leastOf(documents), time }),
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
  const settings = { ...capSettings, ...timeSettings, historyLimit, chatHourly };
  const { values } = readSettings(settings, environment);
  const { plugin, values: own, problems } = await choosePlugin('model', catalog, environment);
  const conflicts = problems.length > 0 ? problems : (plugin?.problems?.(own) ?? []);
  if (!plugin || conflicts.length > 0)
    return [problem(`not checked: ${conflicts.join('; ')}`, setThem)];
  const { limits } = (await plugin.create(own, parts.world)) as Model;
  const asked = {
    prompt: await promptText(parts, signal),
    documents: await documentsOf(parts, signal),
    time: timeLines(values, parts.world.now()),
    prices: await pricesIn(catalog),
  };
  const least = leastAnswerCost(limits, asked);
  if (least === undefined) return unpriced(limits?.model ?? 'the model', values.chatHourly);
  const caps = capsOf(values, mostAnswerCost(limits, asked, values.historyLimit));
  return [
    ...judged(caps, least, values.budgetChatDay === undefined),
    ...saidOfDocuments(asked.documents),
  ];
}

/** The documents; what reads them is loaded where this is looked at, not where a bot starts. */
async function documentsOf(
  parts: PluginCheckDependencies,
  signal: AbortSignal,
): Promise<AskedDocuments | undefined> {
  const { askedDocuments } = await import('./asked-documents.ts');
  return askedDocuments(parts, signal);
}

/** What the documents add to every question. */
function saidOfDocuments(documents: AskedDocuments | undefined): Finding[] {
  if (!documents) return [];
  const { tokens, whole } = documents;
  return whole === undefined
    ? [fine(`about ${tokens} tokens of documents are searched; what is found is counted, too`)]
    : [fine(`about ${tokens} tokens of documents stand in every question, and are counted, too`)];
}

/** Where nobody knows what an answer costs, only their number bounds what one stranger costs. */
function unpriced(model: string, hourly: number): Finding[] {
  const unknown = `what ${model} costs is not known: the caps do not count its answers`;
  if (hourly > 0)
    return [fine(`${unknown}; one chat has at most ${hourly} an hour (WABOT_CHAT_HOURLY)`)];
  return [
    warning(
      `${unknown}, and nothing bounds what one chat costs`,
      'Set WABOT_CHAT_HOURLY, such as 60.',
    ),
  ];
}

/** Whether an answer fits into the caps; `isDefault`: that of a chat is the one that is there by itself. */
function judged(caps: Caps, least: number, isDefault: boolean): Finding[] {
  const counted = `one answer is counted with $${roundedUp(least)} or more before it is asked for`;
  const small = tooSmall(caps, least);
  if (small.length > 0)
    return small.map(({ cap, dollars }) =>
      problem(
        `no customer is answered: ${cap} is $${dollars}, and ${counted}`,
        `Set ${cap} to ${roundedUp(least)} or more (ten times that leaves room for a dialogue), shorten the prompt, or choose a cheaper model.`,
      ),
    );
  const { chatDay } = caps;
  return [
    fine(`${counted}; the caps leave room for that`),
    ...(isDefault && chatDay !== undefined
      ? [
          fine(
            `one chat may cost $${roundedUp(chatDay)} a day: ${answersADay} long answers (WABOT_BUDGET_CHAT_DAY is not set)`,
          ),
        ]
      : []),
  ];
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
