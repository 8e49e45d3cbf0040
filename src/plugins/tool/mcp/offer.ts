import type { FunctionOffer } from '../../../core/kinds/model.ts';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import { isInvisible } from '../../tools-file/function-spec.ts';
import type { AllowedFunction } from '../../tools-file/mcp-spec.ts';
import type { Described } from './approvals.ts';

/** A description is part of every question; in characters. */
const longestDescription = 1024;

/** The longest schema that a model should read with every question, in characters of JSON. */
const longestSchema = 8000;

/** Why a function cannot be offered as its server describes it; undefined when it can. */
export function offerProblem({ description = '', inputSchema }: Described): string | undefined {
  const schema = JSON.stringify(inputSchema ?? {});
  if (description.length > longestDescription) return 'its description is too long';
  if (schema.length > longestSchema) return 'its arguments are described at too great a length';
  if (isInvisible(description) || isInvisible(schema)) return 'it has invisible characters';
  return fieldsOf(inputSchema)['type'] === 'object' ? undefined : 'its arguments are no object';
}

/** The function as the model is told of it: without what the owner fills in. */
export function offerOf(
  { name, description, inputSchema }: Described,
  { alias, given }: AllowedFunction,
): FunctionOffer {
  const { $schema: _, properties, required, ...schema } = fieldsOf(inputSchema);
  const isLeft = (key: unknown): boolean => !Object.hasOwn(given, String(key));
  const left = Object.entries(fieldsOf(properties)).filter(([key]) => isLeft(key));
  return {
    name: alias,
    description: description?.trim() || name,
    parameters: {
      ...schema,
      type: 'object',
      properties: Object.fromEntries(left),
      ...(Array.isArray(required) ? { required: required.filter(isLeft) } : {}),
    },
  };
}
