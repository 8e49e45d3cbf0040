import { equal } from 'node:assert/strict';
import { endsWhenAborted, live, refusesAborted, type AbortPatience } from '../aborting.ts';
import type { Check } from '../register.ts';
import { holdsNone, serviceRejection } from '../rejection.ts';
import { troubles, vendorOf, type Served, type Trouble } from './vendor.ts';

/** Settings of the suite of a service. */
export interface ServiceOptions<T extends string = Trouble> extends AbortPatience {
  /** Troubles that this service cannot have (a program on the same machine asks for no key). */
  without?: readonly T[];
}

/** What may pass by itself, and what the operator must change first. */
const retryable: Record<Exclude<Trouble, 'silent'>, [passes: boolean, when: string]> = {
  busy: [true, 'the service asks to slow down'],
  fault: [true, 'the service has a fault'],
  lost: [true, 'the connection is lost'],
  malformed: [true, 'what came is no answer'],
  key: [false, 'the key is refused'],
  refused: [false, 'what was asked is refused'],
};

/** The wait that a busy service asks for, in milliseconds. */
const askedMs = 7_000;

/** What every plugin must do that makes one call of a service: `said` are the customer's words in it. */
export function troubleChecks<P extends Served<T>, T extends string>(
  call: (place: P, signal: AbortSignal) => Promise<unknown>,
  said: readonly string[],
  { without = [], ...patience }: ServiceOptions<T>,
): Record<string, Check<P>> {
  const possible = troubles.filter((each) => !without.includes(each as T));
  const failing = possible.filter((each) => each !== 'silent');
  const does = (place: P, what: 'answers' | Trouble): void =>
    (vendorOf(place).does as (what: string) => void)(what);
  const fails = (place: P, what: Trouble) => {
    does(place, what);
    return serviceRejection(call(place, live()));
  };
  return {
    ...Object.fromEntries(
      failing.map((trouble): [string, Check<P>] => {
        const [passes, when] = retryable[trouble];
        return [
          `rejects with an error that is ${passes ? '' : 'not '}retryable when ${when}`,
          async (place) => equal((await fails(place, trouble)).retryable, passes),
        ];
      }),
    ),
    ...(possible.includes('busy')
      ? {
          async 'tells how long the service asks to wait'(place: P) {
            equal((await fails(place, 'busy')).retryAfterMs, askedMs);
          },
        }
      : {}),
    ...(failing.length > 0 ? failingChecks(failing, { call, does, fails, said }) : {}),
    ...(possible.includes('silent')
      ? {
          async 'ends with the reason of its signal when that aborts'(place: P) {
            does(place, 'silent');
            const vendor = vendorOf(place);
            const before = vendor.calls();
            await endsWhenAborted(
              (signal) => call(place, signal),
              () => vendor.calls() > before,
              patience,
            );
          },
          async 'asks nothing of the service once its signal has aborted'(place: P) {
            const before = vendorOf(place).calls();
            await refusesAborted((signal) => call(place, signal), patience);
            equal(vendorOf(place).calls(), before);
          },
        }
      : {}),
  };
}

interface Failing<P> {
  call(place: P, signal: AbortSignal): Promise<unknown>;
  does(place: P, what: 'answers' | Trouble): void;
  fails(place: P, what: Trouble): Promise<unknown>;
  said: readonly string[];
}

function failingChecks<P extends Served<T>, T extends string>(
  failing: readonly Trouble[],
  { call, does, fails, said }: Failing<P>,
): Record<string, Check<P>> {
  return {
    async 'tells neither keys nor what was said in its errors'(place) {
      for (const trouble of failing)
        holdsNone(await fails(place, trouble), [...vendorOf(place).secrets, ...said]);
    },
    async 'works again as soon as the service does'(place) {
      // After `busy` a plugin may keep the wait that was asked for.
      for (const trouble of failing.filter((each) => each !== 'busy')) {
        await fails(place, trouble);
        does(place, 'answers');
        await call(place, live());
      }
    },
  };
}
