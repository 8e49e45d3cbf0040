import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** Where the page's own files are: next to the code, built or not. */
const folder = new URL('../../page/', import.meta.url);

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  html: 'text/html; charset=utf-8',
};

/** Nothing from elsewhere, nothing within the page's text that could run, and no place that makes markup of a text. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** What every answer of the page carries. */
export const guardingHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** Smaller texts gain nothing by it. */
const leastCompressed = 1_000;

/** A text as it goes over the line. */
interface Encoded {
  body: Buffer;
  encoding?: 'br' | 'gzip';
}

/** The form of a text that a browser takes; `lasting` ones are made once, and may take their time. */
async function encoded(text: Buffer, accepted: string, lasting: boolean): Promise<Encoded> {
  if (text.length < leastCompressed) return { body: text };
  if (lasting && /\bbr\b/.test(accepted)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    return { body: await brotli(text, { params }), encoding: 'br' };
  }
  if (/\bgzip\b/.test(accepted))
    return { body: await zip(text, { level: lasting ? 9 : 4 }), encoding: 'gzip' };
  return { body: text };
}

/** A text that several ask for at the same time: it is compressed once. */
export class SharedText {
  readonly #text: Buffer;
  readonly #forms = new Map<boolean, Promise<Encoded>>();

  constructor(text: string) {
    this.#text = Buffer.from(text);
  }

  /** As a browser takes it that accepts these encodings. */
  form(accepted: string): Promise<Encoded> {
    const isZipped = /\bgzip\b/.test(accepted);
    const form = this.#forms.get(isZipped) ?? encoded(this.#text, accepted, false);
    this.#forms.set(isZipped, form);
    return form;
  }
}

/** Answers with a text that is not to be kept anywhere, as small as the browser takes it. */
export async function answerText(
  request: IncomingMessage,
  response: ServerResponse,
  {
    status,
    type,
    text,
    headers = {},
  }: {
    status: number;
    type: string;
    text: string | SharedText;
    headers?: Record<string, string | string[]>;
  },
): Promise<void> {
  const accepted = request.headers['accept-encoding'] ?? '';
  const shared = typeof text === 'string' ? new SharedText(text) : text;
  const { body, encoding } = await shared.form(accepted);
  response.writeHead(status, {
    ...guardingHeaders,
    'cache-control': 'no-store',
    'content-type': type,
    'content-length': body.length,
    vary: 'accept-encoding',
    ...(encoding ? { 'content-encoding': encoding } : {}),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The page's files: a page that loads them under a name that changes with them, so that a browser keeps them for good. */
export class PageFiles {
  readonly #files: ReadonlyMap<string, Buffer>;
  readonly #mark: string;
  /** What was compressed, by file and what the browser takes. */
  readonly #encoded = new Map<string, Promise<Encoded>>();

  private constructor(files: ReadonlyMap<string, Buffer>) {
    this.#files = files;
    const hash = createHash('sha256');
    for (const [name, bytes] of files) hash.update(name).update(bytes);
    this.#mark = hash.digest('hex').slice(0, 16);
  }

  static async open(): Promise<PageFiles> {
    const names = (await readdir(folder)).filter((name) => /\.(?:js|css|svg|html)$/.test(name));
    const files = names
      .toSorted()
      .map(async (name) => [name, await readFile(new URL(name, folder))] as const);
    return new PageFiles(new Map(await Promise.all(files)));
  }

  /** The page itself, which is the same for everybody and shows nothing before somebody has logged in. */
  page(name: 'index' | 'closed', values: Readonly<Record<string, string>> = {}): string {
    const all = { ...values, assets: `/console/assets/${this.#mark}` };
    const text = this.#files.get(`${name}.html`)?.toString('utf8') ?? '';
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => all[key as 'assets'] ?? '');
  }

  /** Answers with `/<mark>/<name>`. False: there is no such file. */
  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const [, mark, name = ''] = /^\/([\da-f]{16})\/([\w.-]+)$/.exec(path) ?? [];
    const bytes = this.#files.get(name);
    const type = types[name.split('.').at(-1) ?? ''];
    if (mark !== this.#mark || !bytes || type === undefined || name.endsWith('.html')) return false;
    const { body, encoding } = await this.#form(name, bytes, request);
    response.writeHead(200, {
      ...guardingHeaders,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': type,
      'content-length': body.length,
      vary: 'accept-encoding',
      ...(encoding ? { 'content-encoding': encoding } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  }

  #form(name: string, bytes: Buffer, { headers }: IncomingMessage): Promise<Encoded> {
    const accepted = headers['accept-encoding'] ?? '';
    const known = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'as it is';
    const key = `${name} ${known}`;
    const form = this.#encoded.get(key) ?? encoded(bytes, accepted, true);
    this.#encoded.set(key, form);
    return form;
  }
}
