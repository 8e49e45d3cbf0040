import { mergeCatalogs, type HookResults } from '../core/assembly/catalog.ts';
import { choosePlugin, kindsInUse } from '../core/assembly/chosen-plugins.ts';
import { realEnvironment } from '../core/settings/environment.ts';
import { SetupError } from '../core/errors.ts';
import type { AnyPlugin, Catalog } from '../core/kinds/plugin.ts';
import type { Environment, Settings } from '../core/settings/settings.ts';
import { FolderTrust, seen, type Seen } from '../core/trust/folder-trust.ts';
import { keepingProblem } from '../core/trust/store.ts';
import { settingThings, thingLine, type Thing } from '../core/trust/things.ts';
import { ownersWords } from './owner-words.ts';
import { canAsk, confirmed } from './terminal/questions.ts';

/** Whether the person has said `--trust` on the command line. */
export function isTrustGiven(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end).includes('--trust');
}

/** What a Gate works with; what is left out comes from the process. */
export interface GateDependencies {
  /** The command line, which may hold `--trust`. */
  args: readonly string[];
  folder?: string;
  /** The real environment, without any `.env`. */
  real?: Environment;
  /** Asks a person yes or no. */
  ask?(message: string): Promise<boolean>;
}

/** What of this folder may run in one command: asks for it once, where there is somebody to ask. */
export class Gate {
  readonly #trust: FolderTrust;
  readonly #given: boolean;
  readonly #ask: GateDependencies['ask'];
  readonly #agreed = new Set<string>();
  #asking: Promise<void> = Promise.resolve();

  constructor({ args, folder = process.cwd(), real = realEnvironment(), ask }: GateDependencies) {
    this.#trust = new FolderTrust(folder, real);
    this.#given = isTrustGiven(args);
    this.#ask = ask ?? (canAsk() ? (message) => confirmed(message, false) : undefined);
  }

  /** Whether all of these may run without a question. Throws a SetupError `setup.trust-size`. */
  knows(things: readonly Thing[]): boolean {
    return this.#trust.unknown(things).length === 0;
  }

  /**
   * Resolves when all of these may run: they are known, the person says so now, or has said `--trust`. Otherwise rejects with a
   * SetupError `setup.trust`, and nothing of them has run.
   */
  permit(things: readonly Thing[]): Promise<void> {
    const asked = this.#asking.then(() => this.#permit(things));
    // One question at a time; the one who asked hears of the refusal.
    this.#asking = asked.catch(() => {});
    return asked;
  }

  /** What these settings would run may run; rejects as `permit`. */
  permitSettings(table: Settings, environment: Environment): Promise<void> {
    return this.permit(settingThings(table, environment, this.#trust.folder));
  }

  /** What any plugin would run under these settings may run, and from now on everything in this folder. Rejects as `permit`. */
  async permitAll(catalog: Catalog, environment: Environment): Promise<void> {
    for (const load of Object.values(catalog))
      await this.permitSettings((await load()).default.settings as Settings, environment);
  }

  /** Asks now about what the chosen plugins would run, where somebody can answer; otherwise a refusal is left to what runs it. */
  async askAhead(catalog: Catalog, environment: Environment): Promise<void> {
    if (!this.#given && !this.#ask) return;
    for (const kind of kindsInUse(environment)) {
      // A plugin that cannot be loaded is reported where it is needed.
      const chosen = await choosePlugin(kind, catalog, environment).catch(() => undefined);
      if (chosen?.plugin)
        await this.permitSettings(chosen.plugin.settings as Settings, environment);
    }
  }

  /** Whether everything in this folder may run already. */
  get isWhole(): boolean {
    return this.#trust.isWhole;
  }

  /** From now on everything in this folder may run; what stands in the way of remembering that is said on stderr. */
  rememberFolder(): Promise<void> {
    return kept(this.#trust.agreeToAll());
  }

  /** The plugins, which make nothing and check nothing before what their settings run is permitted. */
  guard(hooks: HookResults, environment: Environment): Catalog {
    const catalog = mergeCatalogs(hooks);
    const guarded = Object.entries(catalog).map(([id, load]): [string, Catalog[string]] => {
      return [id, async () => ({ default: this.#guarded((await load()).default, environment) })];
    });
    return { ...catalog, ...Object.fromEntries(guarded) };
  }

  #guarded(plugin: AnyPlugin, environment: Environment): AnyPlugin {
    const permitted = (): Promise<void> =>
      this.permitSettings(plugin.settings as Settings, environment);
    const { check } = plugin;
    return Object.assign(Object.create(plugin) as AnyPlugin, {
      create: async (...given: Parameters<AnyPlugin['create']>) =>
        permitted().then(() => plugin.create(...given)),
      ...(check && {
        check: async (...given: Parameters<typeof check>) =>
          permitted().then(() => check.apply(plugin, given)),
      }),
    });
  }

  async #permit(things: readonly Thing[]): Promise<void> {
    const asked = things.filter(({ name, path }) => !this.#agreed.has(`${name} ${path}`));
    const unknown = this.#trust.unknown(asked);
    if (unknown.length === 0) return;
    const shown = await this.#consented(unknown);
    for (const { name, path } of shown) this.#agreed.add(`${name} ${path}`);
    await kept(this.#trust.agree(shown));
    for (const thing of shown) process.stderr.write(`Remembered: ${thingLine(thing)}\n`);
  }

  /** The things as they were when the person agreed; otherwise rejects. */
  async #consented(unknown: readonly Thing[]): Promise<Seen[]> {
    if (!this.#given && !this.#ask) throw refusal(this.#trust.folder, unknown);
    const shown = unknown.map(seen);
    if (this.#given || !this.#ask) return shown;
    process.stderr.write(`${ownersWords()(question(unknown))}\n`);
    if (!(await this.#ask('Run it?'))) throw refusal(this.#trust.folder, unknown);
    if (unknown.some((thing, index) => seen(thing).content !== shown[index]?.content))
      throw new SetupError('trust', 'It changed while you were being asked, so none of it ran.');
    return shown;
  }
}

async function kept(keeping: Promise<void>): Promise<void> {
  await keeping.catch((error: unknown) =>
    process.stderr.write(
      `Warning: this cannot be remembered, and will be asked again (${keepingProblem(error)}).\n`,
    ),
  );
}

function question(things: readonly Thing[]): string {
  return [
    'This folder contains code of its own:',
    ...things.map((thing) => `  ${thingLine(thing)}`),
    'Once it runs, it can do whatever you can: read your files and keys, send them away, write to your customers.',
  ].join('\n');
}

function refusal(folder: string, things: readonly Thing[]): SetupError {
  const list = things.map((thing) => `  - ${thingLine(thing)}`).join('\n');
  const message = `This folder contains code that you have not agreed to run in its current form, and none of it ran:\n${list}`;
  return new SetupError('trust', message, {
    suggestions: [
      'Look at it. If you trust it, run this here once: wabot plugins --trust',
      `Or trust the folder whatever changes: WABOT_TRUST=${folder} in the environment of the bot (in a .env it does not count).`,
    ],
  });
}
