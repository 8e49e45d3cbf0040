import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer as readAll } from 'node:stream/consumers';
import { CallRefused, readSentFields } from '../../../core/console-calls/sent-fields.ts';
import { languages } from '../../../core/language/index.ts';
import { ConsoleProxy, type ConsoleProxyOptions } from './console-proxy.ts';
import { wayOf, type PhoneRefusal, type PhoneWay } from './phone-access.ts';
import { customerIn, inputOfBytes, phoneCalls } from './phone-calls.ts';
import { pageHeaders, readPageFiles, type PageFile } from './phone-files.ts';
import { PhoneHints } from './phone-hints.ts';
import { answerMedia } from './phone-media.ts';
import { phoneView, type PhoneFacts } from './phone-view.ts';
import type { Phones } from './phones.ts';

const { createServer } = process.getBuiltinModule('node:http');

/** The largest file that somebody sends, bytes; WhatsApp takes 100 MB. */
const mostBytes = 100 * 1024 * 1024;

/** The longest address, bytes: it holds what stands beneath a picture, each letter of Cyrillic as six. */
const longestAddress = 512 * 1024;

/** What a caller without the right address reads. */
const refusals: Readonly<Record<PhoneRefusal, string>> = {
  host: 'Open the address that `wabot dev` has printed. · Откройте адрес, который показал `wabot dev`. · `wabot dev` көрсеткен мекенжайды ашыңыз.',
  key: 'Open the whole address that `wabot dev` has printed. · Откройте адрес, который показал `wabot dev`, целиком. · `wabot dev` көрсеткен мекенжайды толық ашыңыз.',
  elsewhere:
    'Another page may not use this one. · Другой странице сюда нельзя. · Басқа бетке мұнда болмайды.',
};

export interface PhoneServerOptions extends PhoneFacts {
  phones: Phones;
  console: ConsoleProxyOptions;
}

/** Serves the page of the sandbox's phones on this machine, to whoever knows its address. */
export class PhoneServer {
  /** 128 bits: nobody guesses it while the sandbox runs. */
  readonly #key = randomBytes(16).toString('base64url');
  readonly #options: PhoneServerOptions;
  readonly #hints: PhoneHints;
  readonly #console: ConsoleProxy;
  readonly #server: Server;
  #files: Promise<ReadonlyMap<string, PageFile>> | undefined;

  constructor(options: PhoneServerOptions) {
    this.#options = options;
    this.#hints = new PhoneHints(options.phones);
    this.#console = new ConsoleProxy(options.console);
    this.#server = createServer(
      { maxHeaderSize: longestAddress },
      (request, response) => void this.#take(request, response),
    );
  }

  /** Takes a free port; resolves with the page's address, key included. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${this.#key}/`;
  }

  async close(): Promise<void> {
    this.#hints.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const way = wayOf(request, this.#key);
    try {
      if ('refused' in way) send(response, 403, refusals[way.refused]);
      else await this.#answer(way, request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof CallRefused) send(response, error.status, { error: error.code });
      else send(response, 500, { error: 'failed' });
    }
  }

  async #answer(way: PhoneWay, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path } = way;
    const prefix = `/${this.#key}`;
    if (/^\/console(?:\/|$)/.test(path))
      return this.#console.answer(request, response, { path, prefix });
    if (path.startsWith('/api/'))
      return this.#call(path.slice('/api/'.length), way, request, response);
    if (request.method !== 'GET') throw new CallRefused('method', 405);
    if (path.startsWith('/media/'))
      return this.#media(path.slice('/media/'.length), request, response);
    // Its own files are named from here on, which takes the slash at the end.
    if (path === '/' && !(request.url ?? '').split('?')[0]?.endsWith('/'))
      return void response.writeHead(302, { location: `${prefix}/` }).end();
    await this.#file(path === '/' ? 'phone/index.html' : path.slice(1), response);
  }

  async #call(
    name: string,
    way: PhoneWay,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { phones } = this.#options;
    if (request.method === 'GET') {
      if (name === 'live') return this.#hints.answer(response);
      if (name !== 'state') throw new CallRefused('not-found', 404);
      const language = languages.find((each) => each === way.query.get('language')) ?? 'en';
      return send(response, 200, phoneView(phones, this.#options, language));
    }
    if (request.method !== 'POST') throw new CallRefused('method', 405);
    if (name === 'file') return send(response, 200, await this.#sendFile(way, request));
    const call = Object.hasOwn(phoneCalls, name) ? phoneCalls[name] : undefined;
    if (!call) throw new CallRefused('not-found', 404);
    send(response, 200, await call(phones, await readSentFields(request)));
  }

  async #sendFile({ query }: PhoneWay, request: IncomingMessage): Promise<object> {
    const { phones } = this.#options;
    const about = Object.fromEntries(query);
    const chat = customerIn(phones, about);
    if (Number(request.headers['content-length'] ?? mostBytes + 1) > mostBytes)
      throw new CallRefused('too-large', 413);
    phones.send(chat, inputOfBytes(await readAll(request), about));
    return {};
  }

  #media(id: string, request: IncomingMessage, response: ServerResponse): void {
    const { media } = this.#options.phones.lines.find(id) ?? {};
    if (!media) throw new CallRefused('not-found', 404);
    answerMedia(request, response, media);
  }

  async #file(name: string, response: ServerResponse): Promise<void> {
    const file = (await (this.#files ??= readPageFiles())).get(name);
    const isOwn = name === 'phone/index.html' || !name.endsWith('.html');
    if (!file || !isOwn) throw new CallRefused('not-found', 404);
    send(response, 200, file.bytes, file.type);
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: object | string | Buffer,
  type?: string,
): void {
  const isText = typeof body === 'string';
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(isText ? body : JSON.stringify(body));
  response.writeHead(status, {
    ...pageHeaders,
    'cache-control': 'no-store',
    'content-type':
      type ?? (isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'),
    'content-length': bytes.length,
  });
  response.end(bytes);
}
