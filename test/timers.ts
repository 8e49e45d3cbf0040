import { onTestFinished, vi } from 'vitest';

/**
 * Watches the timers that our own code sets from now on, until the test ends. `left` names the places of those that are
 * neither cleared nor due, and that would keep the process alive.
 */
export function watchTimers(): { left(): string[]; set(): string[] } {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
  const places = new Map<NodeJS.Timeout, string>();
  const all: string[] = [];
  const watched = (timer: NodeJS.Timeout): NodeJS.Timeout => {
    const caller = (new Error().stack ?? '')
      .split('\n')
      .slice(1)
      .find((line) => !line.includes('test/timers.ts'));
    const [, place] = /\/(src\/[^\s)]*)/.exec(caller ?? '') ?? [];
    if (place !== undefined) places.set(timer, place);
    if (place !== undefined) all.push(place);
    return timer;
  };
  const forget = (timer: unknown): void => void places.delete(timer as NodeJS.Timeout);
  vi.stubGlobal(
    'setTimeout',
    (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
      const timer: NodeJS.Timeout = watched(
        setTimeout(() => {
          forget(timer);
          work(...args);
        }, ms),
      );
      return timer;
    },
  );
  vi.stubGlobal('setInterval', (...args: Parameters<typeof setInterval>) =>
    watched(setInterval(...args)),
  );
  vi.stubGlobal('clearTimeout', (timer: NodeJS.Timeout) => (forget(timer), clearTimeout(timer)));
  vi.stubGlobal('clearInterval', (timer: NodeJS.Timeout) => (forget(timer), clearInterval(timer)));
  onTestFinished(() => void vi.unstubAllGlobals());
  return {
    left: () => [...places].filter(([timer]) => timer.hasRef()).map(([, place]) => place),
    set: () => all,
  };
}
