/** Who must act on an error: the person who runs the bot (`setup`) or the service at the other end (`service`). */
export type ErrorKind = 'setup' | 'service';

/** Process exit codes: 0 done, 1 an internal error, 2 wrong usage (oclif's), 3 the operator must change something, 4 a service failed. */
export const exitCodes = { setup: 3, service: 4 } as const satisfies Record<ErrorKind, number>;

interface ErrorDetails {
  /** What to do next, one imperative sentence each, ideally a command. */
  suggestions?: string[];
  cause?: unknown;
}

/**
 * An error that a person can act on. `code` is stable and dotted (`setup.settings`, `service.openai`); the message names
 * what is wrong and holds neither secrets nor customers' texts. oclif prints `code`, `suggestions` and `cause` by shape.
 */
export abstract class WabotError extends Error {
  abstract readonly kind: ErrorKind;
  readonly code: string;
  readonly suggestions: string[];
  readonly oclif: { exit: number };

  protected constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    { suggestions = [], cause }: ErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.suggestions = suggestions;
    this.oclif = { exit: exitCodes[kind] };
  }
}

/** The person who runs the bot must change something: a setting, a file, an argument. Never retried. Exit 3. */
export class SetupError extends WabotError {
  override readonly name = 'SetupError';
  readonly kind = 'setup';

  constructor(code: string, message: string, details?: ErrorDetails) {
    super('setup', `setup.${code}`, message, details);
  }
}

/**
 * What a failed call was about, where the bot acts on that: a customer's file that cannot be had (`media`) or is over the cap
 * (`media-size`), audio that cannot be understood as it is (`audio`) or is too short in any form (`audio-length`), times
 * within a transcript that the service does not give (`times`), pictures that cannot be read or are not taken (`image`), or a
 * chat that this account does not have (`chat`).
 */
export type ErrorSubject =
  | 'media'
  | 'media-size'
  | 'audio'
  | 'audio-length'
  | 'times'
  | 'image'
  | 'chat';

interface ServiceDetails extends ErrorDetails {
  /** Absent: about nothing that the bot treats in a way of its own. */
  about?: ErrorSubject;
  /** HTTP status of the answer; undefined when there was none. */
  status?: number;
  /** Whether the same call may succeed later without anybody changing anything. */
  retryable: boolean;
  /** Earliest sensible next try, in milliseconds from now, as the service asked. */
  retryAfterMs?: number;
  /** True when a request with an effect may have taken it although no success was heard (timeout, 5xx, cut line). */
  outcomeUnknown?: boolean;
  /** True when the log tells of this outage already: events about the errors that follow from it count as `debug` there. */
  alreadyLogged?: boolean;
}

/**
 * The other side failed. `retryable` is worked out once, where the vendor's answer is understood. Exit 4; 3 when it will go on
 * so until somebody changes something (a wrong key, a spent balance, a certificate), as `wabot doctor` has it.
 */
export class ServiceError extends WabotError {
  override readonly name = 'ServiceError';
  readonly kind = 'service';
  readonly status: number | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly outcomeUnknown: boolean;
  readonly about: ErrorSubject | undefined;
  readonly alreadyLogged: true | undefined;

  /** @param service dotted: the plugin's service and, where it matters, the case: `openai.quota`, `green-api.rate-limit` */
  constructor(service: string, message: string, details: ServiceDetails) {
    super('service', `service.${service}`, message, details);
    if (!details.retryable) this.oclif.exit = exitCodes.setup;
    this.status = details.status;
    this.retryable = details.retryable;
    this.retryAfterMs = details.retryAfterMs;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
    this.about = details.about;
    this.alreadyLogged = details.alreadyLogged === true ? true : undefined;
  }
}

/** Whether the failure may pass by itself; anything that is not a WabotError counts as passing (a bug must not eat a message). */
export function isRetryable(error: unknown): boolean {
  if (error instanceof ServiceError) return error.retryable;
  return !(error instanceof SetupError);
}
