import { resolve } from 'node:path';
import { openPlugins } from '../assembly/open-plugins.ts';
import { readRunNote } from '../health/run-note.ts';
import { History } from '../history/history.ts';
import { warning, type Finding } from '../kinds/finding.ts';
import type { Pause } from '../kinds/pauses.ts';
import type { Catalog } from '../kinds/plugin.ts';
import { digestOf, isNamedAutomatic, wereFound } from '../people/automatic-texts.ts';
import { botSettings } from '../settings/bot-settings.ts';
import type { Environment } from '../settings/settings.ts';
import { readSettings } from '../settings/read-settings.ts';

/** What was found longer ago may have been switched off since, milliseconds. */
const recentMs = 7 * 24 * 60 * 60 * 1000;

/** As much of a text is shown, in UTF-16 units. */
const longestShown = 120;

const { dataFolder, pauseIgnore } = botSettings;

/**
 * The greetings and away texts that the bot has found the WhatsApp app to send by itself, and what to do about them. None where
 * no bot has run yet, or where journal or memory cannot be read, of which their own checks tell.
 */
export async function foundGreetings(
  catalog: Catalog,
  environment: Environment,
  now = Date.now(),
): Promise<Finding[]> {
  const { values } = readSettings({ dataFolder, pauseIgnore }, environment);
  if (!(await readRunNote(resolve(values.dataFolder)))) return [];
  const texts = await textsFound(catalog, environment, now).catch(() => []);
  return texts
    .filter((text) => !isNamedAutomatic(text, values.pauseIgnore ?? []))
    .map((text) =>
      warning(
        `the app on the phone answers customers by itself: “${text.slice(0, longestShown)}”`,
        'Switch it off in the app, or name it in WABOT_PAUSE_IGNORE: the bot takes it for no person.',
      ),
    );
}

async function textsFound(
  catalog: Catalog,
  environment: Environment,
  now: number,
): Promise<string[]> {
  const kinds = ['journal', 'memory'] as const;
  const opened = await openPlugins({ catalog, environment, kinds, settings: {}, log: 'stderr' });
  try {
    const { journal, memory } = opened.plugins;
    opened.onClose(() => journal.close());
    const history = new History(memory, {
      limit: Number.MAX_SAFE_INTEGER,
      ttlMs: opened.bot.historyTtlMs,
      log: opened.log,
    });
    opened.onClose(() => history.close());
    const recent = (await journal.pauses.list()).filter(({ at }) => at > now - recentMs);
    const texts: string[] = [];
    for (const [words, pauses] of Map.groupBy(recent, (pause) => pause.words))
      if (words !== undefined && wereFound(pauses))
        texts.push(await textOf(words, pauses, history));
    return texts;
  } finally {
    await opened.close();
  }
}

/** The words behind a digest, from the memory of one of the chats in which they stand. */
async function textOf(words: string, pauses: readonly Pause[], history: History): Promise<string> {
  for (const { chat } of pauses) {
    if (chat === undefined) continue;
    const { entries } = await history.recall(chat);
    const found = entries.find(
      (entry) => entry.role === 'operator' && digestOf(entry.text) === words,
    );
    if (found) return found.text;
  }
  return '…';
}
