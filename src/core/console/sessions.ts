import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const hourMs = 60 * 60 * 1000;

/** How long a session lasts without a request, and in all; and how old its cookie becomes before it is renewed; milliseconds. */
const idleMs = 12 * hourMs;
const longestMs = 30 * 24 * hourMs;
const renewMs = hourMs / 6;

/** So many sessions that were logged out are remembered, until they would have ended by themselves. */
const mostEnded = 1_000;

/** Somebody who has shown the token. */
export interface Session {
  id: string;
  /** When it began, and when its cookie was made; Unix milliseconds. */
  begunAt: number;
  madeAt: number;
}

/** Whether two words are the same, in a time that tells nothing of either. */
export function isSameWord(one: string, other: string): boolean {
  const digest = (word: string): Buffer => createHash('sha256').update(word).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/**
 * Sessions of the page. A session is a signed value, so that it outlives a restart and holds in every process with the same
 * token; another token ends all. A session that is logged out is refused by the process that it was logged out from.
 */
export class Sessions {
  readonly #key: Buffer;
  readonly #now: () => number;
  /** The ids of those that were logged out, and when they would have ended. */
  readonly #ended = new Map<string, number>();

  constructor(token: string, now: () => number) {
    this.#key = Buffer.from(hkdfSync('sha256', token, '', 'the session of the owner’s page', 32));
    this.#now = now;
  }

  begin(): Session {
    const now = this.#now();
    return { id: randomBytes(24).toString('base64url'), begunAt: now, madeAt: now };
  }

  /** The cookie's value. */
  valueOf({ id, begunAt, madeAt }: Session): string {
    const said = `${id}.${begunAt}.${madeAt}`;
    return `${said}.${this.#sign('session', said)}`;
  }

  /** The session of a cookie's value; undefined where it is none, or is over. */
  read(value: string): Session | undefined {
    const [, said = '', id = '', begun, made, mark = ''] =
      /^(([\w-]{32})\.(\d{1,15})\.(\d{1,15}))\.([\w-]{43})$/.exec(value) ?? [];
    if (said === '' || !isSameWord(mark, this.#sign('session', said))) return undefined;
    const session = { id, begunAt: Number(begun), madeAt: Number(made) };
    return this.isOver(session) ? undefined : session;
  }

  /** Whether it has lasted too long, or was logged out here. */
  isOver({ id, begunAt, madeAt }: Session): boolean {
    const now = this.#now();
    return now >= madeAt + idleMs || now >= begunAt + longestMs || this.#ended.has(id);
  }

  /** The session with a new cookie; undefined while the one that there is will do. */
  renewed(session: Session): Session | undefined {
    const now = this.#now();
    return now - session.madeAt < renewMs ? undefined : { ...session, madeAt: now };
  }

  /** How long a browser keeps the cookie, seconds. */
  get keptSeconds(): number {
    return idleMs / 1000;
  }

  end({ id, begunAt }: Session): void {
    this.#ended.set(id, begunAt + longestMs);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > mostEnded && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** What the page must send along with whatever changes something. */
  proofOf({ id }: Session): string {
    return this.#sign('change', id);
  }

  #sign(what: string, said: string): string {
    return createHmac('sha256', this.#key).update(`${what}:${said}`).digest('base64url');
  }
}
