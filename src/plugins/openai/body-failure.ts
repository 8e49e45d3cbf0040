import { fieldsOf, type UnknownObject } from '../../core/plugin-api/failures.ts';
import { readErrorBody, type Failure } from './failure.ts';
import { saysSpent } from './spent.ts';

/** The status that would have belonged to an error, by the words that services use for it; the first that fits holds. */
const statuses: readonly (readonly [RegExp, number])[] = [
  [/quota|balance|billing|credit|payment|spend_limit|usage_limit|arrears|arrearage/, 402],
  [/rate_?limit|too_?many|resource_?exhausted|throttl|slow_down/, 429],
  [/api_?key|auth(?!orized_)|unauthori[sz]ed|credential/, 401],
  [/permission|forbidden|access_?denied|country|territory/, 403],
  [/not_?found|decommissioned/, 404],
  [
    /server|internal|overload|unavailable|timeout|timed_?out|upstream|gateway|provider|busy|capacity/,
    503,
  ],
  [
    /invalid|unsupported|bad_?request|context_length|content_(?:filter|policy)|parameter|too_long/,
    400,
  ],
];

/**
 * The failure that a body under a status of success tells of: by a number, by a word or by its text. Undefined for an answer,
 * and for an error that says nothing of its kind.
 */
export function failureIn(body: unknown): Failure | undefined {
  const fields = fieldsOf(Array.isArray(body) && body.length === 1 ? body[0] : body);
  const error = errorOf(fields);
  if (error === undefined) return undefined;
  const status = statusOf(error);
  if (status === undefined) return undefined;
  return readErrorBody(error, status);
}

/** The error: under that name, or the whole body where it says so and holds no answer. */
function errorOf(fields: UnknownObject): unknown {
  const { error, errors, object, choices, text, code, message, status } = fields;
  if (error !== undefined && error !== null && error !== false && error !== '') return error;
  if (choices !== undefined || text !== undefined) return undefined;
  if (Array.isArray(errors) && errors.length > 0) return errors[0];
  const isError =
    object === 'error' || (message !== undefined && (code !== undefined || status !== undefined));
  return isError ? fields : undefined;
}

/** The status that an error names or would have had. */
function statusOf(error: unknown): number | undefined {
  const { code, status, type } = fieldsOf(error);
  const number = [code, status].map(Number).find((value) => value >= 400 && value < 600);
  if (number !== undefined) return number;
  const words = [code, type, status].flatMap((word) =>
    typeof word === 'string' && word.length < 80 ? word : [],
  );
  for (const word of words) {
    const found = statuses.find(([pattern]) =>
      pattern.test(word.toLowerCase().replace(/[ .-]/g, '_')),
    );
    if (found) return found[1];
  }
  return saysSpent(textOf(error)) ? 402 : undefined;
}

function textOf(error: unknown): string {
  const { message } = fieldsOf(error);
  const text = typeof error === 'string' ? error : message;
  return typeof text === 'string' ? text.slice(0, 2_000) : '';
}
