import { fieldsOf, firstInside, retryAfter, systemCode } from '../../core/plugin-api/failures.ts';
import { TooLarge, type Answered } from './exchange.ts';

/**
 * A failed call as plain data. Only `status`, `activationUrl` and `network` are fit to be shown: the rest is Google's own
 * wording, for telling cases apart.
 */
export interface Failure {
  /** HTTP status; undefined when no answer came. */
  status: number | undefined;
  /** The error of the token endpoint (`invalid_grant`); empty for one of the documents. */
  grant: string;
  /** Everything else that Google said. */
  text: string;
  /** Where the API is switched on. */
  activationUrl?: string;
  retryAfterMs?: number;
  /** The system's word for a lost connection, or `timeout`. */
  network?: string;
  tooLarge?: true;
}

/** A failed call on its way through code that is not ours. */
export class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super('refused');
    this.failure = failure;
  }
}

/** Understands an answer that is not a success. `now` is Unix milliseconds, for a Retry-After that names a date. */
export function failedAnswer(
  { status, retryAfter: asked = '', bytes }: Pick<Answered, 'status' | 'retryAfter' | 'bytes'>,
  now: number,
): Failure {
  const retryAfterMs = retryAfter(asked, now);
  const text = Buffer.from(bytes).toString('utf8');
  const { error } = fieldsOf(parse(text));
  const activationUrl = /https:\/\/console\.(?:developers|cloud)\.google\.com\/[\w./?=&%-]+/.exec(
    text,
  )?.[0];
  return {
    status,
    grant: typeof error === 'string' ? error : '',
    text,
    ...(activationUrl === undefined ? {} : { activationUrl: activationUrl.replace(/\.$/, '') }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Understands what was thrown before there was a whole answer. */
export function brokenLine(thrown: unknown): Failure {
  const nothing = { status: undefined, grant: '', text: '' };
  if (thrown instanceof TooLarge) return { ...nothing, tooLarge: true };
  return { ...nothing, network: firstInside(thrown, networkWord) ?? 'no answer' };
}

function networkWord(error: Error): string | undefined {
  return error.name === 'TimeoutError' ? 'timeout' : systemCode(error);
}
