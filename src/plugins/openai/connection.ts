import type OpenAI from 'openai';
import type { ServiceError } from '../../core/plugin-api/failures.ts';
import type { World } from '../../core/kinds/plugin.ts';
import { settingsError } from '../../core/plugin-api/settings.ts';
import { endpointOf, keyHeaders, problemsOf, type OpenAiAccount } from './account.ts';
import { failureIn } from './body-failure.ts';
import { malformedAnswer, toOpenAiError, type FailureCase } from './errors.ts';
import { readFailure, type Failure } from './failure.ts';

/** Node's longest timer: the caller's signal is the only deadline. */
const noTimeoutMs = 2 ** 31 - 1;

/** Larger JSON is no answer, bytes: what is made of it takes twenty times as much memory. Sound may be larger. */
const largestJson = 4 * 1024 * 1024;

/** Gives the client; the SDK is loaded with the first call, as its 236 modules take megabytes of a bot that waits. */
export type OpenAiConnection = () => Promise<OpenAI>;

/**
 * A client that neither retries nor times out by itself. Throws a SetupError when a key is needed and absent, or when the
 * address cannot be used.
 */
export function connect(account: OpenAiAccount, world: Pick<World, 'fetch'>): OpenAiConnection {
  refuseUnusable(account);
  let client: Promise<OpenAI> | undefined;
  return () => (client ??= createClient(account, world));
}

/** Throws a SetupError when a key is needed and absent, or when the address cannot be used. */
export function refuseUnusable(account: OpenAiAccount): void {
  const problems = problemsOf(account);
  if (problems.length > 0) throw settingsError(problems);
}

async function createClient(account: OpenAiAccount, world: Pick<World, 'fetch'>): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  const { base, query } = endpointOf(account);
  return new Client({
    baseURL: base,
    defaultQuery: query,
    apiKey: account.apiKey ?? 'none',
    defaultHeaders: { authorization: null, ...keyHeaders(account) },
    // Without these the SDK would take them from the environment, beside the bot's own settings.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: noTimeoutMs,
    fetch: async (...call) => withoutHuge(await world.fetch(...call)),
  });
}

/** The response; throws like a lost connection when it is more than any answer is. Whole ones say their unpacked length. */
export function withoutHuge(response: Response): Response {
  const { headers } = response;
  const isSound = /^(?:audio\/|application\/octet-stream)/i.test(headers.get('content-type') ?? '');
  if (isSound || Number(headers.get('content-length') ?? 0) <= largestJson) return response;
  response.body?.cancel().catch(() => {});
  throw new TypeError('fetch failed', { cause: new Error('the answer is too large') });
}

/** How a call ended: with a body that is not an error, or with a failure. */
export type Outcome = { body: unknown } | { failure: Failure };

/**
 * Makes one call and sorts out how it ended. An error body under a status of success is a failure like any other when it
 * says of what kind. Rejects with the signal's reason once that has aborted.
 */
export async function settleCall(
  call: () => Promise<unknown>,
  signal: AbortSignal,
  clock: Pick<World, 'now'>,
): Promise<Outcome> {
  signal.throwIfAborted();
  try {
    const body = await call();
    const failure = failureIn(body);
    return failure ? { failure } : { body };
  } catch (thrown) {
    signal.throwIfAborted();
    // A body that is not the JSON it claims to be; every other throw of the SDK is a status or a lost connection.
    if (thrown instanceof SyntaxError) return { body: undefined };
    return { failure: readFailure(thrown, clock.now()) };
  }
}

/** The error for an outcome that is no answer. */
export function errorOfOutcome(
  outcome: Outcome,
  account: OpenAiAccount,
  special?: readonly FailureCase[],
): ServiceError {
  return 'failure' in outcome
    ? toOpenAiError(outcome.failure, account, special)
    : malformedAnswer(account);
}
