import { statSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { closedJournal, movedFile, spoilsConnection } from './failures.ts';
import { openFile } from './open-file.ts';

/** One connection to the journal's file that opens itself again after an error that may have spoilt it. */
export class SqliteConnection {
  readonly file: string;
  readonly #statements = new Map<string, StatementSync>();
  #database: DatabaseSync | undefined;
  #closed = false;

  /** Which file it is for the system. */
  #identity: string | undefined;

  /** Throws what `openFile` throws. */
  constructor(file: string) {
    this.file = file;
    this.#ready();
  }

  /** Throws a ServiceError when the file that is open is not in its place any more, for what was written there is lost; another one that is, is opened. */
  checkPlace(): void {
    const found = identityOf(this.file);
    if (!this.#database || found === this.#identity) return;
    if (found !== undefined) this.reopen();
    throw movedFile(this.file);
  }

  /** All rows; the caller names their shape. */
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    try {
      return this.#statement(sql).all(...values) as Row[];
    } catch (error) {
      throw this.#spoilt(error);
    }
  }

  /** The first row; the caller names its shape. */
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    try {
      return this.#statement(sql).get(...values) as Row | undefined;
    } catch (error) {
      throw this.#spoilt(error);
    }
  }

  /** Runs a statement and returns how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    try {
      return Number(this.#statement(sql).run(...values).changes);
    } catch (error) {
      throw this.#spoilt(error);
    }
  }

  /** Does the work in one transaction or not at all. On return it survives a killed process. */
  transaction<T>(work: () => T): T {
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** Has the next call open the file again. */
  reopen(): void {
    this.#drop();
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  /** The same error; the file is opened again after one that may have spoilt the connection. */
  #spoilt(error: unknown): unknown {
    if (spoilsConnection(error)) this.#drop();
    return error;
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#ready().prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #ready(): DatabaseSync {
    if (this.#closed) throw closedJournal();
    if (this.#database) return this.#database;
    this.#database = openFile(this.file);
    this.#identity = identityOf(this.file);
    return this.#database;
  }

  #rollBack(): void {
    try {
      if (this.#database?.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      this.#drop();
    }
  }

  /** Closing ends an open transaction; a file that cannot even be closed properly is not worth a second error. */
  #drop(): void {
    this.#statements.clear();
    try {
      this.#database?.close();
    } catch {
      // Closing fails only when it is closed already.
    }
    this.#database = undefined;
  }
}

function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}
