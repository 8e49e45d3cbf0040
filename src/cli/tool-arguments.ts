import { CLIError } from '@oclif/core/errors';
import type { FunctionOffer } from '../core/kinds/model.ts';
import type { JsonObject } from '../core/kinds/tool.ts';
import { fieldsOf } from '../core/unknown-object.ts';

/** Arguments as a command line has them (`name=value`), with the types of the function's schema; wrong ones are wrong usage. */
export function toolArguments(
  { name: tool, parameters }: FunctionOffer,
  given: readonly string[],
): JsonObject {
  const properties = fieldsOf(parameters['properties']);
  const entries = given.map((each) => {
    const end = each.indexOf('=');
    const [name, value] = [each.slice(0, end), each.slice(end + 1)];
    if (end < 1) throw wrong('--arg is name=value.');
    if (!Object.hasOwn(properties, name)) {
      const names = Object.keys(properties).join(', ') || 'none';
      throw wrong(`The function ${tool} has no argument ${name}; it has: ${names}.`);
    }
    return [name, typed(name, value, fieldsOf(properties[name])['type'])] as const;
  });
  const args = Object.fromEntries(entries);
  const { required } = parameters;
  const missing = (Array.isArray(required) ? (required as unknown[]) : []).filter(
    (name) => !Object.hasOwn(args, String(name)),
  );
  if (missing.length > 0)
    throw wrong(
      `The function ${tool} needs: ${missing.map((name) => `--arg ${String(name)}=…`).join(' ')}`,
    );
  return args;
}

function typed(name: string, value: string, type: unknown): unknown {
  if (type === 'string' || type === undefined) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    if (Array.isArray(type) && type.includes('string')) return value;
    const kinds = [type].flat().filter((each) => typeof each === 'string');
    throw wrong(`--arg ${name} is no ${kinds.join(' or ')}.`);
  }
}

function wrong(message: string): CLIError {
  return new CLIError(message, { exit: 2 });
}
