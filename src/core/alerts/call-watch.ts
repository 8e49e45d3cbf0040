import { ServiceError } from '../errors.ts';
import type { Sign } from './episodes.ts';

/** Statuses with which a service refuses one request, and not whoever asks. */
const ofOneRequest: ReadonlySet<number | undefined> = new Set([400, 406, 413, 415, 422]);

/** Whether a service refuses all calls until somebody changes something: a wrong key, a spent balance, a model that is gone. */
function refusesAll(error: unknown): error is ServiceError {
  return (
    error instanceof ServiceError &&
    !error.retryable &&
    error.about === undefined &&
    !ofOneRequest.has(error.status)
  );
}

/** Learns from the calls of a service whether it works. */
export class CallWatch {
  /** By whom of the other side is called: one, unless the service has several. */
  readonly #signs = new Map<string, Sign>();
  readonly #changed: () => void;

  /** @param changed called when it begins or ends to refuse */
  constructor(changed: () => void = () => {}) {
    this.#changed = changed;
  }

  /** Undefined until a call has told. */
  get sign(): Sign | undefined {
    return this.signOf('');
  }

  /** The same of one of several that are called. */
  signOf(called: string): Sign | undefined {
    return this.#signs.get(called);
  }

  /** The same object; the outcome of this method's calls is noted. `calledBy`: which of several such a call is for. */
  watching<T extends object>(
    service: T,
    method: keyof T,
    calledBy: (...values: unknown[]) => string = () => '',
  ): T {
    const learn = (call: (...values: unknown[]) => Promise<unknown>): typeof call => {
      return (...values) => {
        const work = call(...values);
        work.then(
          () => this.#note({ isWell: true }, calledBy(...values)),
          (error: unknown) => this.#failed(error, calledBy(...values)),
        );
        return work;
      };
    };
    return new Proxy(service, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const bound = value.bind(target) as (...values: unknown[]) => Promise<unknown>;
        return name === method ? learn(bound) : bound;
      },
    });
  }

  #failed(error: unknown, called: string): void {
    if (!refusesAll(error)) return;
    const { message, suggestions } = error;
    const [advice = ''] = suggestions;
    this.#note({ isWell: false, values: { problem: message, advice } }, called);
  }

  #note(sign: Sign, called: string): void {
    const before = this.#signs.get(called)?.isWell;
    this.#signs.set(called, sign);
    if (before !== sign.isWell) this.#changed();
  }
}
