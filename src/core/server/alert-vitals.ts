import type { Happening, Vital } from '../alerts/alert-watch.ts';
import type { CallWatch } from '../alerts/call-watch.ts';
import type { Sign } from '../alerts/episodes.ts';
import { endingModels, givenUp, spentBudget, type SpentShare } from '../alerts/happenings.ts';
import { choosePlugin } from '../assembly/chosen-plugins.ts';
import type { Bot } from '../bot/bot.ts';
import { checkDisk } from '../checks/disk-check.ts';
import type { PluginCheckDependencies } from '../checks/plugin-checks.ts';
import { settingOf } from '../costs/budget.ts';
import { weeklyDigest } from '../report/weekly-digest.ts';
import type { BotVitals } from '../health/bot-vitals.ts';
import { within } from '../deadline.ts';
import { WabotError } from '../errors.ts';
import type { Journal } from '../kinds/journal.ts';
import type { ModelEnd } from '../kinds/model.ts';
import type { Kind } from '../kinds/plugin.ts';
import type { Environment } from '../settings/settings.ts';
import type { Serviceable } from './open-bot.ts';

/** What the bot's calls tell of the services. */
export type WatchedCalls = Readonly<Record<'channel' | 'model' | 'speech' | 'voice', CallWatch>>;

/** What cannot be sent in WhatsApp is not told there. */
const notByWhatsApp = ['whatsapp'];

/** The longest that a vendor is asked for the end of a model, milliseconds. */
const askMs = 20_000;

function signOf(verdict: { trouble?: string; advice?: string } | undefined): Sign | undefined {
  if (!verdict) return undefined;
  const { trouble, advice = '' } = verdict;
  return trouble === undefined
    ? { isWell: true }
    : { isWell: false, values: { problem: trouble, advice } };
}

type Account = BotVitals['accounts'][number];

/**
 * How an account is: as the vendor says, and as sending shows (a quota that is used up). Owners hear of it in the chats of the
 * first, unless that is the one.
 */
function accountSign(
  { verdict, messenger, id }: Account,
  isFirst: boolean,
  { channel }: WatchedCalls,
): Sign | undefined {
  const said = signOf(verdict);
  // The first has chats without a mark, unless the one that had them is gone: then they are the owners' alone.
  const marked = channel.signOf(id ?? '');
  const shown = isFirst ? (marked ?? channel.signOf('')) : marked;
  const sign = said && shown?.isWell === false ? shown : said;
  if (!sign) return undefined;
  const values = { ...sign.values, messenger, ...(id === undefined ? {} : { instance: id }) };
  return { ...sign, values, ...(isFirst ? { not: notByWhatsApp } : {}) };
}

/** Each account by itself: one may fail while another does. */
function accountVitals(bot: Bot, calls: WatchedCalls): Vital[] {
  return bot.vitals.accounts.map((account, index) => ({
    topic: 'alert.account',
    ...(index === 0 ? {} : { of: account.id }),
    look: () => accountSign(account, index === 0, calls),
  }));
}

/** What may stop working, of a running bot. */
export function vitalsOf({
  bot,
  calls,
  environment,
}: {
  bot: Bot;
  calls: WatchedCalls;
  environment: Environment;
}): Vital[] {
  return [
    ...accountVitals(bot, calls),
    { topic: 'alert.arrival', look: () => signOf(bot.vitals.arrival?.verdict) },
    { topic: 'alert.model', look: () => calls.model.sign },
    { topic: 'alert.speech', look: () => calls.speech.sign },
    { topic: 'alert.voice', look: () => calls.voice.sign },
    { topic: 'alert.prompt', look: () => promptSign(bot) },
    { topic: 'alert.disk', everyMs: 60_000, look: () => diskSign(environment) },
  ];
}

function promptSign(bot: Bot): Sign | undefined {
  const trouble = bot.vitals.prompt.problem?.();
  return signOf(trouble === undefined ? {} : { trouble });
}

async function diskSign(environment: Environment): Promise<Sign> {
  const found = await checkDisk(environment);
  const worst =
    found.find(({ level }) => level === 'problem') ??
    found.find(({ level }) => level === 'warning');
  if (!worst) return { isWell: true };
  const { message, suggestions: [advice = ''] = [] } = worst;
  return { isWell: false, values: { problem: message, advice } };
}

/** Whether messages can be stored. */
export function journalVital(journal: Pick<Journal, 'health'>): Vital {
  return {
    topic: 'alert.journal',
    everyMs: 20_000,
    async look() {
      try {
        await journal.health();
        return { isWell: true };
      } catch (error) {
        const problem = error instanceof WabotError ? error.message : '';
        const [advice = ''] = error instanceof WabotError ? error.suggestions : [];
        return { isWell: false, values: { problem, advice } };
      }
    },
  };
}

export interface HappeningDependencies {
  opened: Serviceable;
  looks: PluginCheckDependencies;
  bot: Bot;
  signal: AbortSignal;
}

/** What happens to a running bot that people are told of. */
export function happeningsOf({ opened, looks, bot, signal }: HappeningDependencies): Happening[] {
  const { world, plugins } = opened;
  const { now } = world;
  const { budget } = bot.vitals;
  const { owners, digest: time, timeZone } = opened.bot;
  const { journal } = plugins;
  return [
    givenUp(journal.letters, { owners, now }),
    ...(time === 'off' ? [] : [weeklyDigest({ journal, time, timeZone, now })]),
    ...(budget ? [spentBudget(() => shareOf(budget), now)] : []),
    endingModels(() => endsOf(looks, plugins.voice !== undefined, signal), now),
  ];
}

async function shareOf(budget: NonNullable<BotVitals['budget']>): Promise<SpentShare | undefined> {
  const today = await budget.today();
  if (!today) return undefined;
  const { day, spent, caps, reached } = today;
  const named = Object.entries(caps).map(([cap, dollars]) => [
    cap,
    { setting: settingOf[cap as keyof typeof settingOf], dollars },
  ]);
  return {
    day,
    share: caps.day === undefined ? 0 : spent / caps.day,
    reached,
    caps: Object.fromEntries(named) as SpentShare['caps'],
  };
}

/** The ends of the models in use; a vendor that cannot be asked says nothing. */
async function endsOf(
  { catalog, environment, world }: PluginCheckDependencies,
  speaks: boolean,
  signal: AbortSignal,
): Promise<ModelEnd[]> {
  const kinds: Kind[] = ['model', 'speech', ...(speaks ? (['voice'] as const) : [])];
  const ends = await Promise.all(
    kinds.map(async (kind) => {
      const { plugin, values } = await choosePlugin(kind, catalog, environment);
      if (!plugin?.ends) return undefined;
      return within(askMs, signal, async (limited) => plugin.ends?.(values, world, limited)).catch(
        () => undefined,
      );
    }),
  );
  return ends.filter((end) => end !== undefined);
}
