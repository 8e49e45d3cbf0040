import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import type { FunctionCall, FunctionOffer } from '../../../core/kinds/model.ts';
import type { Failure } from '../../openai/failure.ts';

/** A function as Chat Completions take it. */
export interface Tool {
  type: 'function';
  function: FunctionOffer;
}

/** The offers as a request carries them, in their order: it is part of what the service caches. */
export function toTools(functions: readonly FunctionOffer[]): Tool[] {
  return functions.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }));
}

/** More calls than a model makes that still knows what it does. */
const mostCalls = 16;

/**
 * The calls in a message, in the dialects of servers: without ids, with arguments as an object or none at all, unwrapped, or as
 * the one `function_call` of older ones. What names no function is passed over.
 */
export function readCalls(message: unknown): FunctionCall[] {
  const { tool_calls: calls, function_call: older } = fieldsOf(message);
  const written = Array.isArray(calls) && calls.length > 0 ? calls : [older];
  const ids = new Set<string>();
  return written.slice(0, mostCalls).flatMap((call: unknown, index) => {
    const outer = fieldsOf(call);
    const { name, arguments: given, parameters = given } = fieldsOf(outer['function'] ?? call);
    if (typeof name !== 'string' || name.trim() === '') return [];
    const { id } = outer;
    const own = typeof id === 'string' && id !== '' && !ids.has(id) ? id : `call_${index}`;
    ids.add(own);
    return [{ id: own, name: name.trim(), arguments: argumentsOf(given ?? parameters) }];
  });
}

function argumentsOf(given: unknown): string {
  if (typeof given === 'string') return given;
  return given === undefined || given === null ? '{}' : JSON.stringify(given);
}

/** What may be refused as a whole; `tool_choice` is a field that can be left out by itself. */
const offers = String.raw`\b(?:tools?|functions?|(?:tool|function)[ _-]?(?:use|calls?|calling)|tool[ -]choice)\b`;

/** How servers say that they, or their model, know no functions; each takes linear time. */
const words = [
  `${offers}.{0,60}(?:not|n't|un)[ -]?(?:be )?(?:support|allow|enabl|permit|accept|avail|implement|recogni)`,
  `(?:not|n't|un)[ -]?support.{0,40}${offers}`,
  `${offers}.{0,40}\\brequires?\\b`,
  `\\bno endpoints found that support ${offers}`,
  String.raw`(?:unknown|unexpected|unrecogni[sz]ed|extra|invalid)\b.{0,60}\b(?:tools|functions)\b`,
].map((pattern) => new RegExp(pattern, 'is'));

/** Whether a refusal means the functions that were offered, so that this question and later ones may pass without them. */
export function refusesTools({ status, param, text }: Failure): boolean {
  if (![400, 404, 405, 415, 422, 500, 501].includes(status ?? 0)) return false;
  return /^(?:tools|functions)\b/.test(param) || words.some((one) => one.test(text));
}

/** Whether the model wrote a call that its server could not read: the same question may pass without functions. */
export function brokeCall({ status, code }: Failure): boolean {
  return (status === 400 || status === 422) && code === 'tool_use_failed';
}
