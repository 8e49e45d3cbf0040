import type { Job, Queue, Worker } from 'bullmq';
import type { Store } from './store.ts';

/** What a job says: this chat has something to do. */
export interface ChatJob {
  chat: string;
}

/** How long a chat stays with a process that gives no sign of life, and how often that is looked for; milliseconds. */
const lockMs = 15_000;
const stalledPauseMs = 5_000;

/** A chat may rest in the hands of its process for minutes, and costs next to nothing there. */
const mostChats = 100_000;

/** After a failure of Redis, milliseconds. */
const retryMs = 500;

/** A name without the prefix: the store's queue is `<slot>:queue:chats`. */
const name = 'chats';

const forgotten = { removeOnComplete: true, removeOnFail: true } as const;

export interface WorkerDependencies {
  /** Processes a job; `lost` aborts when its lock is lost. */
  work(job: Job<ChatJob>, token: string, lost: AbortSignal): Promise<void>;
  /** Told when a job is gone. */
  done(chat: string, failed: boolean): Promise<void>;
  trouble(error: unknown): void;
}

/** The queue of chats, for putting some in. */
export async function openQueue(
  { connection }: Store,
  trouble: (error: unknown) => void,
): Promise<Queue<ChatJob>> {
  const { Queue } = await import('bullmq');
  const queue = new Queue<ChatJob>(name, {
    connection: connection.client,
    prefix: `${connection.slot}:queue`,
    skipVersionCheck: true,
    skipMetasUpdate: true,
    defaultJobOptions: forgotten,
  });
  queue.on('error', trouble);
  return queue;
}

/** Who takes chats out of the queue. */
export interface Consumer extends Worker<ChatJob> {
  /** Ends what `close` does not while Redis is unavailable: a timer that would keep the process alive. */
  abandon(): void;
}

/** Who takes chats out of the queue; `run` begins. A job whose process died comes back as often as it takes. */
export async function openWorker(
  { connection }: Store,
  { work, done, trouble }: WorkerDependencies,
): Promise<Consumer> {
  const { Worker } = await import('bullmq');
  class AbandonedAtLast extends Worker<ChatJob> {
    abandon(): void {
      void this.lockManager.close();
    }
  }
  const worker = new AbandonedAtLast(
    name,
    // The signal is handed only to a function of three parameters without defaults.
    (job, token, signal) => work(job, token ?? '', signal ?? AbortSignal.abort()),
    {
      connection: connection.blocking(),
      prefix: `${connection.slot}:queue`,
      autorun: false,
      concurrency: mostChats,
      lockDuration: lockMs,
      stalledInterval: stalledPauseMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      runRetryDelay: retryMs,
      drainDelay: 2,
      skipVersionCheck: true,
      ...forgottenBy,
    },
  );
  worker.on('error', trouble);
  worker.on('lockRenewalFailed', (jobs) => {
    for (const job of jobs) worker.cancelJob(job);
  });
  worker.on('completed', ({ data }) => void done(data.chat, false));
  worker.on('failed', (job) => void (job && done(job.data.chat, true)));
  return worker;
}

/** The worker's own words for `forgotten`. */
const forgottenBy = { removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } };

/** The job of a chat; the scripts make the same name. */
export function jobOf(chat: string): string {
  return `c-${chat.replaceAll('%', '%25').replaceAll(':', '%3A')}`;
}
