import { chosenName } from '../../core/assembly/chosen-plugins.ts';
import { wantedPlugins } from '../../core/assembly/shared-plugins.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import type { StartedBot } from '../../core/server/start-bot.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { messengers, type SandboxMessenger } from '../../sandbox/green-api/index.ts';

/** What a person at the sandbox is told first. */
export interface Whereabouts {
  /** What of it is real. */
  claim: string;
  /** Where each part is, by its name. */
  places: readonly (readonly [name: string, place: string])[];
}

/** A server of the sandbox. */
interface Played {
  url: string;
}

/** What runs. */
interface Running {
  catalog: Catalog;
  greenApi: Played;
  openAi: Played;
  serving: Pick<StartedBot, 'address'> & Partial<Pick<StartedBot, 'consoleAddress'>>;
  /** WhatsApp when undefined. */
  messenger?: SandboxMessenger | undefined;
  /** The page of the phones; undefined where there is none. */
  phones?: string | undefined;
}

/** Where everything is, and what of it is real, for a person. */
export async function whereabouts(
  environment: Environment,
  running: Running,
): Promise<Whereabouts> {
  return {
    claim: await claimOf(environment, running),
    places: await shownPlaces(environment, running),
  };
}

/** What of it is real. */
export async function claimOf(environment: Environment, running: Running): Promise<string> {
  const { messenger = 'whatsapp' } = running;
  const real = realIn(await hereIn(environment, running));
  return `This is the sandbox: no ${messengers[messenger]} account is involved, and ${real}.`;
}

/** Where each part is, by its name. */
export async function shownPlaces(
  environment: Environment,
  running: Running,
): Promise<Whereabouts['places']> {
  const here = await hereIn(environment, running);
  const { greenApi, serving, phones } = running;
  const { reached } = here;
  return [
    ...(phones === undefined ? [] : [['Phones', phones] as const]),
    ['Bot', `http://127.0.0.1:${serving.address.port}/webhook`],
    ...pageAt(serving.consoleAddress, environment['WABOT_ADMIN_TOKEN']),
    ['GREEN-API', `${greenApi.url} (sandbox)`],
    ['Model', modelIn(here)],
    ...(reached.length > 0 ? [['Functions', reached.join(', ')] as const] : []),
    ['Prompt', environment['PROMPT_FILE'] ?? ''],
    ['Data', environment['WABOT_DATA'] ?? ''],
  ];
}

async function hereIn(environment: Environment, { catalog, openAi }: Running): Promise<Here> {
  const reached = await reachedByFunctions(catalog, environment);
  return { name: chosenName('model', catalog, environment), environment, openAi, reached };
}

/** What the functions of the person's own call, which nothing plays: addresses and programs, each once. */
async function reachedByFunctions(catalog: Catalog, environment: Environment): Promise<string[]> {
  const wanted = await wantedPlugins('tool', catalog, environment);
  const all = wanted.map(async ({ plugin, values }) => (await plugin.reaches?.(values)) ?? []);
  return [...new Set((await Promise.all(all)).flat())];
}

/** The chosen model, the sandbox's, and what functions call. */
interface Here {
  name: string;
  environment: Environment;
  openAi: Played;
  reached: readonly string[];
}

/** What is not played here. */
function realIn(here: Here): string {
  const { name, reached } = here;
  const areFunctionsReal = reached.length > 0;
  if (name !== 'openai') {
    const answers = `the answers come from the plugin ${name}, as they will for customers`;
    return areFunctionsReal ? `${answers}; functions are called for real` : answers;
  }
  if (isSandboxModel(here))
    return areFunctionsReal
      ? 'only your functions are called for real'
      : 'nothing leaves this machine';
  return areFunctionsReal ? 'only the model and your functions are real' : 'only the model is real';
}

function modelIn(here: Here): string {
  const { name, openAi } = here;
  if (name !== 'openai') return `${name} (a plugin)`;
  if (!isSandboxModel(here)) return 'the real one, with your key';
  return `${openAi.url}/v1 (sandbox: it quotes your texts and calls functions, it is not a GPT)`;
}

function isSandboxModel({ name, environment, openAi }: Here): boolean {
  return name === 'openai' && environment['OPENAI_BASE_URL']?.startsWith(openAi.url) === true;
}

/** The owner's page and what opens it, where there is one. */
function pageAt(
  address: string | undefined,
  token = '',
): readonly (readonly [name: string, place: string])[] {
  return address === undefined ? [] : [['Owner’s page', `${address} (token ${token})`]];
}
