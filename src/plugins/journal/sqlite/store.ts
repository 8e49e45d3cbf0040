import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WabotError } from '../../../core/plugin-api/failures.ts';
import { isMissing } from '../../../core/plugin-api/files.ts';
import type { SqliteConnection } from './connection.ts';
import { emptyingLog } from '../../sqlite/database-file.ts';
import { Disk } from './disk.ts';
import { closedJournal, isLocked, isOfOne, lockedJournal, toSqliteError } from './failures.ts';

/** Most writes in one commit, so that no commit holds the bot up for long. */
const mostWrites = 500;

/** A locked file is tried again after this pause, so many times: two seconds in all. */
const lockedPauseMs = 25;
const lockedTries = 80;

interface Write {
  work: (connection: SqliteConnection) => unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * The journal's file. What is written in the same turn of the event loop shares one commit; if that fails, all of it is
 * undone and every caller hears of it.
 */
export class Store {
  /** Names this process, for as long as it lives, to those that have the file after it. */
  readonly life = randomInt(1, 2 ** 47);
  /** Whether this process alone processes the journal: another that did before it is dead. */
  isOwner = false;
  readonly #connection: SqliteConnection;
  readonly #log: Disk;
  readonly #idle: (() => void)[] = [];
  #afterCommit: () => void = () => {};
  #queue: Write[] = [];
  #scheduled = false;
  #lockedTries = 0;
  #closing = false;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#log = new Disk(`${connection.file}-wal`, () => emptyLog(connection));
  }

  /** Calls the listener after each commit, outside of it. */
  onCommit(listener: () => void): void {
    this.#afterCommit = listener;
  }

  /** Reads what is committed. Rejects with a retryable ServiceError. */
  async read<T>(work: (connection: SqliteConnection) => T): Promise<T> {
    try {
      return work(this.#connection);
    } catch (error) {
      throw toSqliteError(error, this.#connection.file);
    }
  }

  /**
   * Does the work in the next commit and resolves with its result, which then survives a killed process. Rejects with a
   * retryable ServiceError; nothing of the work has happened then.
   */
  write<T>(work: (connection: SqliteConnection) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closing) return reject(closedJournal());
      this.#queue.push({ work, resolve: (value) => resolve(value as T), reject });
      this.#schedule();
    });
  }

  /** Does the work as `write` does, and resolves when it survives a power cut, too. */
  async writeSynced<T>(work: (connection: SqliteConnection) => T): Promise<T> {
    const result = await this.write(work);
    await this.sync();
    return result;
  }

  /** Resolves when everything that was written before survives a power cut. Rejects with a retryable ServiceError. */
  async sync(): Promise<void> {
    try {
      this.#connection.checkPlace();
      await this.#log.sync();
    } catch (error) {
      // Without its log the file is opened again, which first brings into it what the lost log held.
      if (isMissing(error)) this.#connection.reopen();
      throw toSqliteError(error, this.#connection.file);
    }
  }

  /** Moves all that the write-ahead log holds into the file; a reader is waited out for two seconds. Rejects with a retryable ServiceError. */
  async emptyLog(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return emptyLog(this.#connection);
      } catch (error) {
        if (tries === lockedTries || !(isLocked(error) || error instanceof WabotError))
          throw toSqliteError(error, this.#connection.file);
      }
      await sleep(lockedPauseMs);
    }
  }

  /** Has what was written survive a power cut, too, within a hundredth of a second unless the disk is slow or broken. */
  syncSoon(): void {
    this.#log.soon();
  }

  /** Ends what is being written, then closes the file. */
  async close(): Promise<void> {
    this.#closing = true;
    while (this.#scheduled) await new Promise<void>((resolve) => this.#idle.push(resolve));
    await this.#log.whenIdle();
    this.#connection.close();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    const writes = this.#queue.splice(0, mostWrites);
    const outcome = this.#commit(writes);
    if (outcome !== undefined && isLocked(outcome) && this.#lockedTries < lockedTries)
      return this.#later(writes);
    this.#lockedTries = 0;
    if (outcome === undefined) this.#afterCommit();
    else if (writes.length > 1 && isOfOne(outcome)) this.#oneByOne(writes);
    else this.#refuse(writes, outcome);
    if (this.#queue.length > 0) this.#schedule();
    if (!this.#scheduled) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Commits these writes and resolves their callers; returns what went wrong, after which nothing has happened. */
  #commit(writes: readonly Write[]): unknown {
    const connection = this.#connection;
    try {
      const results = connection.transaction(() => writes.map((write) => write.work(connection)));
      for (const [index, write] of writes.entries()) write.resolve(results[index]);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #later(writes: readonly Write[]): void {
    this.#lockedTries += 1;
    this.#queue.unshift(...writes);
    this.#scheduled = true;
    setTimeout(() => this.#flush(), lockedPauseMs);
  }

  /** One write that cannot be done must not take its neighbours with it. */
  #oneByOne(writes: readonly Write[]): void {
    for (const write of writes) {
      const outcome = this.#commit([write]);
      if (outcome !== undefined) this.#refuse([write], outcome);
    }
  }

  #refuse(writes: readonly Write[], error: unknown): void {
    for (const write of writes) write.reject(toSqliteError(error, this.#connection.file));
  }
}

/** Moves all that the write-ahead log holds into the file, where it is synced. Throws when another process still reads the log. */
function emptyLog(connection: SqliteConnection): void {
  const outcome = connection.get<{ busy: number }>(emptyingLog);
  if (outcome?.busy !== 0) throw lockedJournal(connection.file);
}
