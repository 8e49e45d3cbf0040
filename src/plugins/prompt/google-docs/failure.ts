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
  /** The system's word for a line that broke, or `timeout`. */
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

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Understands an answer that is none of success. */
export function failedAnswer({ status, retryAfter, bytes }: Omit<Answered, 'contentType'>): Failure {
  const text = Buffer.from(bytes).toString('utf8');
  const { error } = fieldsOf(parse(text));
  const activationUrl = /https:\/\/console\.(?:developers|cloud)\.google\.com\/[\w./?=&%-]+/.exec(text)?.[0];
  return {
    status,
    grant: typeof error === 'string' ? error : '',
    text,
    ...(activationUrl === undefined ? {} : { activationUrl: activationUrl.replace(/\.$/, '') }),
    ...(/^\d+$/.test(retryAfter ?? '') ? { retryAfterMs: Number(retryAfter) * 1000 } : {}),
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
  return { ...nothing, network: networkWord(thrown) ?? 'no answer' };
}

/** The first system error code in an error, its causes and its members. */
function networkWord(error: unknown, depth = 0): string | undefined {
  if (depth > 5 || !(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'timeout';
  const { code, cause, errors } = fieldsOf(error);
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code;
  const deeper: unknown[] = [cause, ...(Array.isArray(errors) ? errors : [])];
  return deeper.map((inner) => networkWord(inner, depth + 1)).find((found) => found !== undefined);
}
