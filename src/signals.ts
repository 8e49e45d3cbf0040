import { constants } from 'node:os';

const stopSignals = ['SIGTERM', 'SIGINT'] as const;

/** Resolves with the first signal that asks the process to stop; a second one leaves at once with 128 + its number. */
export function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of stopSignals) {
      process.on(signal, () => {
        if (asked) process.exit(128 + constants.signals[signal]);
        asked = true;
        resolve(signal);
      });
    }
  });
}

/** Aborts at the first signal that asks the process to stop, so that a command can end what it does. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  void firstSignal().then((signal) => controller.abort(new Error(`Stopped by ${signal}`)));
  return controller.signal;
}
