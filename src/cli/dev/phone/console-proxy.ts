import {
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { CallRefused, mostSentBytes } from '../../../core/console-calls/sent-fields.ts';

export interface ConsoleProxyOptions {
  /** Where the owner's page is, up to and with `/console`. */
  address: string;
  token: string;
}

/** What a browser says that the owner's page goes by. */
const passed = [
  'accept',
  'accept-language',
  'content-type',
  'last-event-id',
  'x-wabot-language',
  'x-wabot-proof',
] as const;

/**
 * The owner's page as the phones show it beside them: whoever may use these is logged in there. The session stays here, so no
 * other program that the browser visits on this machine is brought its cookie.
 */
export class ConsoleProxy {
  readonly #options: ConsoleProxyOptions;
  #session: Promise<string> | undefined;

  constructor(options: ConsoleProxyOptions) {
    this.#options = options;
  }

  /**
   * Answers for what is below `/console`; `prefix` is what stands before it on this page. Rejects when the bot cannot be asked,
   * and with CallRefused where more is sent than it reads: it hangs up on that, and its word would be lost.
   */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    { path, prefix }: { path: string; prefix: string },
  ): Promise<void> {
    if (Number(request.headers['content-length'] ?? 0) > mostSentBytes)
      throw new CallRefused('too-large', 413);
    this.#session ??= this.#logIn().catch((error: unknown) => {
      this.#session = undefined;
      throw error;
    });
    const cookie = await this.#session;
    const came = await this.#ask(request, response, { path, cookie });
    const { statusCode: status = 502 } = came;
    if (status === 401 || path === '/console/api/logout') this.#session = undefined;
    const headers = framed(came.headers);
    const isPage = (headers['content-type'] ?? '').startsWith('text/html');
    if (!isPage) {
      response.writeHead(status, headers);
      came.on('error', () => response.destroy());
      return void came.pipe(response);
    }
    const page = (await readText(came)).replaceAll('"/console/', `"${prefix}/console/`);
    const { 'content-length': _, ...others } = headers;
    response.writeHead(status, others).end(page);
  }

  #ask(
    request: IncomingMessage,
    response: ServerResponse,
    { path, cookie }: { path: string; cookie: string },
  ): Promise<IncomingMessage> {
    const { origin } = new URL(this.#options.address);
    const { method } = request;
    const said = passed.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    const headers = {
      ...Object.fromEntries(said),
      origin,
      cookie,
      'sec-fetch-site': 'same-origin',
    };
    return new Promise((resolve, reject) => {
      const asked = ask(`${origin}${path}`, { method, headers, agent: false });
      asked.once('response', resolve).once('error', reject);
      response.once('close', () => asked.destroy());
      request.pipe(asked);
    });
  }

  /** The cookie of a session of its own. */
  async #logIn(): Promise<string> {
    const { address, token } = this.#options;
    const { origin } = new URL(address);
    const answer = await fetch(`${address}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token }),
    });
    const [cookie = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';');
    return cookie;
  }
}

/** The same headers for a page that stands within this one, without what is of the session. */
function framed(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'set-cookie': _, connection: __, 'transfer-encoding': ___, ...others } = headers;
  const policy = String(others['content-security-policy'] ?? '');
  return {
    ...others,
    'content-security-policy': policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    'x-frame-options': 'SAMEORIGIN',
  };
}
