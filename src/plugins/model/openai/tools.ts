import type { FunctionOffer } from '../../../core/kinds/model.ts';
import type { Failure } from '../../openai/failure.ts';

/** A function as Chat Completions take it. */
export interface ChatCompletionTool {
  type: 'function';
  function: FunctionOffer;
}

/** The offers as a request carries them, in their order: it is part of what the service caches. */
export function toTools(functions: readonly FunctionOffer[]): ChatCompletionTool[] {
  return functions.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }));
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
