import { createHash, timingSafeEqual } from 'node:crypto';
import { pluginChecks, type PluginCheckDependencies } from './plugin-checks.ts';
import { runChecks, type HealthCheck, type Report } from './check-runner.ts';

/** Callers within this time hear the same result, so that nobody can make the bot ask its vendor all the time; milliseconds. */
const sharedMs = 10_000;

const deadlineMs = 10_000;

export interface TestConnectionDependencies {
  /** What a caller must send as a bearer token. */
  token: string;
  checks: readonly HealthCheck[];
  /** Unix milliseconds. */
  now(): number;
}

/** What was opened, as far as it is of use here. */
interface Opened {
  own: { adminToken: string | undefined };
  world: Pick<TestConnectionDependencies, 'now'>;
  onClose(close: () => Promise<void>): void;
}

/** What `GET /test-connection` answers: the report of some checks, to those who know the token. */
export class TestConnection {
  readonly #parts: TestConnectionDependencies;
  readonly #stopping = new AbortController();
  #report: Promise<Report> | undefined;
  #askedAt = 0;

  constructor(parts: TestConnectionDependencies) {
    this.#parts = parts;
  }

  /** Of the channel, closed with the rest; undefined without the token that it takes. */
  static of(
    { own, world, onClose }: Opened,
    looks: PluginCheckDependencies,
  ): TestConnection | undefined {
    if (own.adminToken === undefined) return undefined;
    const checks = pluginChecks(looks, ['channel']);
    const tested = new TestConnection({ token: own.adminToken, checks, now: world.now });
    onClose(async () => tested.close());
    return tested;
  }

  /** Undefined for a caller without the token; comparing takes constant time. */
  async answer(authorization: string | undefined): Promise<Report | undefined> {
    const given = /^Bearer\s+(.*)$/is.exec(authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given.trim()), digest(this.#parts.token))) return undefined;
    const now = this.#parts.now();
    if (this.#report && Math.abs(now - this.#askedAt) < sharedMs) return this.#report;
    this.#askedAt = now;
    this.#report = runChecks(this.#parts.checks, deadlineMs, this.#stopping.signal);
    return this.#report;
  }

  /** Ends a check under way; its callers hear an error. */
  close(): void {
    this.#stopping.abort(new Error('the bot is stopping'));
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
