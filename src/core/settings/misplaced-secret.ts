import { maskShapes } from '../mask/shapes.ts';
import { hidden } from '../mask/secrets.ts';
import type { Environment } from '../origins.ts';
import type { Setting } from './settings.ts';

/** Names of variables whose values are secrets. */
const secretName = /(?:TOKEN|KEY|PASSWORD|SECRET)$/i;

/** Whether a value that is meant to be seen is a key or a token all the same: by its form, or because a secret variable holds it too; `isId`: its form tells nothing. */
export function isSecretValue(
  value: string,
  environment: Environment,
  { isId }: Pick<Setting<unknown>, 'isId'> = {},
): boolean {
  // GREEN-API's tokens are fifty of these letters.
  if (isId !== true && (/^[\da-f]{32,}$/i.test(value) || maskShapes(value) === hidden)) return true;
  if (!/^(?=.*\d)[a-z\d]{10,}$/i.test(value)) return false;
  return Object.keys(environment).some(
    (name) => environment[name]?.trim() === value && secretName.test(name),
  );
}
