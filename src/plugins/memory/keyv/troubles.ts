import type { Log } from '../../../core/kinds/plugin.ts';
import { wordOf } from './adapted-store.ts';

/** The same trouble is logged once in this time, milliseconds: adapters that look for their database fail many times a second. */
const pauseMs = 60_000;

const mostWords = 100;

/** Logs what fails in an adapter when nobody waits for it; nothing but the word for it, as databases quote values and addresses. */
export function troublesOf(
  adapter: string,
  { log, now }: { log: Log; now(): number },
): (failure: unknown) => void {
  const told = new Map<string, number>();
  return (failure) => {
    const problem = wordOf(failure);
    const at = now();
    if (at - (told.get(problem) ?? -Infinity) < pauseMs) return;
    if (told.size >= mostWords) told.clear();
    told.set(problem, at);
    log.warn('memory-adapter-failed', { adapter, problem });
  };
}
