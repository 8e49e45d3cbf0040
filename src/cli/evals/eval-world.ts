import { join, resolve } from 'node:path';
import { pricesIn } from '../../core/costs/prices.ts';
import { namesIn } from '../../core/assembly/plugin-settings.ts';
import { wantedPlugins } from '../../core/assembly/shared-plugins.ts';
import { definePlugin, kindDefaults, type Catalog, type Prices } from '../../core/kinds/plugin.ts';
import type { AnswerSource } from '../../core/evals/eval-model.ts';
import type { RunParts } from '../../core/evals/run-case.ts';
import { SharedKnowledge } from '../../core/evals/shared-knowledge.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { readSettings, settingsError } from '../../core/settings/read-settings.ts';
import type { Environment, Settings } from '../../core/settings/settings.ts';
import { startOpenAi, type OpenAiSandbox } from '../../sandbox/openai/index.ts';
import { hasModelKey, sandboxEnvironment } from '../dev/environment.ts';

/** What conversations are to be run with. */
export interface EvalWorldOptions {
  catalog: Catalog;
  environment: Environment;
  /** Whether no service is asked. */
  offline: boolean;
  /** Whether answers are taken down. */
  record: boolean;
  /** Where answers are kept until all conversations have run, so that a run that was cut off goes on; absent: nowhere. */
  kept?: string;
}

/** Everything that conversations need beside a prompt and a model. */
export interface EvalWorld {
  /** Whether the sandbox answers what is not recorded. */
  isSandbox: boolean;
  /** The parts for this prompt and, by name, this model. */
  parts(prompt: string, model?: string): Promise<RunParts>;
  close(): Promise<void>;
}

/** What the sandbox's model costs. */
const free = { input: 0, cached: 0, output: 0 };
const sandboxPrices: Prices = {
  asOf: '9999-12-31',
  source: 'the sandbox',
  tokens: { sandbox: free },
};

/** Opens it; without a key the sandbox answers, as in `wabot dev`. Rejects with the SetupError of the settings. */
export async function openEvalWorld(options: EvalWorldOptions): Promise<EvalWorld> {
  const { catalog, environment, kept } = options;
  const isSandbox = options.offline || isWithoutModel(environment);
  const { timeZone, quietMs } = valuesIn(environment);
  const openAi: OpenAiSandbox | undefined = isSandbox ? await startOpenAi({}) : undefined;
  const source = sourceOf(options);
  const knowledge = new SharedKnowledge();
  const prices = await pricesIn({
    ...catalog,
    'model/sandbox': () => Promise.resolve({ default: sandboxPlugin }),
  });
  return {
    isSandbox,
    async parts(prompt, model) {
      const world = { catalog, environment, offline: isSandbox, data: undefined };
      const base = await sandboxEnvironment(world, { ...(openAi && { openAi }), folder: '.' });
      const documents = options.offline ? {} : await documentSettings(catalog, environment);
      const settings = { ...base, ...documents, ...evalSettings(environment), ...chosen(model) };
      return {
        catalog: await withoutWays(catalog, base),
        environmentIn: (folder) => ({ ...settings, ...placesIn(folder) }),
        prompt,
        source,
        kept,
        model,
        quietMs,
        timeZone,
        prices,
        shared: (sources) => knowledge.of(sources),
      };
    },
    close: async () => openAi?.close(),
  };
}

function sourceOf({ offline, record, kept }: EvalWorldOptions): AnswerSource {
  if (offline) return 'offline';
  return record ? 'record' : kept === undefined ? 'live' : 'resume';
}

/** Only the ways that are left in the sandbox, whatever others share with the documents: requests may go to the spreadsheet of the prices. */
async function withoutWays(catalog: Catalog, sandbox: Environment): Promise<Catalog> {
  const left = await Promise.all(
    (['alert', 'sink'] as const).map((kind) => wantedPlugins(kind, catalog, sandbox)),
  );
  const ids = new Set(left.flat().map(({ kind, name }) => `${kind}/${name}`));
  const kept = Object.entries(catalog).filter(
    ([id]) => !/^(?:alert|sink)\//.test(id) || ids.has(id),
  );
  const { [kindDefaults]: defaults } = catalog;
  return { ...Object.fromEntries(kept), ...(defaults && { [kindDefaults]: defaults }) };
}

/** What the person has set for the documents that the bot answers from: an answer without the price list tells nothing. */
async function documentSettings(catalog: Catalog, environment: Environment): Promise<Environment> {
  const wanted = await wantedPlugins('knowledge', catalog, environment);
  const names = wanted.flatMap(({ plugin }) => namesIn(plugin.settings as Settings));
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}

const sandboxPlugin = definePlugin({
  kind: 'model',
  name: 'sandbox',
  summary: 'Answers of the sandbox, which cost nothing',
  settings: {},
  prices: sandboxPrices,
  create: () => Promise.reject(new Error('Only its prices are looked at')),
});

/** Whether the usual service would have to answer, and there is no key for it. */
function isWithoutModel(environment: Environment): boolean {
  const isUsual =
    (environment['WABOT_MODEL'] ?? 'openai') === 'openai' &&
    environment['OPENAI_BASE_URL'] === undefined;
  return isUsual && !hasModelKey(environment);
}

function valuesIn(environment: Environment): { timeZone: string; quietMs: number } {
  const { timeZone, quietMs } = botSettings;
  const { values, problems } = readSettings({ timeZone, quietMs }, environment);
  if (problems.length > 0) throw settingsError(problems);
  return values;
}

/** Answers are looked at, whoever approves them otherwise; what fails is told by the conversation. */
function evalSettings({ LOG_LEVEL: level }: Environment): Environment {
  return {
    WABOT_MEMORY: 'memory',
    WABOT_MODE: undefined,
    LOG_LEVEL: level === 'debug' ? level : 'silent',
  };
}

function chosen(model: string | undefined): Environment {
  return model === undefined ? {} : { OPENAI_MODEL: model };
}

function placesIn(folder: string): Environment {
  return { WABOT_DATA: join(resolve(folder), 'data'), LOG_DIR: join(resolve(folder), 'logs') };
}
