import { openPlugins } from '../assembly/open-plugins.ts';
import { isBookingWanted } from '../assembly/chosen-plugins.ts';
import type { Bot } from '../bot/bot.ts';
import { turnKinds } from '../bot/turn-dependencies.ts';
import { serverSettings } from '../settings/bot-settings.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Memory } from '../kinds/memory.ts';
import type { Model } from '../kinds/model.ts';
import type { Knowledge } from '../kinds/knowledge.ts';
import type { Catalog } from '../kinds/plugin.ts';
import { openBot, type Serviceable } from '../server/open-bot.ts';
import type { Environment } from '../settings/settings.ts';
import type { GivenResults } from '../eval-cases/eval-case.ts';
import { evalModel, evalSpeech, type Playing } from './eval-model.ts';
import { evalTools } from './eval-tools.ts';
import { watchedJournal, type TurnEvents } from './watched-journal.ts';

/** What a bot of a conversation is made of. */
export interface StageParts {
  catalog: Catalog;
  /** Under which nothing of the real bot is touched: its data folder is the conversation's own. */
  environment: Environment;
  playing: Playing;
  results: GivenResults;
  channel: Channel;
  events: TurnEvents;
  /** Where chats are remembered, left by the stage before this one; absent: this is the first. */
  memory?: Memory | undefined;
  /** The documents, read once for all conversations. */
  shared: (sources: ReadonlyMap<string, Knowledge>) => ReadonlyMap<string, Knowledge>;
}

/** The running bot of a conversation: the real journal, lanes, turns and guards, between services that are played. */
export interface Stage {
  bot: Bot;
  journal: Journal;
  model: Model;
  memory: Memory;
  /** Ends what runs and closes everything; what it keeps is there for the next one in the same folder. */
  close(): Promise<void>;
}

/** How long the end of a stage waits for what runs, milliseconds. */
const graceMs = 5_000;

/** Opens the bot and starts it. Rejects with a WabotError when the operator must change something; then nothing stays open. */
export async function openStage(parts: StageParts): Promise<Stage> {
  const { catalog, environment, playing } = parts;
  const opened: Serviceable = await openPlugins({
    catalog,
    environment,
    now: playing.clock.now,
    kinds: [...stageKinds, ...(isBookingWanted(environment) ? (['calendar'] as const) : [])],
    settings: serverSettings,
    alerts: true,
    tools: true,
    knowledge: true,
    log: 'stderr',
  }).then((all) => ({ ...all, plugins: { ...all.plugins, channel: parts.channel } }));
  try {
    const staged = stagedOf(opened, parts);
    const { journal, model, memory } = staged.plugins;
    const { bot } = await openBot(staged, catalog, {});
    await bot.start();
    const close = async (): Promise<void> => {
      await bot.stop(graceMs);
      await opened.close();
    };
    return { bot, journal, model, memory, close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** What a stage opens; answers are not spoken, and its channel is given. */
const stageKinds = ['journal', ...turnKinds] as const;

/** What was opened, with everything in between that is played or watched. */
function stagedOf(opened: Serviceable, parts: StageParts): Serviceable {
  const { playing, events, results, shared } = parts;
  const { plugins } = opened;
  return {
    ...opened,
    plugins: {
      ...plugins,
      memory: parts.memory ?? plugins.memory,
      journal: watchedJournal(plugins.journal, events),
      model: evalModel(plugins.model, playing),
      speech: evalSpeech(plugins.speech, playing),
    },
    tools: evalTools(opened.tools, playing, results),
    knowledge: shared(opened.knowledge),
  };
}
