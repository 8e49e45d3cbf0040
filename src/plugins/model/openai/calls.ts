import { randomInt } from 'node:crypto';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import type { FunctionCall } from '../../../core/kinds/model.ts';

/** A message of the model as the service wants to see it again. */
export interface KeptMessage {
  role: 'assistant';
  content: string | null;
  tool_calls: KeptCall[];
}

interface KeptCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** The calls in a message, and the message as it goes back. */
export interface ReadCalls {
  calls: FunctionCall[];
  kept: KeptMessage;
}

/** More calls than a model makes that still knows what it does. */
const mostCalls = 16;

/**
 * The calls in a message, in the dialects of servers: without ids, with arguments as an object, as a text in a text or none at
 * all, unwrapped, or as the one `function_call` of older ones. What names no function is passed over. What is kept has every
 * field that we do not know: some services refuse their own calls without the marks or the thinking that came with them.
 */
export function readCalls(message: unknown): ReadCalls {
  const { tool_calls: calls, function_call: older, ...others } = fieldsOf(message);
  const written = Array.isArray(calls) && calls.length > 0 ? calls : [older];
  const ids = new Set<string>();
  const read = written.slice(0, mostCalls).flatMap((call: unknown) => readCall(call, ids));
  const { refusal: _, annotations: __, audio: ___, ...kept } = others;
  return {
    calls: read.map(({ call }) => call),
    kept: {
      ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null)),
      role: 'assistant',
      content: typeof others['content'] === 'string' ? others['content'] : null,
      tool_calls: read.map(({ raw }) => raw),
    },
  };
}

function readCall(written: unknown, ids: Set<string>): { call: FunctionCall; raw: KeptCall }[] {
  const outer = fieldsOf(written);
  const inner = outer['function'] ?? written;
  const { name, arguments: given, parameters } = fieldsOf(inner);
  if (typeof name !== 'string' || name.trim() === '') return [];
  const { id: said } = outer;
  const id = typeof said === 'string' && said !== '' && !ids.has(said) ? said : newCallId();
  ids.add(id);
  const call = { id, name: name.trim(), arguments: argumentsOf(given ?? parameters) };
  const wrapped = 'function' in outer ? outer : {};
  const { name: _, arguments: __, ...known } = fieldsOf(outer['function']);
  const called = { ...known, name: call.name, arguments: call.arguments };
  return [{ call, raw: { ...wrapped, id, type: 'function', function: called } }];
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Nine letters and digits, which every service takes as an id: one takes no other. */
export function newCallId(): string {
  return Array.from({ length: 9 }, () => letters.charAt(randomInt(letters.length))).join('');
}

/** Arguments as one text of JSON, however they were wrapped. */
function argumentsOf(given: unknown): string {
  if (typeof given !== 'string') return JSON.stringify(given ?? {});
  const bare = given.trim().replace(/^```(?:json)?\s*\n?([^]*?)\n?```$/, '$1');
  if (bare === '') return '{}';
  if (!bare.startsWith('"')) return bare;
  try {
    const inner: unknown = JSON.parse(bare);
    return typeof inner === 'string' ? inner : bare;
  } catch {
    return bare;
  }
}
