import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SetupError } from '../errors.ts';

/** Not imported: an import loads Node's own undici beside ours. */
const { createServer } = process.getBuiltinModule('node:http');

/** The content type of Prometheus' text format. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** Whether a call that reached this machine's own address may come from elsewhere, through a proxy or a page of a stranger's. */
export type ComesFromAfar = (caller: Pick<IncomingMessage, 'headers' | 'httpVersion'>) => boolean;

/**
 * Serves `GET /metrics` on a port of its own, on 127.0.0.1 only and without a token: to programs of this machine, not to what a
 * proxy on it lets in. Rejects with a SetupError when the port cannot be had.
 */
export async function serveMetrics(
  port: number,
  text: () => Promise<string>,
  comesFromAfar: ComesFromAfar,
): Promise<{ address: AddressInfo; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const { method, url = '' } = request;
    const end = (status: number, body: string): void =>
      void response.writeHead(status, { 'content-type': metricsType }).end(body);
    if (comesFromAfar(request)) return end(403, 'only for programs of this machine\n');
    if (url.split('?')[0] !== '/metrics') return end(404, 'not found\n');
    if (method !== 'GET' && method !== 'HEAD') return end(405, 'method not allowed\n');
    text().then(
      (body) => end(200, body),
      () => end(503, 'failed\n'),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotServe(port, error)));
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  return {
    address: server.address() as AddressInfo,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function cannotServe(port: number, error: NodeJS.ErrnoException): SetupError {
  const reason = error.code ?? 'unknown reason';
  return new SetupError('listen', `Cannot serve metrics on 127.0.0.1:${port} (${reason})`, {
    suggestions: ['Set METRICS_PORT to a free port, or stop the other program.'],
    cause: error,
  });
}
