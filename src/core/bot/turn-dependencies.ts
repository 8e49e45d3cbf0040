import type { BotValues } from '../settings/bot-settings.ts';
import type { AudioFormat } from '../audio.ts';
import type { FileWishes } from '../attachments/viewer.ts';
import type { DocumentReader } from '../documents/document-reader.ts';
import { FairQueue } from '../fair-queue.ts';
import type { Listening } from '../hearing/listening.ts';
import { Customers } from '../customers/customers.ts';
import { ChatNotes } from '../history/chat-notes.ts';
import { History, type HistoryOptions } from '../history/history.ts';
import { QuietChats } from '../history/quiet-chats.ts';
import type { OpenPlugins } from '../assembly/open-plugins.ts';
import { DownloadBudget } from '../hearing/download-budget.ts';
import { loadPhrases } from '../phrases/phrases-file.ts';
import type { BusinessKnowledge } from '../knowledge/business-knowledge.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Kinds } from '../kinds/plugin.ts';
import type { Prompt } from '../kinds/prompt.ts';
import { PromptVersions } from '../prompts/prompt-versions.ts';
import { RolledBackPrompt } from '../prompts/rolled-back-prompt.ts';
import type { Settings } from '../settings/settings.ts';
import { mostPending, Summaries } from '../history/summaries.ts';
import { BusinessHours } from '../time/business-hours.ts';
import { sentLanguage, translatorTo } from '../owner-language/index.ts';
import type { Handoff } from '../tickets/handoff.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';

/** The kinds of plugins that a turn needs. */
export const turnKinds = ['memory', 'model', 'speech', 'prompt', 'transcoder'] as const;
type MindKind = (typeof turnKinds)[number];

/** What turns are made of, from what was opened; `download` fetches voice notes. */
export async function createTurnDependencies(
  opened: OpenPlugins<MindKind, Settings>,
  download: TurnDependencies['download'],
): Promise<TurnDependencies & { history: History; customers: Customers; handoff: Handoff }> {
  const { plugins, bot, world, log } = opened;
  const prompt = new RolledBackPrompt(plugins.prompt, new PromptVersions(world.dataFolder), log);
  opened.onClose(() => prompt.close());
  const hours = new BusinessHours(bot.timeZone, bot);
  const knowledge = await knowledgeOf(opened);
  return {
    model: plugins.model,
    listening: earsOf(plugins, bot),
    prompt: withTroubleOf(prompt, knowledge),
    ...(knowledge ? { knowledge } : {}),
    ...openHistory(opened),
    phrases: await loadPhrases(bot.phrases),
    disclosure: bot.disclosure,
    voiceReply: bot.voiceReply,
    secrets: opened.secrets,
    ...(bot.guardsOff ? { guardsOff: bot.guardsOff } : {}),
    ...(bot.questions ? { marksUnknown: true } : {}),
    languages: bot.languages,
    hours,
    handoff: handoffFrom(bot, hours),
    staleMs: bot.staleMs,
    log,
    now: world.now,
    download,
    rooms: new DownloadBudget(),
    viewing: fileWishes(bot),
  };
}

/** Turns with files at once: each holds eight pictures at most, some three megabytes with what is sent of them. */
const turnsWithFiles = 16;

/** How files of customers are looked at. */
function fileWishes({ images, fileMb }: BotValues): FileWishes {
  let reader: Promise<DocumentReader> | undefined;
  const load = async (): Promise<DocumentReader> => {
    const { DocumentReader } = await import('../documents/document-reader.ts');
    return new DocumentReader();
  };
  return {
    images,
    mostBytes: fileMb * 1_000_000,
    documents: () => (reader ??= load()),
    floor: new FairQueue(turnsWithFiles),
  };
}

/** The chats, and what is known of customers beside them. */
function openHistory({ plugins, bot, log, onClose }: OpenPlugins<'memory', Settings>): {
  history: History;
  customers: Customers;
} {
  const options = { timeoutMs: bot.memoryTimeoutMs, log };
  const customers = new Customers(plugins.memory, { ...options, ttlMs: bot.customerTtlMs });
  const limits = { ...historyLimits(bot), ttlMs: bot.historyTtlMs };
  const history = new History(plugins.memory, { ...options, ...limits, customers });
  onClose(() => history.close());
  return { history, customers };
}

/** The prompt, which also tells where the documents beside it may be old: people hear of both in one way. */
function withTroubleOf(prompt: Prompt, knowledge: BusinessKnowledge | undefined): Prompt {
  if (!knowledge) return prompt;
  return {
    load: (signal) => prompt.load(signal),
    problem: () => prompt.problem?.() ?? knowledge.problem(),
  };
}

/** What the business knows beside its prompt; nothing is loaded where no source is there. */
async function knowledgeOf({
  knowledge,
  bot,
  world,
  onClose,
}: OpenPlugins<MindKind, Settings>): Promise<BusinessKnowledge | undefined> {
  if (knowledge.size === 0) return undefined;
  const { BusinessKnowledge } = await import('../knowledge/business-knowledge.ts');
  const opened = new BusinessKnowledge({
    ...world,
    sources: [...knowledge.values()],
    wholeTokens: bot.knowledgeTokens,
    refreshMs: bot.knowledgeRefreshMs,
  });
  onClose(() => opened.close());
  return opened;
}

/** How people are called: there is nobody to tell where no owner is named. */
function handoffFrom(bot: BotValues, hours: BusinessHours): Handoff {
  const language = sentLanguage(bot);
  const { owners, handoffTtlMs: ttlMs } = bot;
  const isTold = owners.length > 0;
  return { isTold, owners, language, say: translatorTo(language), ttlMs, hours };
}

function earsOf(
  { speech, transcoder }: Pick<Kinds, 'speech' | 'transcoder'>,
  bot: BotValues,
): Listening {
  const { convert, languages, voiceMaxSeconds, voiceSplit } = bot;
  const refused = new Set<AudioFormat>();
  return {
    speech,
    transcoder,
    convert,
    languages,
    longestSeconds: voiceMaxSeconds,
    split: voiceSplit,
    refused,
  };
}

/** How much of a chat the settings want to be remembered. */
export function historyLimits({
  historyLimit,
  summary,
}: BotValues): Pick<HistoryOptions, 'limit' | 'pending'> {
  return { limit: historyLimit, ...(summary ? { pending: mostPending } : {}) };
}

/** What is written of chats beside their turns: summaries of long ones, and what is known of customers, as the settings want. */
export function createNotes(
  { plugins, bot }: OpenPlugins<'journal', Settings>,
  dependencies: TurnDependencies & { history: History; customers: Customers },
): ChatNotes {
  const { budget, hours, customers, log } = dependencies;
  const isKnowing = bot.customerTtlMs > 0;
  const parts = { customers, isKnowing, log };
  const { acts } = dependencies.model;
  // Neither is a turn: a model that acts is not asked for one.
  const model = acts ? acts.fallback : dependencies.model;
  if (!model) return new ChatNotes(parts);
  const writing = {
    ...dependencies,
    customers: isKnowing ? customers : undefined,
    accounts: plugins.journal.accounts,
    modelFor: (chat: string) => budget?.limitModel(model, chat) ?? model,
    timeoutMs: bot.turnTimeoutMs,
    dayOf: hours.dayOf,
  };
  const quietMs = Math.min(bot.customerQuietMs, bot.historyTtlMs / 2);
  return new ChatNotes({
    ...parts,
    ...(bot.summary ? { summaries: new Summaries(writing) } : {}),
    ...(isKnowing ? { quiet: new QuietChats({ ...writing, customers, quietMs }) } : {}),
  });
}

/** What a channel says of how its chats are written to. */
export function writtenForms(channel: Channel): Pick<TurnDependencies, 'form' | 'messenger'> {
  const { messenger } = channel;
  return {
    ...(messenger === undefined ? {} : { messenger }),
    ...(channel.form ? { form: channel.form.bind(channel) } : {}),
  };
}
