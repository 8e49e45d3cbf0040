import { ServiceError } from '../../core/plugin-api/failures.ts';
import type { RedisClient } from './client.ts';
import { redisErrorWord } from './errors.ts';
import { askReplication, toReplication, type Followers, type Replication } from './replicas.ts';
import { evaluate, type Argument, type Script } from './script.ts';

/** On how many replicas a change must be before it counts; `auto`: on one, while Redis has any connected. */
export type WantedReplicas = number | 'auto';

/** How long replicas may take to confirm, milliseconds: together with the call itself less than a command may take. */
const confirmMs = 2_000;

/** How long it is taken for known whether there are replicas, milliseconds. */
const knownMs = 2_000;

/** Calls that share one confirmation at most. */
const mostCalls = 200;

/** Which calls are tried again: on a server that does not know the script, or on the one to which the slot has moved. */
const passing: ReadonlySet<string> = new Set(['NOSCRIPT', 'MOVED', 'ASK']);

export interface KeeperDependencies {
  wanted: WantedReplicas;
  /** A key that is written with every confirmation, in the slot of what is kept. */
  key: string;
  /** Told when replicas did not confirm. */
  unconfirmed(): void;
  /** Where another machine may be put in the place of the one that serves while that still answers: nothing counts when replicas leave it. */
  followers?: Followers | undefined;
}

interface Call {
  script: Script;
  words: readonly [number, ...Argument[]];
  /** The script's text is sent, too; not tried another time. */
  again: boolean;
  resolve(reply: unknown): void;
  reject(error: unknown): void;
}

type Reply = readonly [Error | null, unknown];

/**
 * Runs scripts whose changes must outlive the machine: a call resolves when as many replicas as wanted have them, and rejects
 * with `service.redis.unconfirmed` otherwise; the change may have been made then. Calls that come together share one `WAIT`,
 * which goes with them in one pipeline: on another connection, or after a reconnection, it would confirm what is not there.
 */
export class Keeper {
  readonly #client: RedisClient;
  readonly #parts: KeeperDependencies;
  #calls: Call[] = [];
  #isBusy = false;
  #known: { at: number; replication: Promise<Replication> } | undefined;

  constructor(client: RedisClient, parts: KeeperDependencies) {
    this.#client = client;
    this.#parts = parts;
    // Nothing is known of the machine that serves from now on.
    client.on('ready', () => (this.#known = undefined));
  }

  async run(
    script: Script,
    keys: readonly string[],
    values: readonly Argument[],
  ): Promise<unknown> {
    if (!script.kept || !(await this.#isWaitedFor()))
      return evaluate(this.#client, script, keys, values);
    return new Promise((resolve, reject) => {
      this.#calls.push({
        script,
        words: [keys.length, ...keys, ...values],
        again: false,
        resolve,
        reject,
      });
      void this.#work();
    });
  }

  async #isWaitedFor(): Promise<boolean> {
    const { wanted, key } = this.#parts;
    if (wanted !== 'auto') return wanted > 0;
    const now = performance.now();
    if (!this.#known || now - this.#known.at > knownMs) {
      const known = { at: now, replication: askReplication(this.#client, key) };
      this.#known = known;
      known.replication.catch(
        () => (this.#known = this.#known === known ? undefined : this.#known),
      );
    }
    const replication = await this.#known.replication;
    return replication.online > 0 || this.#isLeft(replication);
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#calls.length > 0) await this.#together(this.#calls.splice(0, mostCalls));
    this.#isBusy = false;
  }

  async #together(calls: readonly Call[]): Promise<void> {
    try {
      const replies = await this.#send(calls);
      const doubt = this.#doubt(replies.slice(calls.length));
      const passed = calls.filter((call, index) => !this.#end(call, replies[index], doubt));
      // A command of its own learns where the slot is by now.
      if (passed.length > 0) await this.#client.exists(this.#parts.key);
      this.#calls.unshift(...passed.map((call) => ({ ...call, again: true })));
      if (doubt instanceof ServiceError) this.#parts.unconfirmed();
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }

  async #send(calls: readonly Call[]): Promise<readonly Reply[]> {
    const pipeline = this.#client.pipeline();
    for (const { script, words, again } of calls) {
      if (again) pipeline.eval(script.text, ...words);
      else pipeline.evalsha(script.sha, ...words);
    }
    // A call that found its change made already writes nothing: the key's write has that change confirmed.
    pipeline
      .set(this.#parts.key, '', 'PX', 60_000)
      .wait(this.#least, confirmMs)
      .info('replication');
    return (await pipeline.exec()) ?? [];
  }

  get #least(): number {
    return this.#parts.wanted === 'auto' ? 1 : this.#parts.wanted;
  }

  /** Why the calls do not count although they were made; undefined: they do. */
  #doubt([written, waited, told]: readonly Reply[]): unknown {
    if (!written || !waited) return unconfirmed();
    const error = written[0] ?? waited[0];
    if (error) return error;
    const replication = told?.[0] === null ? toReplication(told[1]) : undefined;
    if (replication && this.#isLeft(replication)) return unconfirmed();
    if (Number(waited[1]) >= this.#least) return undefined;
    return this.#parts.wanted === 'auto' && replication?.online === 0 ? undefined : unconfirmed();
  }

  #isLeft(replication: Replication): boolean {
    return this.#parts.followers?.areThere(replication, performance.now()) === false;
  }

  /** Tells the caller; false when the call must be made again. */
  #end({ again, resolve, reject }: Call, reply: Reply | undefined, doubt: unknown): boolean {
    const error = reply ? reply[0] : unconfirmed();
    const mayPass = error !== null && passing.has(redisErrorWord(error));
    if (mayPass && !again && !(doubt instanceof ServiceError)) return false;
    const failure = mayPass ? (doubt ?? error) : (error ?? doubt);
    if (failure) reject(failure);
    else resolve(reply?.[1]);
    return true;
  }
}

function unconfirmed(): ServiceError {
  return new ServiceError(
    'redis.unconfirmed',
    'Redis accepted a change, but too few of its replicas have confirmed it',
    {
      retryable: true,
      alreadyLogged: true,
      suggestions: [
        'Make sure that the replicas of Redis are running and keep up, or set REDIS_WAIT_REPLICAS to fewer.',
      ],
    },
  );
}
