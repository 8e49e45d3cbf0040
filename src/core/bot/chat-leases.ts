import type { TurnRunner } from './turn-runner.ts';
import type { Lanes } from './lanes.ts';
import type { Sender } from '../delivery/sender.ts';
import type { ChatWorker, ChatLease } from '../kinds/cluster.ts';

export interface LeaseWorkerDependencies {
  answering: Pick<TurnRunner, 'takeOver' | 'waiting'>;
  lanes: Pick<Lanes, 'has' | 'take' | 'wake' | 'drop' | 'whenIdle'>;
  sender: Pick<Sender, 'has' | 'wake' | 'drop' | 'whenIdle'>;
}

/** Works chats off that a shared journal hands to this process: memory first, then replies and messages. */
export class LeaseWorker implements ChatWorker {
  readonly #parts: LeaseWorkerDependencies;

  constructor(parts: LeaseWorkerDependencies) {
    this.#parts = parts;
  }

  async work({ chat, notBefore, lost }: ChatLease): Promise<void> {
    const { answering, lanes, sender } = this.#parts;
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
    // A turn ends with replies to send, and a message may come while they are sent.
    do {
      await lanes.whenIdle(chat);
      await sender.whenIdle(chat);
    } while (lanes.has(chat) || sender.has(chat));
    lost.removeEventListener('abort', drop);
  }

  wake(chat: string): void {
    this.#parts.lanes.wake(chat);
  }
}
