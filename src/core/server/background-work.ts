import { hostname } from 'node:os';
import { runChecks } from '../checks/check-runner.ts';
import type { Log } from '../log.ts';
import type { Kind } from '../kinds/plugin.ts';
import { pluginChecks, type PluginCheckDependencies } from '../checks/plugin-checks.ts';
import { writeRunNote, type RunNote } from '../health/run-note.ts';

/** What is looked at once at start: models are shut down by their services on a day known in advance. */
const watched: readonly Kind[] = ['model', 'speech'];

const deadlineMs = 30_000;

export interface BackgroundWorkOptions extends PluginCheckDependencies {
  log: Log;
  /** About this run. */
  note: Omit<RunNote, 'pid' | 'host' | 'startedAt' | 'stoppedAt'>;
}

/**
 * What goes on beside a running bot: it leaves a note of its start and its end in the data folder, and logs once what the checks
 * of the models find. Nothing waits for it, and nothing of it can fail the bot. Returns what ends it.
 */
export function startBackgroundWork(parts: BackgroundWorkOptions): () => Promise<void> {
  const { log, world } = parts;
  const note = {
    ...parts.note,
    pid: process.pid,
    host: hostname(),
    startedAt: new Date(world.now()).toISOString(),
  };
  const write = (more: Partial<RunNote>): Promise<void> =>
    writeRunNote(world.dataFolder, { ...note, ...more }).catch((error: unknown) =>
      log.warn('run-note-not-written', { error }),
    );
  const stopping = new AbortController();
  const looking = logFindings(parts, stopping.signal).catch(() => {});
  const noted = write({});
  return async () => {
    stopping.abort();
    await Promise.all([looking, noted]);
    await write({ stoppedAt: new Date(world.now()).toISOString() });
  };
}

async function logFindings(parts: BackgroundWorkOptions, signal: AbortSignal): Promise<void> {
  const { checks } = await runChecks(pluginChecks(parts, watched), deadlineMs, signal);
  for (const { name, findings } of checks) {
    for (const { level, message, suggestions = [] } of findings) {
      if (level !== 'ok')
        parts.log.warn('check-failed', { check: name, problem: message, suggestions });
    }
  }
}
