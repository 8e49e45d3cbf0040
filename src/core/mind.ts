import { History } from './history.ts';
import type { Opened } from './open.ts';
import { loadPhrases } from './phrases.ts';
import type { Settings } from './settings.ts';
import type { Mind } from './turn-parts.ts';

/** The kinds of plugins that a turn needs. */
export const mindKinds = ['memory', 'model', 'speech', 'prompt', 'transcoder'] as const;
type MindKind = (typeof mindKinds)[number];

/** What turns are made of, from what was opened; `download` fetches voice notes. */
export async function createMind(opened: Opened<MindKind, Settings>, download: Mind['download']): Promise<Mind> {
  const { plugins, bot, world, log } = opened;
  const history = new History(plugins.memory, { limit: bot.historyLimit, ttlMs: bot.historyTtlMs, log });
  opened.onClose(() => history.close());
  return {
    model: plugins.model,
    ears: { speech: plugins.speech, transcoder: plugins.transcoder, convert: bot.convert },
    prompt: plugins.prompt,
    history,
    phrases: await loadPhrases(bot.phrases),
    languages: bot.languages,
    timeZone: bot.timeZone,
    log,
    now: world.now,
    download,
  };
}
