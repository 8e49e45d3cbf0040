import { choosePlugins } from '../assembly/chosen-plugins.ts';
import { allSharedPlugins } from '../assembly/shared-plugins.ts';
import { unknownNames } from '../assembly/current-settings.ts';
import { botSettings } from '../settings/bot-settings.ts';
import { checkDisclosure } from './disclosure-check.ts';
import { coreSettings } from '../assembly/core-settings.ts';
import { fine, problem, warning, type Finding } from '../kinds/finding.ts';
import { misnamedAdvice } from '../settings/misnamed-env.ts';
import { loadPhrases } from '../phrases/phrases-file.ts';
import type { Catalog } from '../kinds/plugin.ts';
import type { Environment, Settings } from '../settings/settings.ts';
import { setThem, readSettings } from '../settings/read-settings.ts';

/** Reads every setting and names every problem at once. Rejects with a SetupError when a file that one names is no good. */
export async function checkSettings(
  catalog: Catalog,
  environment: Environment,
): Promise<Finding[]> {
  const tables: Settings[] = coreSettings(catalog).map(({ settings }) => settings);
  const chosen = await choosePlugins(catalog, environment);
  const shared = await allSharedPlugins(catalog, environment);
  const problems = new Set([
    ...tables.flatMap((table) => readSettings(table, environment).problems),
    ...[...chosen, ...shared].flatMap((plugin) => plugin.problems),
  ]);
  const unread = await checkUnread(catalog, environment);
  if (problems.size > 0)
    return [...[...problems].map((text) => problem(text, ...misnamedAdvice(), setThem)), ...unread];
  await loadPhrases(readSettings({ phrases: botSettings.phrases }, environment).values.phrases);
  const plugins = chosen.map(({ kind, name }) => `${kind} ${name}`).join(', ');
  return [fine(`all settings are valid; ${plugins}`), checkDisclosure(environment), ...unread];
}

/** So many names that nothing reads are told of one by one. */
const mostNames = 10;

/** A slip in a name leaves its setting at the default, without a word from anybody. */
async function checkUnread(catalog: Catalog, environment: Environment): Promise<Finding[]> {
  const unknown = await unknownNames(catalog, environment);
  const found = unknown.slice(0, mostNames).map(({ name, meant }) => {
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    return `nothing reads ${name} in .env${hint}`;
  });
  const more = unknown.length - found.length;
  if (more > 0) found.push(`nothing reads ${more} more names in .env`);
  return found.map((text) => warning(text, correctNames));
}

const correctNames = 'Correct the name or take its line out; `wabot config` lists every setting.';

/** The oldest Node that runs wabot. */
const leastNode = 24;

export function checkNode(version: string): Finding {
  if (Number(version.split('.')[0]) >= leastNode) return fine(`Node ${version}`);
  return problem(
    `Node ${version} is too old`,
    `Install Node ${leastNode} or newer: https://nodejs.org`,
  );
}
