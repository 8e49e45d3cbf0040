import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import type { FunctionCall } from '../../../core/kinds/model.ts';
import { newCallId } from './calls.ts';

/** Longer texts are no calls. */
const longest = 8_000;

/** What templates put around calls that a server without a parser for them leaves in the text; each takes linear time. */
const marks =
  /<\/?(?:tool_call|tool_calls|function_call|functioncall)>|\[\/?TOOL_CALLS\]|<\|python_tag\|>|<\|(?:tool_call|eom_id|eot_id)[^|]{0,20}\|>|<｜tool▁calls?▁(?:begin|end)｜>|```(?:json|tool_call)?/g;

const named = /^<function=([\w-]{1,64})>([^]*?)(?:<\/function>|$)/;

const parameter = /<parameter=([\w-]{1,64})>\n?([^]*?)\n?<\/parameter>/g;

/**
 * The calls in a text that is nothing else, of functions that were offered; empty where there is any other word. A customer can
 * have a model repeat such a text, so they are marked.
 */
export function callsInText(text: string, names: readonly string[]): FunctionCall[] {
  if (text.length > longest || !/[{<[]/.test(text)) return [];
  const calls = readAll(text.replaceAll(marks, '\n').trim());
  if (!calls?.every(({ name }) => names.includes(name))) return [];
  return calls.map((call) => ({ id: newCallId(), ...call, inWords: true }));
}

type Bare = Pick<FunctionCall, 'name' | 'arguments'>;

/** Undefined: something in it is no call. */
function readAll(text: string): Bare[] | undefined {
  const calls: Bare[] = [];
  for (let rest = text; rest !== '';) {
    const [whole, name, body = ''] = named.exec(rest) ?? [];
    if (whole !== undefined && name !== undefined) {
      calls.push({ name, arguments: bodyOf(body) });
      rest = rest.slice(whole.length).trim();
      continue;
    }
    const end = endOfJson(rest);
    const found = end === 0 ? undefined : fromJson(rest.slice(0, end));
    if (!found) return undefined;
    calls.push(...found);
    rest = rest.slice(end).replace(/^[\s;,]+/, '');
  }
  return calls.length > 0 ? calls : undefined;
}

function bodyOf(body: string): string {
  const parameters = [...body.matchAll(parameter)];
  if (parameters.length === 0) return body.trim() || '{}';
  return JSON.stringify(Object.fromEntries(parameters.map(([, name, value]) => [name, value])));
}

function fromJson(text: string): Bare[] | undefined {
  const value = parsed(text);
  const all: unknown[] = Array.isArray(value) ? value : [value];
  const calls = all.map((one) => {
    const outer = fieldsOf(one);
    const { name, arguments: given, parameters = given } = fieldsOf(outer['function'] ?? one);
    if (typeof name !== 'string' || parameters === undefined) return undefined;
    const written = typeof parameters === 'string' ? parameters : JSON.stringify(parameters);
    return { name, arguments: written };
  });
  const found = calls.filter((call) => call !== undefined);
  return found.length > 0 && found.length === calls.length ? found : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Where the JSON value with which a text begins ends; 0 where there is none. */
function endOfJson(text: string): number {
  if (!/^[{[]/.test(text)) return 0;
  let [depth, quoted] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return 0;
}
