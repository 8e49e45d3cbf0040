import { onTestFinished } from 'vitest';
import type { Journal } from '../../../../src/core/kinds/journal.ts';
import type { ChatWorker, ChatLease, Cluster } from '../../../../src/core/kinds/cluster.ts';
import { toJournal } from '../../../../src/plugins/journal/redis/journal.ts';
import { connect } from '../../redis/server.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A process's side of the journal: what was handed to it, and what it was told meanwhile. */
export class Process implements ChatWorker {
  readonly journal: Journal;
  readonly leaseWorker: ChatLease[] = [];
  readonly woken: string[] = [];
  readonly stopping = new AbortController();
  readonly #ends: (() => void)[] = [];

  constructor(journal: Journal) {
    this.journal = journal;
  }

  get sharing(): Cluster {
    const { cluster: sharing } = this.journal.ownership;
    if (!sharing) throw new Error('it is not shared');
    return sharing;
  }

  async work(shift: ChatLease): Promise<void> {
    this.leaseWorker.push(shift);
    await new Promise<void>((resolve) => {
      this.#ends.push(resolve);
      shift.lost.addEventListener('abort', () => resolve());
    });
  }

  wake(chat: string): void {
    this.woken.push(chat);
  }

  /** Ends the shifts that run. */
  end(): void {
    for (const resolve of this.#ends.splice(0)) resolve();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    this.end();
    await this.journal.close();
  }
}

/** So many processes on the journal under this prefix, closed after the test. */
export async function openProcesses(
  count: number,
  url: string,
  prefix: string,
): Promise<Process[]> {
  const open = async (): Promise<Process> =>
    new Process(toJournal(await connect(url, prefix), { log: silent, now: Date.now }));
  const all = await Promise.all(Array.from({ length: count }, open));
  onTestFinished(async () => void (await Promise.all(all.map((process) => process.close()))));
  return all;
}
