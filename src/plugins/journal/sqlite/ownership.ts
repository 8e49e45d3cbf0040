import type { Ownership } from '../../../core/kinds/journal.ts';
import { watchVersion } from '../watch-version.ts';
import { isFileLocked, lockFile } from './claim.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

/** Who processes the journal's file: anyone who holds the lock beside it. `close` ends what `claim` began. */
export class FileOwnership implements Ownership {
  readonly #store: Store;
  readonly #lock: string;
  readonly #release: (() => void)[] = [];

  /** @param lock the file that stands for the right to process the journal */
  constructor(store: Store, lock: string) {
    this.#store = store;
    this.#lock = lock;
  }

  async claim(changed: () => Promise<void>): Promise<void> {
    this.#release.push(lockFile(this.#lock));
    this.#store.isOwner = true;
    const version = (): Promise<unknown> => this.#store.read(dataVersion);
    this.#release.push(await watchVersion(version, changed));
  }

  async claimed(): Promise<boolean> {
    return isFileLocked(this.#lock);
  }

  /** Releases the claim. */
  close(): void {
    for (const release of this.#release.splice(0).reverse()) release();
  }
}

/** Another number than before when another connection has committed. */
function dataVersion(connection: SqliteConnection): unknown {
  return connection.get<{ data_version: number }>('PRAGMA data_version')?.data_version;
}
