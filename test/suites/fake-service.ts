import { ServiceError } from '../../src/core/errors.ts';
import type { Vendor } from '../../src/suites/index.ts';

/** One call of a service: what a plugin makes of it, for one service and one signal. */
export type Calling<R> = (service: FakeService, signal: AbortSignal) => Promise<R>;

const failures: Readonly<Record<string, [code: string, retryable: boolean]>> = {
  busy: ['fake.rate-limit', true],
  fault: ['fake.unavailable', true],
  lost: ['fake.unreachable', true],
  malformed: ['fake.malformed', true],
  key: ['fake.key', false],
  refused: ['fake.request', false],
  audio: ['fake.audio', false],
  short: ['fake.short', false],
};

/** A service within the process, and what a right plugin makes of its troubles. */
export class FakeService implements Vendor<string> {
  readonly secrets = ['sk-SeCrEt'];
  doing = 'answers';
  heard = 0;

  does(what: string): void {
    this.doing = what;
  }

  calls(): number {
    return this.heard;
  }

  /** Resolves where the service answers. */
  async call(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.heard += 1;
    if (this.doing === 'silent') await aborted(signal);
    const failure = failures[this.doing];
    if (!failure) return;
    const [code, retryable] = failure;
    const wish = this.doing === 'busy' ? { retryAfterMs: 7_000 } : {};
    const about = { audio: 'audio', short: 'audio-length' } as const;
    const named = Object.hasOwn(about, this.doing) ? { about: about[this.doing as 'audio'] } : {};
    throw new ServiceError(code, 'It fails', { retryable, ...wish, ...named });
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

const never = new AbortController().signal;

/** The same, with its errors changed. */
function failingWith<R>(right: Calling<R>, change: (error: ServiceError) => Error): Calling<R> {
  return (service, signal) =>
    right(service, signal).catch((error: unknown) => {
      throw error instanceof ServiceError ? change(error) : error;
    });
}

/** For each check of a service's troubles, a call that is wrong in just this. */
export function wrongCalls<R>(right: Calling<R>): Record<string, Calling<R>> {
  const flipped = failingWith(
    right,
    ({ code, retryable, retryAfterMs = 0 }) =>
      new ServiceError(code, 'It fails', { retryable: !retryable, retryAfterMs }),
  );
  const [keys] = new FakeService().secrets;
  const broken = new WeakSet<FakeService>();
  return {
    ...Object.fromEntries(verdicts.map((name) => [name, flipped])),
    'tells how long the service asks to wait': failingWith(
      right,
      () => new ServiceError('fake.rate-limit', 'It fails', { retryable: true }),
    ),
    'tells neither keys nor what was said in its errors': failingWith(right, (error) => {
      error.cause = new Error(`for Bearer ${keys}`);
      return error;
    }),
    async 'works again as soon as the service does'(service, signal) {
      if (broken.has(service)) throw new Error('it is broken for good');
      return right(service, signal).catch((error: unknown) => {
        broken.add(service);
        throw error;
      });
    },
    'ends with the reason of its signal when that aborts': (service) => right(service, never),
    async 'asks nothing of the service once its signal has aborted'(service, signal) {
      service.heard += 1;
      return right(service, signal);
    },
  };
}

/** The checks of what an error is: retryable or not. */
const verdicts = [
  'rejects with an error that is retryable when the service asks to slow down',
  'rejects with an error that is retryable when the service has a fault',
  'rejects with an error that is retryable when the connection is lost',
  'rejects with an error that is retryable when what came is no answer',
  'rejects with an error that is not retryable when the key is refused',
  'rejects with an error that is not retryable when what was asked is refused',
];
