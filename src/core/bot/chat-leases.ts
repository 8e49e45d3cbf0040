import type { BusyChats } from '../chat-loops.ts';
import type { TurnRunner } from './turn-runner.ts';
import type { Lanes } from './lanes.ts';
import type { Sender } from '../delivery/sender.ts';
import type { ChatWorker, ChatLease } from '../kinds/cluster.ts';

export interface LeaseWorkerDependencies {
  answering: Pick<TurnRunner, 'takeOver' | 'waiting'>;
  lanes: Pick<Lanes, 'take' | 'wake' | 'restart' | 'drop'>;
  sender: Pick<Sender, 'wake' | 'silence' | 'drop'>;
  /** The chats that lanes or sender work on. */
  busy: Pick<BusyChats, 'whenIdle'>;
}

/** Processes chats that a shared journal hands to this process: memory first, then replies and messages. */
export class LeaseWorker implements ChatWorker {
  readonly #dependencies: LeaseWorkerDependencies;

  constructor(dependencies: LeaseWorkerDependencies) {
    this.#dependencies = dependencies;
  }

  async work({ chat, notBefore, lost }: ChatLease): Promise<void> {
    const { answering, lanes, sender, busy } = this.#dependencies;
    await answering.takeOver(chat);
    const waiting = await answering.waiting(chat);
    if (lost.aborted) return;
    const drop = (): void => {
      lanes.drop(chat);
      sender.drop(chat);
    };
    lost.addEventListener('abort', drop, { once: true });
    sender.wake(chat);
    const [firstAt, lastAt] = [waiting[0]?.acceptedAt, waiting.at(-1)?.acceptedAt];
    if (firstAt !== undefined && lastAt !== undefined)
      lanes.take(chat, { firstAt, lastAt, notBefore });
    await busy.whenIdle(chat);
    lost.removeEventListener('abort', drop);
  }

  wake(chat: string): void {
    this.#dependencies.lanes.wake(chat);
  }

  due(chat: string): void {
    this.#dependencies.sender.wake(chat);
  }

  changed(chat: string): void {
    this.#dependencies.lanes.restart(chat);
    this.#dependencies.sender.silence(chat);
  }
}
