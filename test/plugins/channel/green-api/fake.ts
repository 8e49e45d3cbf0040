import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { install } from 'undici';
import type { ServiceError } from '../../../../src/core/errors.ts';
import { GreenApiChannel } from '../../../../src/plugins/channel/green-api/channel.ts';
import type { Sleeper } from '../../../../src/plugins/channel/green-api/deadline.ts';
import { openGuarded } from '../../../../src/core/network/guarded.ts';
import plugin from '../../../../src/plugins/channel/green-api/index.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';

export const idInstance = '7103000000';
export const token = 'd75b3a66374942c5b3c019c698abc2067e151558acbd412345';
export const chat = '79001234567@c.us';

/** When the tests' clock starts, Unix milliseconds. */
export const startOfTime = Date.UTC(2026, 10, 24, 12);

/** One request as the fake heard it; `rest` is what follows the token. */
export interface Heard {
  verb: string;
  name: string;
  rest: string;
  url: string;
  headers: IncomingHttpHeaders;
  /** What came as JSON. */
  body: Record<string, unknown>;
  bytes: Buffer;
}

/** What the fake answers: objects as JSON, texts and bytes as they are; or what it does to the line. */
export interface Says {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** `cut`: breaks in the middle of the body; `drop`: before any answer; `hang`: nothing ever comes. */
  line?: 'cut' | 'drop' | 'hang';
}

export type Method = (heard: Heard, nth: number) => Says | Promise<Says>;

/** A server that plays GREEN-API's methods by name, and its storage as the methods `media`. */
export interface Fake extends AsyncDisposable {
  url: string;
  heard: Heard[];
}

export async function startFake(methods: Record<string, Method>): Promise<Fake> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void read(request).then(async (one) => {
      const nth = heard.filter(({ name }) => name === one.name).length;
      heard.push(one);
      const method = methods[one.name];
      say(response, method ? await method(one, nth) : { status: 404, body: 'no such method' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Heard> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = request.url ?? '';
  const parts = new RegExp(`^(?:/v3)?/waInstance\\d+/(\\w+)/${token}(.*)$`).exec(url);
  const bytes = Buffer.concat(chunks);
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
  const body = (isJson ? JSON.parse(bytes.toString('utf8')) : {}) as Record<string, unknown>;
  const name = parts?.[1] ?? (url.startsWith('/media') ? 'media' : 'elsewhere');
  return {
    verb: request.method ?? '',
    name,
    rest: parts?.[2] ?? '',
    url,
    headers: request.headers,
    body,
    bytes,
  };
}

function say(
  response: ServerResponse,
  { status = 200, body = '', headers = {}, line }: Says,
): void {
  if (line === 'hang') return;
  if (line === 'drop') return void response.destroy();
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(line === 'cut' ? { 'content-length': '99999' } : {}),
    ...headers,
  });
  if (line === 'cut') response.write(bytes.slice(0, 20), () => response.destroy());
  else response.end(bytes);
}

/** A clock that moves only when somebody pauses, and what was paused. */
export function fakeTime(): {
  now(): number;
  pause: Sleeper;
  pauses: number[];
  pass(ms: number): void;
} {
  let now = startOfTime;
  const pauses: number[] = [];
  const pass = (ms: number): void => void (now += Math.max(0, ms));
  return {
    now: () => now,
    pauses,
    pass,
    async pause(ms, signal) {
      signal.throwIfAborted();
      if (ms > 0) pauses.push(Math.round(ms));
      pass(ms);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}

/** A channel over a fake, on a fake clock. */
export async function channelOver(
  methods: Record<string, Method>,
  environment: Record<string, string> = {},
) {
  install();
  const fake = await startFake(methods);
  const time = fakeTime();
  const world = { ...testWorld(), now: time.now };
  const settings = valuesFor(plugin.settings, {
    GREEN_ID_INSTANCE: idInstance,
    GREEN_API_TOKEN: token,
    GREEN_API_URL: fake.url,
    WABOT_MEDIA_HOSTS: fake.url,
    ...environment,
  });
  const guarded = await openGuarded({ url: undefined, except: undefined });
  const channel = new GreenApiChannel({ settings, world, guarded, pause: time.pause });
  return {
    channel,
    fake,
    time,
    world,
    settings,
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
}

export const live = (): AbortSignal => new AbortController().signal;

/** What the promise rejected with; fails when it resolved. */
export async function failure(work: Promise<unknown>): Promise<ServiceError> {
  return work.then(
    (value) => {
      throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error as ServiceError,
  );
}

/** Everything that an error would show to anyone who prints it. */
export function shown(error: unknown): string {
  const fields = error instanceof Error ? Object.assign({}, error) : {};
  const {
    message = '',
    stack = '',
    cause,
  } = (error ?? {}) as { message?: string; stack?: string; cause?: unknown };
  return JSON.stringify([message, stack, fields, cause === undefined ? '' : shown(cause)]);
}
