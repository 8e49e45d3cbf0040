import { constants } from 'node:os';
import { CLIError } from '@oclif/core/errors';

const stopSignals = ['SIGTERM', 'SIGINT'] as const;
type StopSignal = (typeof stopSignals)[number];

/** As shells say it: 130 after Ctrl+C. */
function exitCodeOf(signal: StopSignal): number {
  return 128 + constants.signals[signal];
}

/** Resolves with the first signal that asks the process to stop; a second one leaves at once with 128 + its number. */
export function firstSignal(): Promise<StopSignal> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of stopSignals) {
      process.on(signal, () => {
        if (asked) process.exit(exitCodeOf(signal));
        asked = true;
        resolve(signal);
      });
    }
  });
}

/** How long what a command left behind has to end by itself, milliseconds. */
const leaveMs = 1_000;

/**
 * Ends the process soon, also when a library still holds it: one whose work is done must not wait for a line that never comes
 * back. What it printed is read first.
 */
export function leaveSoon(): void {
  setTimeout(() => {
    const isRead = [process.stdout, process.stderr].every(
      (stream) => stream.destroyed || stream.writableLength === 0,
    );
    if (isRead) process.exit();
    leaveSoon();
  }, leaveMs).unref();
}

/** Gives a command that ended in good order after such a stop its exit code: 130 after Ctrl+C. */
export function endAsStopped(stop: AbortSignal): void {
  if (stop.aborted && stop.reason instanceof CLIError)
    process.exitCode = stop.reason.oclif.exit ?? 1;
}

/** Aborts at the first signal that asks the process to stop, so that a command can end what it does; anyone who throws the reason ends with 128 + its number. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  void firstSignal().then((signal) =>
    controller.abort(new CLIError(`Stopped by ${signal}`, { exit: exitCodeOf(signal) })),
  );
  return controller.signal;
}
