import { Agent, request } from 'node:http';

/** One POST to the receiver. */
export interface Post {
  url: string;
  /** The Authorization header; undefined: there is none. */
  authorization: string | undefined;
  /** A text goes as it is, an object as JSON. */
  body: object | string;
  timeoutMs: number;
}

/** Posts notifications over connections that are kept. */
export class WebhookClient {
  readonly #agent = new Agent({ keepAlive: true });

  /** Resolves with the receiver's status; undefined when none came (refused, broken, too late). */
  post({ url, authorization, body, timeoutMs }: Post): Promise<number | undefined> {
    // The sandbox knows no certificates: a receiver behind https is one that it cannot reach.
    if (!url.startsWith('http:')) return Promise.resolve(undefined);
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    return new Promise((resolve) => {
      const outgoing = request(url, {
        method: 'POST',
        agent: this.#agent,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': bytes.length,
          ...(authorization === undefined ? {} : { authorization }),
        },
      });
      const late = setTimeout(() => outgoing.destroy(), timeoutMs);
      outgoing.once('response', (response) => {
        response.resume();
        response.once('close', () => resolve(response.complete ? response.statusCode : undefined));
      });
      outgoing.once('error', () => resolve(undefined));
      outgoing.once('close', () => clearTimeout(late));
      outgoing.end(bytes);
    });
  }

  /** Breaks what is under way. */
  close(): void {
    this.#agent.destroy();
  }
}

/** The header for a configured token: a bare one becomes a Bearer token, one with its scheme goes as it is. */
export function authorizationFor(token: string): string | undefined {
  if (token === '') return undefined;
  return /^(Bearer|Basic) /i.test(token) ? token : `Bearer ${token}`;
}
