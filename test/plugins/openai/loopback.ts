import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { fetch as undiciFetch } from 'undici';
import type { Log, LogFields } from '../../../src/core/log.ts';
import type { World } from '../../../src/core/kinds/plugin.ts';
import type { Environment, Settings, ValuesOf } from '../../../src/core/settings/settings.ts';
import { readSettings } from '../../../src/core/settings/read-settings.ts';

/** One request as the server heard it. */
export interface Heard {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What the server says: a status, a body (texts and bytes as they are, objects as JSON) and headers; or what it does to the line. */
export interface Says {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** `cut`: the line breaks after the head; `drop`: before it; `hang`: nothing ever comes. */
  line?: 'cut' | 'drop' | 'hang';
}

export type Script = (heard: Heard, index: number) => Says | Promise<Says>;

/** A real HTTP server on loopback that answers by a script and remembers what it heard. */
export interface Loopback extends AsyncDisposable {
  baseUrl: string;
  heard: Heard[];
}

export async function startLoopback(script: Script): Promise<Loopback> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void read(request).then(async (body) => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
      };
      heard.push(one);
      say(response, await script(one, heard.length - 1));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function say(
  response: ServerResponse,
  { status = 200, body = '', headers = {}, line }: Says,
): void {
  if (line === 'hang') return;
  if (line === 'drop') {
    response.destroy();
    return;
  }
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(status, {
    'content-type': type,
    ...(line === 'cut' ? { 'content-length': '9999' } : {}),
    ...headers,
  });
  if (line === 'cut') response.write(text.slice(0, 10), () => response.destroy());
  else response.end(text);
}

/** The JSON body of a request. */
export function json(heard: Heard | undefined): Record<string, unknown> {
  return JSON.parse(heard?.body.toString('utf8') ?? 'null') as Record<string, unknown>;
}

/** A world with undici's fetch, a clock that stands still, and a log that is kept. */
export function testWorld(
  now = 0,
): World & { events: { event: string; level: keyof Log; fields: LogFields }[] } {
  const events: { event: string; level: keyof Log; fields: LogFields }[] = [];
  const write =
    (level: keyof Log) =>
    (event: string, fields: LogFields = {}): void =>
      void events.push({ event, level, fields });
  const log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  // Both are fetch; only the names of their types' owners differ.
  return {
    log,
    now: () => now,
    fetch: undiciFetch as unknown as typeof fetch,
    dataFolder: '/nonexistent',
    events,
  };
}

/** The values of a table for an environment that must be right. */
export function valuesFor<S extends Settings>(table: S, environment: Environment): ValuesOf<S> {
  const { values, problems } = readSettings(table, environment);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return values;
}
