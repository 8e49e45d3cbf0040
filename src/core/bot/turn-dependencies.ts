import type { BotValues } from '../settings/config.ts';
import type { AudioFormat } from '../audio.ts';
import type { Ears } from '../hearing/listening.ts';
import { dayIn } from '../business-time.ts';
import { History, type HistoryOptions } from '../history/history.ts';
import type { Opened } from '../assembly/open-plugins.ts';
import { NoteRooms } from '../hearing/download-budget.ts';
import { loadPhrases } from '../turn/phrases.ts';
import type { Kinds } from '../kinds/plugin.ts';
import { PromptVersions } from '../prompts/prompt-versions.ts';
import { RolledBackPrompt } from '../prompts/rolled-back-prompt.ts';
import type { Settings } from '../settings/settings.ts';
import { mostPending, Summaries } from '../history/summaries.ts';
import type { Mind } from '../turn/turn-parts.ts';

/** The kinds of plugins that a turn needs. */
export const mindKinds = ['memory', 'model', 'speech', 'prompt', 'transcoder'] as const;
type MindKind = (typeof mindKinds)[number];

/** What turns are made of, from what was opened; `download` fetches voice notes. */
export async function createMind(
  opened: Opened<MindKind, Settings>,
  download: Mind['download'],
): Promise<Mind & { history: History }> {
  const { plugins, bot, world, log } = opened;
  const history = new History(plugins.memory, {
    ...historyLimits(bot),
    ttlMs: bot.historyTtlMs,
    timeoutMs: bot.memoryTimeoutMs,
    log,
  });
  opened.onClose(() => history.close());
  const prompt = new RolledBackPrompt(plugins.prompt, new PromptVersions(world.dataFolder), log);
  opened.onClose(() => prompt.close());
  return {
    model: plugins.model,
    ears: earsOf(plugins, bot),
    prompt,
    history,
    phrases: await loadPhrases(bot.phrases),
    disclosure: bot.disclosure,
    voiceReply: bot.voiceReply,
    secrets: opened.secrets,
    languages: bot.languages,
    timeZone: bot.timeZone,
    dayOf: dayIn(bot.timeZone),
    log,
    now: world.now,
    download,
    rooms: new NoteRooms(),
  };
}

function earsOf({ speech, transcoder }: Pick<Kinds, 'speech' | 'transcoder'>, bot: BotValues): Ears {
  const { convert, languages, voiceMaxSeconds, voiceSplit } = bot;
  const refused = new Set<AudioFormat>();
  return { speech, transcoder, convert, languages, longestSeconds: voiceMaxSeconds, split: voiceSplit, refused };
}

/** How much of a chat the settings want to be remembered. */
export function historyLimits({ historyLimit, summary }: BotValues): Pick<HistoryOptions, 'limit' | 'pending'> {
  return { limit: historyLimit, ...(summary ? { pending: mostPending } : {}) };
}

/** What writes the summaries of long chats; undefined when the settings want none. */
export function createSummaries(
  { plugins, bot }: Opened<'journal', Settings>,
  mind: Mind & { history: History },
): Summaries | undefined {
  if (!bot.summary) return undefined;
  const { model, budget } = mind;
  return new Summaries({
    ...mind,
    turns: plugins.journal.turns,
    modelFor: (chat) => budget?.limitModel(model, chat) ?? model,
    timeoutMs: bot.turnTimeoutMs,
  });
}
