import { Agent, request } from 'node:http';

let serial = 0;

/** A text notification as GREEN-API sends it, with an id of its own. */
export function notification(chat: number, text = 'Сколько стоит курс?'): string {
  return notified(chat, { typeMessage: 'textMessage', textMessageData: { textMessage: text } });
}

/** The same of a voice note that is at this address. */
export function noteNotification(chat: number, downloadUrl: string): string {
  const fileMessageData = {
    downloadUrl,
    caption: '',
    fileName: 'note.oga',
    jpegThumbnail: '',
    mimeType: 'audio/ogg; codecs=opus',
    isAnimated: false,
  };
  return notified(chat, { typeMessage: 'audioMessage', fileMessageData });
}

function notified(chat: number, messageData: object): string {
  serial += 1;
  const chatId = `${77_000_000_000 + chat}@c.us`;
  return JSON.stringify({
    typeWebhook: 'incomingMessageReceived',
    instanceData: { idInstance: 1, wid: '77779999999@c.us', typeInstance: 'whatsapp' },
    timestamp: Math.floor(Date.now() / 1000),
    idMessage: `B${serial.toString(16).toUpperCase().padStart(19, '0')}`,
    senderData: { chatId, sender: chatId, chatName: 'A', senderName: 'A' },
    messageData,
  });
}

/** A caller that keeps this many connections open, as the vendor's side of a webhook. */
export class Caller {
  readonly #agent: Agent;
  readonly #url: string;
  readonly #connections: number;

  constructor(url: string, connections: number) {
    this.#url = url;
    this.#connections = connections;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Resolves when the call is answered 200; rejects otherwise. */
  post(body: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const call = request(`${this.#url}/webhook`, {
        agent: this.#agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      call.on('response', (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`webhook said ${response.statusCode}`)),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  /** Posts all, on every connection at once. Resolves with the time in milliseconds. */
  async flood(bodies: readonly string[]): Promise<number> {
    const begun = performance.now();
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let index = next++; index < bodies.length; index = next++)
        await this.post(bodies[index] ?? '');
    };
    await Promise.all(Array.from({ length: this.#connections }, worker));
    return performance.now() - begun;
  }

  close(): void {
    this.#agent.destroy();
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
