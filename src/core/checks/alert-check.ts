import { alertWishes } from '../alerts/topics.ts';
import { choosePlugin } from '../assembly/chosen-plugins.ts';
import { wantedPlugins, type SharedPlugin } from '../assembly/shared-plugins.ts';
import type { Alert, AlertRoute } from '../kinds/alert.ts';
import { fine, problem, warning, type Finding } from '../kinds/finding.ts';
import type { Journal } from '../kinds/journal.ts';
import type { World } from '../kinds/plugin.ts';
import { sentLanguage, translatorTo } from '../owner-language/index.ts';
import { modeSettings } from '../settings/audience-settings.ts';
import { botSettings } from '../settings/bot-settings.ts';
import { readSettings, setThem } from '../settings/read-settings.ts';
import type { HealthCheck } from './check-runner.ts';
import type { PluginCheckDependencies } from './plugin-checks.ts';

/** The check of whether anybody is told at all; those of the routes are `alerts/<name>`. */
export const alertCheckName = 'alerts';

/** The names of the checks of routes that may be there. */
export function routeCheckNames({ catalog }: Pick<PluginCheckDependencies, 'catalog'>): string[] {
  const routes = Object.keys(catalog).filter((id) => id.startsWith('alert/'));
  return routes.map((id) => `${alertCheckName}/${id.slice('alert/'.length)}`).toSorted();
}

/** Whether people are told when something does not work, and each way on which they are. Deep checks send a test on each. */
export async function alertChecks(parts: PluginCheckDependencies): Promise<HealthCheck[]> {
  const routes = await wantedPlugins('alert', parts.catalog, parts.environment);
  return [
    { name: alertCheckName, run: () => Promise.resolve(checkRoutes(routes, parts)) },
    ...routes.map((route): HealthCheck => ({
      name: `${alertCheckName}/${route.name}`,
      run: (signal) => checkRoute(route, parts, signal),
    })),
  ];
}

const addRoute =
  'Set WABOT_OWNERS to your phone, or TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID, or WABOT_ALERT_WEBHOOK: `wabot init` asks for them.';

function checkRoutes(
  routes: readonly SharedPlugin[],
  { catalog, environment }: PluginCheckDependencies,
): Finding[] {
  const { alerts } = readSettings({ alerts: botSettings.alerts }, environment).values;
  const names = routes.map(({ name }) => name);
  const { takes, routes: named } = alertWishes(alerts ?? [], names);
  const used = names.filter(takes);
  const unknown = named.filter((name) => !Object.hasOwn(catalog, `alert/${name}`));
  return [
    ...draftsUndecided(used, environment),
    ...unknown.map((name) =>
      problem(
        `WABOT_ALERTS has the word ${name}, which is no alert and no route`,
        'Take it out, or see docs/alerts.md for the words that there are.',
      ),
    ),
    ...(used.length === 0
      ? [problem('nobody is told when a customer needs a person or something fails', addRoute)]
      : [reach(used)]),
  ];
}

/** Drafts are decided on in the chat with the bot and nowhere else. */
function draftsUndecided(
  used: readonly string[],
  environment: PluginCheckDependencies['environment'],
): Finding[] {
  const { mode } = readSettings({ mode: modeSettings.mode }, environment).values;
  if (mode !== 'draft' || used.includes('whatsapp')) return [];
  return [
    problem(
      'WABOT_MODE=draft waits for an owner’s word in the chat with the bot, but nobody gets drafts there: no answer leaves',
      'Set WABOT_OWNERS to your phone; where WABOT_ALERTS names routes, add whatsapp.',
    ),
  ];
}

function reach(used: readonly string[]): Finding {
  if (used.some((name) => name !== 'whatsapp'))
    return fine(`alerts are sent by ${used.join(', ')}`);
  return warning(
    'you are told by the bot’s own account alone: when that fails, nobody can tell you',
    'Add Telegram: `wabot init` asks for it; or a webhook: WABOT_ALERT_WEBHOOK.',
  );
}

async function checkRoute(
  { plugin, values, problems }: SharedPlugin,
  parts: PluginCheckDependencies,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { world, deep = false } = parts;
  if (problems.length > 0) return [problem(`not checked: ${problems.join('; ')}`, setThem)];
  const findings = plugin.check
    ? await plugin.check(values, world, signal, { deep })
    : [fine('it has no check of its own')];
  if (!deep || findings.some(({ level }) => level === 'problem')) return findings;
  const make = async (within: World): Promise<AlertRoute> =>
    (await plugin.create(values, within)) as AlertRoute;
  return [...findings, await sendTest(make, parts, signal)];
}

/** Sends a test; by the outbox it goes out as soon as a bot runs. */
async function sendTest(
  make: (world: World) => Promise<AlertRoute>,
  parts: PluginCheckDependencies,
  signal: AbortSignal,
): Promise<Finding> {
  const { world } = parts;
  const route = await make(world);
  const alert = testAlert(parts);
  if (route.repeats !== 'outbox') {
    await route.send(alert, signal);
    return fine('a test was sent');
  }
  const { plugin, values } = await choosePlugin('journal', parts.catalog, parts.environment);
  const journal = (await plugin?.create(values, world)) as Journal;
  try {
    const outbox = (): Journal['outbox'] => journal.outbox;
    await (await make({ ...world, outbox })).send(alert, signal);
    return fine(
      (await journal.ownership.claimed())
        ? 'a test is being sent by the running bot'
        : 'a test waits in the outbox until the bot runs',
    );
  } finally {
    await journal.close();
  }
}

function testAlert({ environment, world }: PluginCheckDependencies): Alert {
  const { ownerLanguage, languages } = botSettings;
  const { values } = readSettings({ ownerLanguage, languages }, environment);
  const words = translatorTo(sentLanguage(values));
  const at = world.now();
  const title = words('A test: alerts of the bot reach you');
  return { id: `alert.test/${at}`, topic: 'alert.test', title, text: '', level: 'info', at };
}
