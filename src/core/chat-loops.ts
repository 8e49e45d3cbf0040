/** What came of work on a chat: done, or to be tried again, not before this moment (Unix milliseconds) or, where that `yields`, something new. */
export type WorkOutcome = 'done' | { againAt: number; yields?: boolean };

/** What is done for chats, round by round. `State` is what it keeps of a chat while the chat has a loop. */
export interface ChatWork<State> {
  /** When there is something new to do, Unix milliseconds; undefined: there is nothing new. Asked again after each round and wake. */
  dueAt(state: State): number | undefined;
  /** One round for one chat; looks at `isOver` before each step that others must not see any more. */
  round(loop: ChatLoop<State>): Promise<WorkOutcome>;
  /** Told when a round rejects; says when the next one begins. */
  failed(chat: string, error: unknown): WorkOutcome;
  now(): number;
}

/** Timers take no longer waits than 2^31 - 1 ms. */
const longestTimerMs = 2 ** 31 - 1;

/** The work of one chat: one round after the other, each when it is due. */
export class ChatLoop<State> {
  readonly chat: string;
  readonly state: State;
  /** The chat rests until this moment, whatever is new; 0: it does not rest. */
  notBefore: number;
  /** No more rounds begin. */
  isOver = false;
  #alarm = (): void => {};

  constructor(chat: string, state: State, notBefore: number) {
    this.chat = chat;
    this.state = state;
    this.notBefore = notBefore;
  }

  /** Ends the present wait, if there is one, so that it is measured again. */
  wake(): void {
    this.#alarm();
  }

  /** Waits for this long, or until it is woken. */
  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(Math.ceil(ms), longestTimerMs));
      this.#alarm = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#alarm = () => {};
  }
}

/** Which chats are at work, in however many loops. */
export class BusyChats {
  readonly #busy = new Map<string, { loops: number; idle: PromiseWithResolvers<void> }>();

  /** How many chats are at work. */
  get size(): number {
    return this.#busy.size;
  }

  /** One more loop works on this chat. */
  begin(chat: string): void {
    const busy = this.#busy.get(chat);
    if (busy) busy.loops += 1;
    else this.#busy.set(chat, { loops: 1, idle: Promise.withResolvers() });
  }

  /** One of the chat's loops has ended. */
  end(chat: string): void {
    const busy = this.#busy.get(chat);
    if (!busy) return;
    busy.loops -= 1;
    if (busy.loops > 0) return;
    this.#busy.delete(chat);
    busy.idle.resolve();
  }

  /** Resolves when no loop works on any chat, or on this one. */
  async whenIdle(chat?: string): Promise<void> {
    if (chat === undefined)
      while (this.#busy.size > 0)
        await Promise.all(this.#busy.values().map(({ idle }) => idle.promise));
    else
      for (let busy = this.#busy.get(chat); busy; busy = this.#busy.get(chat))
        await busy.idle.promise;
  }
}

/** Serial work per chat, chats side by side: each chat with something to do has a loop, and a loop is gone when it is done. */
export class ChatLoops<State> {
  readonly #loops = new Map<string, ChatLoop<State>>();
  readonly #work: ChatWork<State>;
  readonly #own = new BusyChats();
  readonly #busy: readonly BusyChats[];
  #isStopped = false;

  /** `shared`: also told of what is at work here. */
  constructor(work: ChatWork<State>, shared?: BusyChats) {
    this.#work = work;
    this.#busy = shared ? [this.#own, shared] : [this.#own];
  }

  /** How many chats are being worked on or waited for. */
  get size(): number {
    return this.#loops.size;
  }

  /** The loop of a chat that is being worked on or waited for. */
  get(chat: string): ChatLoop<State> | undefined {
    return this.#loops.get(chat);
  }

  /** All loops. */
  all(): Iterable<ChatLoop<State>> {
    return this.#loops.values();
  }

  /** Begins the loop of a chat that has none, its first round not before the moment; does nothing after a stop. */
  open(chat: string, state: State, notBefore = 0): void {
    if (this.#isStopped) return;
    const loop = new ChatLoop(chat, state, notBefore);
    this.#loops.set(chat, loop);
    for (const busy of this.#busy) busy.begin(chat);
    void this.#run(loop);
  }

  /** Begins no more rounds for this chat. */
  drop(chat: string): void {
    const loop = this.#loops.get(chat);
    if (loop) end(loop);
  }

  /** Begins no more rounds at all; resolves when those that run have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const loop of this.#loops.values()) end(loop);
    await this.whenIdle();
  }

  /** Resolves when nothing is left to do, for any chat or for this one. */
  whenIdle(chat?: string): Promise<void> {
    return this.#own.whenIdle(chat);
  }

  /** Ends in the same tick in which it found nothing more to do, so that no wake falls between. */
  async #run(loop: ChatLoop<State>): Promise<void> {
    for (
      let dueAt = this.#dueAt(loop);
      dueAt !== undefined && !loop.isOver;
      dueAt = this.#dueAt(loop)
    ) {
      const left = dueAt - this.#work.now();
      if (left > 0) await loop.sleep(left);
      else await this.#round(loop);
    }
    this.#loops.delete(loop.chat);
    for (const busy of this.#busy) busy.end(loop.chat);
  }

  #dueAt({ state, notBefore }: ChatLoop<State>): number | undefined {
    const dueAt = this.#work.dueAt(state);
    return notBefore > 0 ? Math.max(notBefore, dueAt ?? 0) : dueAt;
  }

  async #round(loop: ChatLoop<State>): Promise<void> {
    loop.notBefore = 0;
    const outcome = await this.#work
      .round(loop)
      .catch((error: unknown) => this.#work.failed(loop.chat, error));
    if (outcome !== 'done') loop.notBefore = outcome.againAt;
  }
}

function end<State>(loop: ChatLoop<State>): void {
  loop.isOver = true;
  loop.wake();
}
