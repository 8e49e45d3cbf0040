import { SetupError } from '../errors.ts';
import { maskShapes } from '../mask/shapes.ts';
import { misnamedAdvice } from './misnamed-env.ts';
import { isSecretValue } from './misplaced-secret.ts';
import { strayingSecrets, writtenName, type Environment } from '../origins.ts';
import type { Setting, Settings, ValuesOf } from './settings.ts';

/** What a person wrote for a setting, before it is understood. Blank counts as absent. */
export function writtenValue(
  setting: Pick<Setting<unknown>, 'env' | 'aliases'>,
  environment: Environment,
): string | undefined {
  const name = writtenName(setting, environment);
  return name === undefined ? undefined : environment[name]?.trim();
}

export type Reading<T> = { value: T } | { problem: string };

/** The value of a setting that nobody wrote, as it would be written. */
export function defaultOf(
  { default: plain, defaultWith }: Setting<unknown>,
  environment: Environment,
): string | undefined {
  const other = defaultWith && writtenValue(defaultWith, environment);
  if (!defaultWith || other === undefined) return plain;
  const { only = other, value } = defaultWith;
  return other.toLowerCase() === only.toLowerCase() ? value : plain;
}

function readOne(setting: Setting<unknown>, environment: Environment): Reading<unknown> {
  const name = writtenName(setting, environment) ?? setting.env;
  const value = writtenValue(setting, environment) ?? defaultOf(setting, environment);
  if (value !== undefined && !setting.secret && isSecretValue(value, environment, setting)) {
    return {
      problem: `${name} holds what looks like a key or a token, which does not belong there`,
    };
  }
  if (value === undefined) {
    return setting.optional
      ? { value: undefined }
      : { problem: `${setting.env} is not set: ${setting.summary}` };
  }
  try {
    return { value: setting.parse(value, environment) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      problem: `${name} ${reason.replaceAll(value, setting.secret ? '***' : maskShapes(value))}`,
    };
  }
}

/** Reads a table of settings; collects every problem instead of stopping at the first. */
export function readSettings<S extends Settings>(
  table: S,
  environment: Environment,
): { values: ValuesOf<S>; problems: string[] } {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(table)) {
    const reading = readOne(setting, environment);
    if ('problem' in reading) problems.push(reading.problem);
    else values[key] = reading.value;
  }
  problems.push(...strayingSecrets(table, environment).values());
  return { values: values as ValuesOf<S>, problems };
}

/** What to do about problems of settings. */
export const setThem =
  'Run `wabot init`, or put them into the file .env in this folder (see .env.example) or into the environment.';

/** One error that names every problem at once, and what to do where that is not the usual. */
export function settingsError(problems: readonly string[], advice?: string[]): SetupError {
  const list = problems.map((problem) => `  - ${problem}`).join('\n');
  return new SetupError(
    'settings',
    `${problems.length === 1 ? 'A setting needs' : 'Some settings need'} attention:\n${list}`,
    {
      suggestions: advice ?? [...misnamedAdvice(), setThem],
    },
  );
}
