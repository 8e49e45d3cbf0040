import { fieldsOf } from '../../core/plugin-api/failures.ts';
import type { YamlPath } from '../../core/plugin-api/files.ts';
import type { Tool } from '../../core/kinds/tool.ts';
import type { FileFaults, Fields } from './faults.ts';

/** What the owner says of a function, whoever runs it. */
export type FunctionOptions = Pick<Tool, 'effect' | 'confirm' | 'timeoutMs'>;

/** What the model is told of a function, and in which manner it runs. */
export type FunctionSpec = Pick<Tool, 'name' | 'description' | 'parameters'> & FunctionOptions;

/** A description costs money in every turn; in characters. */
const longestDescription = 1024;

/** Characters that a reader does not see and a model reads: controls, marks of direction, tags. */
const invisible = /[^\P{C}\n\t]/u;

/** What a function is and what it takes; undefined, with faults, where that is not clear. */
export function functionSpec(
  fields: Fields,
  path: YamlPath,
  faults: FileFaults,
): FunctionSpec | undefined {
  const name = nameIn(fields, path, faults);
  const description = faults.text(fields, path, 'description');
  if (description !== undefined) checkDescription(description, [...path, 'description'], faults);
  const parameters = parametersIn(fields, [...path, 'parameters'], faults);
  const manner = mannerIn(fields, path, faults);
  if (name === undefined || description === undefined || !parameters) return undefined;
  return { name, description, parameters, ...manner };
}

/** A name that every service takes: letters, digits and `_`. */
export function nameIn(
  fields: Fields,
  path: YamlPath,
  faults: FileFaults,
  key = 'name',
): string | undefined {
  const name = faults.text(fields, path, key);
  if (name === undefined || /^\w{1,64}$/.test(name)) return name;
  return faults.add([...path, key], `"${key}" must be up to 64 Latin letters, digits and _`);
}

/** How it runs; what is not said counts as a write that awaits nobody's word. */
export function mannerIn(fields: Fields, path: YamlPath, faults: FileFaults): FunctionOptions {
  const effects = { words: ['read', 'write'], fallback: 'write' } as const;
  const effect = faults.word(fields, path, 'effect', effects) ?? 'write';
  const confirm = faults.word(fields, path, 'confirm', { words: ['owner', 'customer'] });
  const timeoutMs = faults.time(fields, path, 'timeout');
  if (confirm !== undefined && effect === 'read')
    faults.add([...path, 'confirm'], '"confirm" is for a function with effect: write');
  return {
    effect,
    ...(confirm === undefined ? {} : { confirm }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

function checkDescription(description: string, path: YamlPath, faults: FileFaults): void {
  if (description.length > longestDescription)
    faults.add(path, `"description" has more than ${longestDescription} characters`);
  if (isInvisible(description)) faults.add(path, '"description" has invisible characters');
}

/** Whether a text has characters that a person does not see. */
export function isInvisible(text: string): boolean {
  return invisible.test(text);
}

/** A JSON Schema of an object; of nothing where nothing is said. */
function parametersIn(
  fields: Fields,
  path: YamlPath,
  faults: FileFaults,
): Tool['parameters'] | undefined {
  const { parameters } = fields;
  if (parameters === undefined || parameters === null) return { type: 'object', properties: {} };
  const schema = faults.fields(parameters, path);
  if (!schema) return undefined;
  const { type = 'object', properties = {}, required = [] } = schema;
  if (type !== 'object') faults.add([...path, 'type'], '"type" of "parameters" must be object');
  const named = faults.fields(properties, [...path, 'properties']) ?? {};
  for (const [name, property] of Object.entries(named))
    faults.fields(property, [...path, 'properties', name]);
  if (Object.hasOwn(named, 'customer'))
    faults.add(
      [...path, 'properties', 'customer'],
      '"customer" cannot be an argument: the customer is given by wabot',
    );
  for (const [index, name] of faults.list(required, [...path, 'required']).entries())
    if (typeof name !== 'string' || !Object.hasOwn(fieldsOf(named), name))
      faults.add(
        [...path, 'required', index],
        `"required" names "${String(name)}", which "properties" has not`,
      );
  return { ...schema, type: 'object', properties: named };
}
