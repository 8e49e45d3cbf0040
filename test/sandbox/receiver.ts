import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One webhook call as the receiver heard it. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** A receiver of webhooks that answers with what `answer` says: a status, or nothing ever. */
export interface Receiver extends AsyncDisposable {
  url: string;
  received: Received[];
  /** The texts of the messages received, in order. */
  texts(): string[];
  /** Resolves once `holds` is true of what was received. */
  until(holds: (received: Received[]) => boolean): Promise<void>;
}

export async function startReceiver(
  answer: (index: number) => number | 'never' | Promise<number> = () => 200,
): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      received.push({
        headers: request.headers,
        body: JSON.parse(text) as Record<string, unknown>,
      });
      for (const check of waiting) check();
      void Promise.resolve(answer(received.length - 1)).then((status) => {
        if (status !== 'never') response.writeHead(status).end();
        return undefined;
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    texts: () => received.map(({ body }) => textOf(body)),
    async until(holds) {
      if (holds(received)) return;
      await new Promise<void>((resolve) => waiting.push(() => holds(received) && resolve()));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function textOf(body: Record<string, unknown>): string {
  const { textMessageData } = (body['messageData'] ?? {}) as {
    textMessageData?: { textMessage?: string };
  };
  return textMessageData?.textMessage ?? String(body['typeWebhook']);
}
