import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A data folder that is removed at the end. */
export class DataFolder implements AsyncDisposable {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The journal's file in it. */
  get file(): string {
    return join(this.path, 'journal.db');
  }

  /** Another program's connection to the journal's file. */
  connect(): DatabaseSync {
    return new DatabaseSync(this.file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

export async function makeFolder(): Promise<DataFolder> {
  return new DataFolder(await mkdtemp(join(tmpdir(), 'wabot-journal-')));
}
