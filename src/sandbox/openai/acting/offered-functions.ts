/** An argument of a function, as its JSON Schema says it. */
export interface OfferedParameter {
  name: string;
  /** What it is for; empty where nothing is said. */
  about: string;
  type: string;
  /** The only values that it takes; empty: any. */
  values: readonly string[];
  required: boolean;
  /** In UTF-16 units. */
  longest: number;
}

/** A function that a request offers. */
export interface OfferedFunction {
  name: string;
  about: string;
  parameters: readonly OfferedParameter[];
}

/** A function that the model calls. */
export interface SandboxCall {
  /** What it writes beside the call; absent: nothing. */
  text?: string;
  name: string;
  arguments: Readonly<Record<string, unknown>>;
}

const usualLongest = 500;

/** The functions that a request offers, unless it says that none may be called. */
export function offeredFunctions({
  tools,
  tool_choice: choice,
}: Readonly<Record<string, unknown>>): OfferedFunction[] {
  if (!Array.isArray(tools) || choice === 'none') return [];
  return tools.flatMap((tool: unknown) => {
    const { name, description, parameters } = membersOf(membersOf(tool)['function']);
    if (typeof name !== 'string') return [];
    return [{ name, about: textIn(description), parameters: parametersIn(membersOf(parameters)) }];
  });
}

function parametersIn({
  properties,
  required,
}: Readonly<Record<string, unknown>>): readonly OfferedParameter[] {
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(membersOf(properties)).map(([name, schema]) => {
    const { type, description, enum: values, maxLength } = membersOf(schema);
    return {
      name,
      about: textIn(description),
      type: Array.isArray(type) ? textIn(type[0]) : textIn(type),
      values: Array.isArray(values) ? values.map(String) : [],
      required: needed.includes(name),
      longest: typeof maxLength === 'number' ? maxLength : usualLongest,
    };
  });
}

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** A text; empty for anything else. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
