import { resolve } from 'node:path';
import { alertCheckName, alertChecks, routeCheckNames } from './alert-check.ts';
import { checkBudget, isCapped } from './budget-check.ts';
import { Clocks } from './clock-check.ts';
import { kindsInUse } from '../assembly/chosen-plugins.ts';
import { botSettings } from '../settings/bot-settings.ts';
import { foundGreetings } from './greeting-check.ts';
import { runChecks, isNamed, type HealthCheck, type Report } from './check-runner.ts';
import { worst, type Finding } from '../kinds/finding.ts';
import { checkHours } from './hours-check.ts';
import type { Log } from '../log.ts';
import { checkDisk } from './disk-check.ts';
import { checkNode, checkSettings } from './machine-checks.ts';
import { openNetwork } from '../network/network.ts';
import { fetching } from '../health/open-arrival.ts';
import { pluginCheckName, pluginChecks } from './plugin-checks.ts';
import { sharedCheckNames, sharedChecks } from './shared-checks.ts';
import type { Catalog } from '../kinds/plugin.ts';
import { liveRun } from '../health/run-note.ts';
import type { Environment } from '../settings/settings.ts';
import { readSettings } from '../settings/read-settings.ts';

export interface AllChecksOptions {
  catalog: Catalog;
  environment: Environment;
  /** Names of checks, or parts of them; all checks when empty. */
  only: readonly string[];
  /** Also try what costs a little money. */
  deep: boolean;
  /** The longest time of one check, milliseconds. */
  deadlineMs: number;
  signal: AbortSignal;
}

/** Checks log nothing: what they see, they say. */
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The names of all checks, in the order in which they are shown. */
export function checkNames(catalog: Catalog, environment: Environment): string[] {
  const plugins = kindsInUse(environment).map((kind) =>
    pluginCheckName(kind, catalog, environment),
  );
  return [
    'settings',
    ...plugins,
    ...(isCapped(environment) ? ['budget'] : []),
    alertCheckName,
    ...routeCheckNames({ catalog }),
    ...sharedCheckNames({ catalog }),
    'hours',
    'disk',
    'node',
    'clock',
  ];
}

/** Looks at everything, or at what is named, side by side; settings that are wrong hold up only what needs them. */
export async function runAllChecks(options: AllChecksOptions): Promise<Report> {
  const { only, deadlineMs, signal } = options;
  const environment = await asItRuns(options.environment);
  const wanted = (name: string): boolean => only.length === 0 || isNamed(name, only);
  const clocks = new Clocks(Date.now);
  const network = await openNetwork(environment);
  try {
    // The clock is compared with those of the services that the others ask.
    const all = await allChecks({ ...options, environment }, clocks.watching(network.fetch));
    const checks = all.filter(({ name }) => wanted(name) || wanted('clock'));
    const others = await runChecks(checks, deadlineMs, signal);
    const clock = { name: 'clock', run: () => Promise.resolve([clocks.check()]) };
    const last = await runChecks(wanted('clock') ? [clock] : [], deadlineMs, signal);
    const shown = [...others.checks, ...last.checks].filter(({ name }) => wanted(name));
    return { level: worst(shown.map(({ level }) => level)), checks: shown };
  } finally {
    await network.close();
  }
}

/** The settings, and that messages are fetched where a bot that runs was told so by a flag. */
async function asItRuns(environment: Environment): Promise<Environment> {
  const { dataFolder } = readSettings({ dataFolder: botSettings.dataFolder }, environment).values;
  return (await liveRun(resolve(dataFolder)))?.receives === 'polling'
    ? fetching(environment)
    : environment;
}

/** What the app sends by itself is switched off there, or named in a setting. */
async function settingsAndGreetings(
  catalog: Catalog,
  environment: Environment,
): Promise<Finding[]> {
  const [settings, greetings] = await Promise.all([
    checkSettings(catalog, environment),
    foundGreetings(catalog, environment),
  ]);
  return [...settings, ...greetings];
}

async function allChecks(
  { catalog, environment, deep }: AllChecksOptions,
  fetch: typeof globalThis.fetch,
): Promise<HealthCheck[]> {
  const { dataFolder } = readSettings({ dataFolder: botSettings.dataFolder }, environment).values;
  const world = { log: silent, now: Date.now, fetch, dataFolder: resolve(dataFolder) };
  const parts = { catalog, environment, world, deep };
  const budget = { name: 'budget', run: (signal: AbortSignal) => checkBudget(parts, signal) };
  return [
    { name: 'settings', run: () => settingsAndGreetings(catalog, environment) },
    ...pluginChecks(parts),
    ...(isCapped(environment) ? [budget] : []),
    ...(await alertChecks(parts)),
    ...(await sharedChecks(parts)),
    { name: 'hours', run: () => Promise.resolve(checkHours(environment, world.now())) },
    { name: 'disk', run: () => checkDisk(environment) },
    { name: 'node', run: () => Promise.resolve([checkNode(process.versions.node)]) },
  ];
}
