import type { Log } from '../log.ts';
import { alertWishes } from '../alerts/topics.ts';
import { Audience } from '../audience/audience.ts';
import { ChatGuard } from '../audience/chat-guard.ts';
import { Departures } from '../audience/departures.ts';
import { Bot, type BotDependencies } from '../bot/bot.ts';
import {
  createTurnDependencies,
  createNotes,
  turnKinds,
  writtenForms,
} from '../bot/turn-dependencies.ts';
import { Budget } from '../costs/budget.ts';
import { DayLedger, LedgerOnDemand, SharedLedger, spentToday, type Caps } from '../costs/ledger.ts';
import { leastAnswerCost, roundedUp, timeLines, tooSmall } from '../checks/budget-check.ts';
import { capsOf, mostAnswerCost, type AskedWith } from '../checks/chat-cap.ts';
import { openReminders } from '../reminders/open-reminders.ts';
import type { OpenPlugins } from '../assembly/open-plugins.ts';
import { Desk } from '../desk/desk.ts';
import { DraftOrders } from '../drafts/draft-orders.ts';
import { TicketReplies } from '../desk/ticket-replies.ts';
import type { Handoff } from '../tickets/handoff.ts';
import { openToolbox } from '../tools/open-toolbox.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';
import type { Translate } from '../owner-language/index.ts';
import type { Speaker } from '../delivery/speaker.ts';
import { VoiceNotes } from '../delivery/voice-notes.ts';
import { pricesIn } from '../costs/prices.ts';
import type { Catalog, Kinds } from '../kinds/plugin.ts';
import type { serverSettings } from '../settings/bot-settings.ts';
import { leastHandoffPauseMs } from '../settings/people-settings.ts';

/** What a bot that serves opens. */
export const openedKinds = ['channel', 'journal', ...turnKinds] as const;
export type ServingKind = (typeof openedKinds)[number];

/** With a voice, where answers are spoken, and a calendar, where times are booked. */
type ServingPlugins = Pick<Kinds, ServingKind> & Partial<Pick<Kinds, 'voice' | 'calendar'>>;

/** Plugins, settings and log of a bot that serves. */
export type Serviceable = Omit<OpenPlugins<ServingKind, typeof serverSettings>, 'plugins'> & {
  plugins: ServingPlugins;
  /** Shows turns to whoever traces; absent: nobody does. */
  traced?: BotDependencies['traced'];
};

/** The bot with the journal in its hands, not yet started, and what its turns are made of. */
export async function openBot(
  opened: Serviceable,
  catalog: Catalog,
  seen: Pick<BotDependencies, 'arrival' | 'accountChanged'>,
): Promise<{ bot: Bot; turns: TurnDependencies }> {
  const { channel, journal, transcoder } = opened.plugins;
  opened.onClose(() => journal.close());
  const dependencies = await openDependencies(opened, catalog);
  const { handoff } = dependencies;
  const { quietMs, quietMaxMs, turnTimeoutMs, turnTries } = opened.bot;
  const { pauseMs, pauseOnApi, pauseIgnore = [], pauseEnd, operatorVoice } = opened.bot;
  const { handoffRemindMs: remindMs, handoffTtlMs: ttlMs } = opened.bot;
  const limits = { quietMs, quietMaxMs, timeoutMs: turnTimeoutMs, tries: turnTries };
  const speaker = await createSpeaker(opened, dependencies.budget);
  const departures = new Departures();
  const bot = new Bot({
    channel,
    journal,
    dependencies,
    traced: opened.traced,
    ...seen,
    speaker: new VoiceNotes({ speaker, channel, transcoder, log: opened.log }),
    notes: createNotes(opened, dependencies),
    takeover: { pauseMs, pauseOnApi, pauseIgnore },
    pauseEnd,
    operatorVoice,
    leaving: { closed: opened.bot.closed, hours: dependencies.hours, cases: journal.cases },
    desk: createDesk(opened, handoff.say),
    tickets: { isTold: handoff.isTold, remindMs, ttlMs },
    audience: new Audience(opened.bot),
    withholding: { ...opened.bot, rules: journal.rules, cases: journal.cases },
    departures,
    guard: new ChatGuard({ ...opened.bot, departures }),
    reminders: await openReminders(opened, dependencies),
    ...limits,
  });
  await journal.ownership.claim(() => bot.takeUp());
  return { bot, turns: dependencies };
}

async function openDependencies(opened: Serviceable, catalog: Catalog): Promise<ServingTurns> {
  const { channel } = opened.plugins;
  const thinking = await createTurnDependencies(opened, (...file) => channel.download(...file));
  const handoff = { ...thinking.handoff, ...handoffTo(opened) };
  // Without anything to say the bot takes no message.
  const { signal } = new AbortController();
  const { text } = await thinking.prompt.load(signal);
  const known = await thinking.knowledge?.load(signal);
  const budget = await openBudget(opened, catalog, { prompt: text, documents: known });
  const documents = thinking.knowledge?.tools;
  const { deeds } = opened.plugins.journal;
  const toolbox = await openToolbox({ ...opened, documents, deeds });
  return { ...thinking, ...writtenForms(channel), handoff, ...budget, ...toolbox };
}

type ServingTurns = Awaited<ReturnType<typeof createTurnDependencies>> & {
  budget?: Budget;
  toolbox?: Toolbox;
};

/** Where the owners give orders. */
function createDesk({ plugins, bot, world }: Serviceable, say: Translate): Desk {
  const { cases, finished } = plugins.journal;
  const parts = { cases, say, now: world.now };
  const silenceMs = bot.pauseMs === 0 ? leastHandoffPauseMs : bot.pauseMs;
  const { owners } = bot;
  const drafts = new DraftOrders({ ...parts, owners: owners.length });
  const tickets = new TicketReplies({ ...parts, owners, silenceMs });
  return new Desk(owners, [tickets, drafts], finished);
}

/** Whether anybody is told of a customer who needs a person, and who waits for one already. */
function handoffTo({ plugins, routes, bot }: Serviceable): Pick<Handoff, 'isTold' | 'hasOpen'> {
  const { cases } = plugins.journal;
  return {
    isTold: [...routes.keys()].some(alertWishes(bot.alerts, routes.keys()).takes),
    hasOpen: async (chat) => (await cases.list({ chat, kind: 'ticket', open: true })).length > 0,
  };
}

/** The longest time that a customer waits for a note, milliseconds. */
const longestSpeakingMs = 30_000;

/** What makes notes of replies; undefined, and not even loaded, where all of them are written. */
async function createSpeaker(
  { plugins, bot, world, log }: Serviceable,
  budget: Budget | undefined,
): Promise<Speaker | undefined> {
  const { voice, transcoder, journal } = plugins;
  if (!voice) return undefined;
  const { Speaker: Speaking } = await import('../delivery/speaker.ts');
  const patienceMs = Math.min(longestSpeakingMs, bot.turnTimeoutMs);
  return new Speaking({
    voice,
    transcoder,
    accounts: journal.accounts,
    outbox: journal.outbox,
    budget,
    patienceMs,
    log,
    now: world.now,
  });
}

/** The budget by the settings, if any; a cap that not one answer fits into, which leaves every customer without one, is told. */
async function openBudget(
  { plugins, bot, world, log }: Serviceable,
  catalog: Catalog,
  asked: Pick<AskedWith, 'prompt' | 'documents'>,
): Promise<{ budget?: Budget }> {
  const { timeZone, historyLimit } = bot;
  const { limits } = plugins.model;
  const prices = await pricesIn(catalog);
  const caps = capsOf(bot, mostAnswerCost(limits, { ...asked, prices }, historyLimit));
  if (Object.keys(caps).length === 0) return {};
  if (bot.budgetDay !== undefined || bot.budgetChatDay !== undefined)
    warnOfSmall(
      caps,
      leastAnswerCost(limits, { ...asked, time: timeLines(bot, world.now()), prices }),
      log,
    );
  const { accounts, ownership } = plugins.journal;
  const { cluster } = ownership;
  const ledger = new LedgerOnDemand(async () => {
    const spent = await spentToday(accounts, { timeZone, now: world.now(), prices });
    return cluster ? new SharedLedger(spent, cluster) : new DayLedger(spent);
  });
  return { budget: new Budget({ caps, ledger, prices, timeZone, log, now: world.now }) };
}

/** A cap by the settings that one answer does not fit into, at so many US dollars at least, leaves every customer without one. */
function warnOfSmall(caps: Caps, least: number | undefined, log: Log): void {
  const answer = least === undefined ? {} : { answer: roundedUp(least) };
  for (const small of tooSmall(caps, least)) log.warn('budget-too-small', { ...small, ...answer });
}
