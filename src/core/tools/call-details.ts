import type { JsonObject, Tool } from '../kinds/tool.ts';
import type { CalledFunction } from '../kinds/turn-record.ts';
import { isObject } from './arguments.ts';

/** A line is cut behind so many UTF-16 units, for all to see. */
const longestLine = 500;

/** What a function is to do, a line for each argument; under the titles of the schema where it has any. */
export function callDetails({ properties }: JsonObject, args: JsonObject): string[] {
  const known = isObject(properties) ? properties : {};
  return Object.entries(args).map(([name, value]) => {
    const property = Object.hasOwn(known, name) ? known[name] : undefined;
    const title = isObject(property) ? property['title'] : undefined;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const line = `• ${typeof title === 'string' ? title : name}: ${text}`.replaceAll(/\s+/g, ' ');
    return line.length <= longestLine ? line : `${line.slice(0, longestLine).toWellFormed()}…`;
  });
}

/** What calls have done, in the same lines; the name of a function where its arguments were too long to be remembered. */
export function deedDetails(
  tools: readonly Pick<Tool, 'name' | 'parameters'>[],
  calls: readonly Pick<CalledFunction, 'name' | 'args'>[],
): string[] {
  return calls.flatMap(({ name, args }) => {
    const schema = tools.find((tool) => tool.name === name)?.parameters ?? {};
    const details = callDetails(schema, remembered(args));
    return details.length > 0 ? details : [`• ${name}`];
  });
}

function remembered(args: string): JsonObject {
  try {
    const value: unknown = JSON.parse(args);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
