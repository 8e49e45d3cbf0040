/** A chat in the hands of this process. */
export interface ChatLease {
  chat: string;
  /** Its messages rest until this moment, Unix milliseconds; 0: they do not. */
  notBefore: number;
  /** Aborts when the chat is no longer ours: what the journal is asked to change of it then rejects. */
  lost: AbortSignal;
}

/** What a process does with the chats that are handed to it. */
export interface ChatWorker {
  /** Processes a chat; resolves when nothing is left to do, nothing more may be done, or the shift is lost. */
  work(shift: ChatLease): Promise<void>;
  /** A message of a chat that is being worked on was accepted just now, here or by another process. */
  wake(chat: string): void;
  /** A chat that is being worked on has replies due that no turn of this process wrote; absent: they wait for the chat's next lease. */
  due?(chat: string): void;
  /** What holds for a chat that is being worked on has changed: the bot is silent there, or not any more; absent: nobody need know. */
  changed?(chat: string): void;
}

/**
 * How processes divide the work on one journal. A journal that one process works off alone has none of it. Rejections are
 * retryable ServiceErrors.
 */
export interface Cluster {
  /**
   * Hands this process chats that have messages waiting, replies due or records to remember: each to one process at a time,
   * until `signal` aborts. The chats of a process that died come to another within half a minute. From now on the journal
   * refuses to end turns and to try replies of chats that are not in the hands of this process (`service.journal.lease`).
   */
  assignChats(worker: ChatWorker, signal: AbortSignal): Promise<void>;
  /**
   * Runs the duty in one of the processes that ask for it: begins when it is this one's turn, aborts the duty's signal when the
   * right to it is lost (then it waits for its turn again), and hands over within 15 seconds when the process dies. Resolves
   * when `signal` aborts and the duty has ended; rejects when the duty rejects.
   */
  asLeader(
    name: string,
    duty: (signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Changes a small value that all processes see, in one step that no other can come between. `change` may be called several
   * times, and leaves the value as it is by returning undefined. It is forgotten when it was not changed for `keptMs`, and
   * when the chat whose it is is erased from the journal.
   */
  change(
    name: string,
    change: (before: string | undefined) => string | undefined,
    keptMs: number,
    chat?: string,
  ): Promise<void>;
}
