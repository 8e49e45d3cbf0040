import { AsyncLocalStorage } from 'node:async_hooks';

type Told = (failure: unknown) => void;

/** Who is told of what fails in the code that runs now, or of what was begun by it: sockets, timers and promises remember. */
const owner = new AsyncLocalStorage<Told>();

/**
 * Runs code of somebody else so that nothing of it ends this process: what it throws or rejects later, when nobody waits for
 * it, and errors that it emits without a listener, are told to `told` instead; what it prints is dropped, as a command's output
 * may be data and drivers quote addresses with their passwords. What it throws or rejects at once goes to the caller as ever.
 * Failures of all other code end the process as if nobody listened.
 */
export function contained<T>(told: Told, work: () => T): T {
  if (!process.listeners('uncaughtException').includes(onException)) listen();
  return owner.run(told, work);
}

function listen(): void {
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  // Node warns of what was told already.
  process.on('rejectionHandled', () => {});
  for (const name of ['debug', 'error', 'info', 'log', 'warn'] as const) {
    const print = console[name];
    console[name] = (...said) => {
      if (!owner.getStore()) print(...said);
    };
  }
}

function onRejection(reason: unknown): void {
  const told = owner.getStore();
  if (told) told(reason);
  else if (process.listenerCount('unhandledRejection') === 1) end(reason);
}

function onException(error: unknown): void {
  const told = owner.getStore();
  if (told) told(error);
  else if (process.listenerCount('uncaughtException') === 1) end(error);
}

/** Thrown where nobody listens any more a failure is shown, and ends the process, as Node does it. */
function end(failure: unknown): void {
  process.off('uncaughtException', onException);
  process.nextTick(() => {
    throw failure;
  });
}
