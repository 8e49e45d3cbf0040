import { currentSettings, unknownNames } from '../assembly/current-settings.ts';
import { runAllChecks } from '../checks/all-checks.ts';
import { readEnvironment, type ReadEnvironment } from '../settings/environment.ts';
import type { Environment } from '../settings/settings.ts';
import type { Calls } from './console-calls.ts';

/** The longest time of one check, milliseconds. */
const checkMs = 10_000;

/** Where each value came from: by the file `.env` of this folder, as far as it is what the bot runs with. */
function withSources(values: Environment): ReadEnvironment {
  const { file } = readEnvironment();
  const names = Object.keys(values).filter((name) => values[name] !== undefined);
  const sources = names.map((name) => [
    name,
    file[name] !== undefined && file[name] === values[name] ? '.env' : 'environment',
  ]);
  return { values, file, sources: Object.fromEntries(sources) as ReadEnvironment['sources'] };
}

/** What the page asks about settings, and what the checks find; nothing is changed. */
export const settingsCalls: Calls = {
  settings: {
    reads: true,
    run: async ({ catalog, environment }, _fields, words) => {
      const groups = await currentSettings(catalog, withSources(environment));
      return {
        groups: groups.map(({ title, settings }) => ({ title: words(title), settings })),
        unknown: await unknownNames(catalog, environment),
      };
    },
  },
  doctor: {
    reads: true,
    run: async ({ catalog, environment, signal }, _fields, words) => {
      const options = { catalog, environment, only: [], deep: false, deadlineMs: checkMs, signal };
      const { level, checks } = await runAllChecks(options);
      const told = checks.map((check) => ({
        ...check,
        findings: check.findings.map(({ level: each, message, suggestions = [], code }) => ({
          level: each,
          message: words(message, code),
          suggestions: suggestions.map((one) => words(one, code)),
        })),
      }));
      return { level, checks: told };
    },
  },
};
