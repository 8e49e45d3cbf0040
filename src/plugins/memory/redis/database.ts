import type { Position } from '../../../core/kinds/memory.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import type { RedisCall } from '../../redis/connection.ts';
import type { Script } from '../../redis/script.ts';
import { Keys } from './keys.ts';
import { readPage } from './scripts.ts';
import type { Way } from './way.ts';

/** How many members of the index a step of a walk asks for. */
const walkCount = 500;

/** How long the proof of a write stays, milliseconds. */
const proofMs = 1;

/** What is kept under one prefix in Redis. Calls reject with a retryable ServiceError. */
export class Database {
  readonly #way: Way;
  readonly #keys: Keys;
  #closed = false;

  constructor(way: Way, prefix: string) {
    this.#way = way;
    this.#keys = new Keys(prefix);
  }

  /** Runs a script over these members. */
  async call(
    script: Script,
    members: readonly string[],
    rest: readonly (string | number)[] = [],
  ): Promise<unknown> {
    const keys = [
      this.#keys.times,
      this.#keys.deadlines,
      ...members.map((member) => this.#keys.value(member)),
    ];
    return this.#run((_, run) => run(script, keys, rest));
  }

  /** Runs a script that gives something for each member. */
  async each(
    script: Script,
    members: readonly string[],
    rest: readonly (string | number)[] = [],
  ): Promise<unknown[]> {
    return (await this.call(script, members, rest)) as unknown[];
  }

  /** What is stored; null where nothing is. */
  async values(members: readonly string[]): Promise<(string | null)[]> {
    return this.#run((client) => client.mget(members.map((member) => this.#keys.value(member))));
  }

  /** Every member that begins so, in no order and each once; members that come or go meanwhile may be missed. */
  async *members(prefix: string): AsyncGenerator<string[]> {
    const seen = new Set<string>();
    for (let cursor = '0'; ;) {
      const [next, pairs] = await this.#run((client) =>
        client.zscan(this.#keys.times, cursor, 'COUNT', walkCount),
      );
      const fresh = pairs.filter(
        (member, index) => index % 2 === 0 && member.startsWith(prefix) && !seen.has(member),
      );
      for (const member of fresh) seen.add(member);
      yield [...new Set(fresh)];
      if (next === '0') return;
      cursor = next;
    }
  }

  /** Live members newest first, after a position, `size` rows of the index at a time. */
  async *pages(size: number, after?: Position): AsyncGenerator<Position[]> {
    for (let from = after; ;) {
      const begin = from === undefined ? [] : [from.at, from.key];
      const [now, ...fields] = (await this.call(readPage, [], [size, ...begin])) as string[];
      const rows = toRows(fields);
      yield rows.filter(({ deadline }) => deadline === '' || Number(deadline) >= Number(now));
      from = rows.at(-1);
      if (rows.length < size || from === undefined) return;
    }
  }

  /** Proves by a write that Redis can be written. */
  async prove(): Promise<void> {
    await this.#run((client) => client.set(`${this.#keys.times}/proof`, '', 'PX', proofMs));
  }

  /** Later calls reject. */
  close(): void {
    this.#closed = true;
    this.#way.close();
  }

  async #run<T>(call: RedisCall<T>): Promise<T> {
    if (this.#closed)
      throw new ServiceError('memory.closed', 'The memory is closed', { retryable: true });
    return this.#way.run(call);
  }
}

function toRows(fields: readonly string[]): (Position & { deadline: string })[] {
  const rows: (Position & { deadline: string })[] = [];
  for (let index = 0; index < fields.length; index += 3) {
    const [key = '', at, deadline = ''] = fields.slice(index, index + 3);
    rows.push({ key, at: Number(at), deadline });
  }
  return rows;
}
