import type { IncomingMessage, ServerResponse } from 'node:http';
import { readSentFields, CallRefused, textField } from '../console-calls/sent-fields.ts';
import type { Log } from '../log.ts';
import { callerOf } from './access.ts';
import { LoginThrottle } from './login-throttle.ts';
import { isSameWord, Sessions, type Session } from './sessions.ts';

/** The longest body of a log-in, bytes. */
const mostBytes = 4_096;

/** A request under way, with the page's own origin. */
export interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  origin: string;
  secure: boolean;
}

export interface LoginOptions {
  token: string;
  log: Log;
  now(): number;
}

/** The token was guessed too often; the next one is looked at after so many seconds. */
export class TooMany extends CallRefused {
  readonly seconds: number;

  constructor(seconds: number) {
    super('too-many', 429);
    this.seconds = seconds;
  }
}

/** Who is logged in, by a cookie that no script sees. */
export class Login {
  readonly #options: LoginOptions;
  readonly #sessions: Sessions;
  readonly #throttle: LoginThrottle;

  constructor(options: LoginOptions) {
    this.#options = options;
    this.#sessions = new Sessions(options.token, options.now);
    this.#throttle = new LoginThrottle(options.now);
  }

  /** Begins a session for who brings the token. Rejects with CallRefused. */
  async begin(visit: Visit): Promise<Session> {
    const caller = callerOf(visit.request);
    const fields = await readSentFields(visit.request, mostBytes);
    // Before it counts: what is no token must not take a try from those who bring one.
    const given = textField(fields, 'token', 1_000).trim();
    const waitMs = this.#throttle.take(caller);
    if (waitMs > 0) throw new TooMany(Math.ceil(waitMs / 1000));
    if (!isSameWord(given, this.#options.token)) {
      this.#throttle.failed(caller);
      this.#options.log.warn('console-login-refused');
      throw new CallRefused('wrong-token', 401);
    }
    this.#throttle.succeeded(caller);
    this.#options.log.info('console-login');
    const session = this.#sessions.begin();
    this.#keep(session, visit);
    return session;
  }

  /** The session of a request, which is renewed by it; undefined where there is none. */
  of(visit: Visit): Session | undefined {
    const name = `${cookieOf(visit)}=`;
    const all = (visit.request.headers.cookie ?? '').split(';').map((each) => each.trim());
    const found = all.find((each) => each.startsWith(name)) ?? name;
    const session = this.#sessions.read(found.slice(name.length));
    const renewed = session && this.#sessions.renewed(session);
    if (renewed) this.#keep(renewed, visit);
    return session;
  }

  isOver(session: Session): boolean {
    return this.#sessions.isOver(session);
  }

  end(session: Session, visit: Visit): void {
    this.#sessions.end(session);
    visit.response.setHeader('set-cookie', `${cookieOf(visit)}=; Max-Age=0; ${bounds(visit)}`);
  }

  /** What the page must send along with whatever changes something. */
  proofOf(session: Session): string {
    return this.#sessions.proofOf(session);
  }

  #keep(session: Session, visit: Visit): void {
    const value = this.#sessions.valueOf(session);
    const kept = `${cookieOf(visit)}=${value}; Max-Age=${this.#sessions.keptSeconds}`;
    visit.response.setHeader('set-cookie', `${kept}; ${bounds(visit)}`);
  }
}

/** A cookie has no port, so that its name has it on one machine; a name that begins with `__Host-` is sent over https alone. */
function cookieOf({ secure, origin }: Visit): string {
  return secure ? '__Host-wabot' : `wabot_${new URL(origin).port || '80'}`;
}

function bounds({ secure }: Visit): string {
  return `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
