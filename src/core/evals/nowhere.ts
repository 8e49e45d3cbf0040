import { ServiceError } from '../errors.ts';
import type { Channel, Download, Received, Sending } from '../kinds/channel.ts';

/** A channel to nobody: what is sent is told, and goes nowhere; files are those that the conversation has. */
export class Nowhere implements Channel {
  readonly #sent: (sending: Sending) => void;
  readonly #files = new Map<string, Download>();
  #count = 0;

  constructor(sent: (sending: Sending) => void) {
    this.#sent = sent;
  }

  /** The file that comes with the message of this id. */
  hold(id: string, file: Download): void {
    this.#files.set(id, file);
  }

  receive(): Received {
    return { type: 'ignored', reason: 'nobody brings messages here' };
  }

  async send(outbound: Sending): Promise<string> {
    this.#sent(outbound);
    this.#count += 1;
    return `NOWHERE${this.#count}`;
  }

  async download(_: unknown, { id }: { id: string }): Promise<Download> {
    const file = this.#files.get(id);
    if (file) return file;
    throw new ServiceError('eval.media', 'The conversation has no such file.', {
      retryable: false,
      about: 'media',
    });
  }

  async state(): ReturnType<Channel['state']> {
    return { ready: true, detail: 'nowhere' };
  }
}
