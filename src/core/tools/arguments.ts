import type { JsonObject } from '../kinds/tool.ts';

/** Deeper schemas and values are not followed. */
const deepest = 12;

/** The arguments of a call, or what is wrong with them, for the model. */
export function argumentsOf(
  written: string,
  schema: JsonObject,
): { args: JsonObject } | { breach: string } {
  let value: unknown;
  try {
    value = written.trim() === '' ? {} : (JSON.parse(written) as unknown);
  } catch {
    return { breach: 'the arguments are no JSON' };
  }
  if (!isObject(value)) return { breach: 'the arguments must be a JSON object' };
  const breach = breachOf(value, schema, 'arguments');
  return breach === undefined ? { args: value } : { breach };
}

/** What of a value breaks a JSON Schema: of the keywords that functions use, others allow everything. */
function breachOf(value: unknown, schema: unknown, name: string, depth = 0): string | undefined {
  if (!isObject(schema) || depth > deepest) return undefined;
  const { type, enum: words, const: only, anyOf, oneOf } = schema;
  const types = typeof type === 'string' ? [type] : Array.isArray(type) ? type : [];
  if (types.length > 0 && !types.some((one) => isOf(value, one)))
    return `${name} must be ${types.join(' or ')}`;
  if (Array.isArray(words) && !words.some((word) => word === value))
    return `${name} must be one of ${JSON.stringify(words)}`;
  if ('const' in schema && only !== value) return `${name} must be ${JSON.stringify(only)}`;
  const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : [];
  if (choices.length > 0) {
    const breaches = choices.map((choice) => breachOf(value, choice, name, depth + 1));
    if (!breaches.includes(undefined)) return breaches[0];
  }
  if (isObject(value)) return breachOfObject(value, schema, name, depth);
  if (Array.isArray(value)) return breachOfList(value, schema, name, depth);
  return typeof value === 'number'
    ? breachOfNumber(value, schema, name)
    : breachOfText(value, schema, name);
}

function breachOfObject(
  value: JsonObject,
  { properties, required, additionalProperties }: JsonObject,
  name: string,
  depth: number,
): string | undefined {
  const known = isObject(properties) ? properties : {};
  const needed: unknown[] = Array.isArray(required) ? required : [];
  for (const key of needed)
    if (typeof key === 'string' && !Object.hasOwn(value, key)) return `${name}.${key} is missing`;
  for (const [key, one] of Object.entries(value)) {
    const isKnown = Object.hasOwn(known, key);
    if (!isKnown && additionalProperties === false) return `${name}.${key} is unknown`;
    const breach = breachOf(
      one,
      isKnown ? known[key] : additionalProperties,
      `${name}.${key}`,
      depth + 1,
    );
    if (breach !== undefined) return breach;
  }
  return undefined;
}

function breachOfList(
  value: readonly unknown[],
  { items, minItems, maxItems }: JsonObject,
  name: string,
  depth: number,
): string | undefined {
  if (typeof minItems === 'number' && value.length < minItems)
    return `${name} needs at least ${minItems} items`;
  if (typeof maxItems === 'number' && value.length > maxItems)
    return `${name} takes at most ${maxItems} items`;
  const breaches = value.map((one, index) => breachOf(one, items, `${name}[${index}]`, depth + 1));
  return breaches.find((breach) => breach !== undefined);
}

function breachOfNumber(
  value: number,
  { minimum, maximum }: JsonObject,
  name: string,
): string | undefined {
  if (typeof minimum === 'number' && value < minimum) return `${name} must be ${minimum} or more`;
  if (typeof maximum === 'number' && value > maximum) return `${name} must be ${maximum} or less`;
  return undefined;
}

function breachOfText(
  value: unknown,
  { minLength, maxLength, pattern }: JsonObject,
  name: string,
): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (typeof minLength === 'number' && value.length < minLength)
    return `${name} needs at least ${minLength} characters`;
  if (typeof maxLength === 'number' && value.length > maxLength)
    return `${name} takes at most ${maxLength} characters`;
  return typeof pattern === 'string' && !matches(pattern, value)
    ? `${name} must match ${pattern}`
    : undefined;
}

/** Texts that a pattern of somebody else is tried on are short: some patterns take long. */
const longestMatched = 1_000;

function matches(pattern: string, value: string): boolean {
  try {
    return value.length <= longestMatched && new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

function isOf(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    default:
      return typeof value === type;
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
