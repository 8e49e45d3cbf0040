import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Keyv, KeyvMemoryAdapter, type KeyvStorageAdapter } from 'keyv';
import { contained } from '../../../core/plugin-api/containment.ts';
import { TimedOut, Patience } from '../../../core/plugin-api/limits.ts';
import { SetupError } from '../../../core/plugin-api/failures.ts';

type AdapterClass = new (...given: readonly unknown[]) => object;

/** A package of a hundred files is read in a second; one that waits for its database meanwhile is not waited for, milliseconds. */
const longestLoadMs = 20_000;

/** The Keyv that wabot has; adapters that want an older one work with it, but npm does not install them beside it by itself. */
const keyvVersion = 6;

/**
 * Makes the storage adapter that a package brings: its default export, or the first class among its named ones, constructed
 * with `given`; an adapter of before Keyv 6 gets Keyv's own bridge. The package is looked for from `folder`, then from where
 * wabot is installed. Rejects with a SetupError that says what to install or to change; `told` hears of what fails in it while
 * nobody waits for it.
 */
export async function loadAdapter(
  name: string,
  given: unknown,
  folder: string,
  told: (failure: unknown) => void,
): Promise<KeyvStorageAdapter> {
  const waiting = new Patience(() => {});
  const module = await waiting
    .call(longestLoadMs, () => contained(told, () => importPackage(name, folder)))
    .catch((error) => {
      throw error instanceof TimedOut ? notLoaded(name, 'it does not finish', error) : error;
    });
  const Adapter = adapterClass(module);
  if (!Adapter) throw noAdapter(name);
  return contained(told, () => asAdapter(construct(Adapter, given, name), name));
}

function asAdapter(store: object, name: string): KeyvStorageAdapter {
  const keyv = new Keyv();
  keyv.on('error', () => {});
  const adapter = keyv.resolveStore(store);
  const isStandIn =
    adapter instanceof KeyvMemoryAdapter && adapter !== store && adapter.store !== store;
  if (isStandIn) throw noAdapter(name);
  return adapter;
}

/** An installed package, also one that can only be imported. */
async function importPackage(name: string, folder: string): Promise<Record<string, unknown>> {
  try {
    return await importFrom(name, folder).catch(async (error: unknown) => {
      if (!isMissing(error, name)) throw error;
      return (await import(name)) as Record<string, unknown>;
    });
  } catch (error) {
    if (isMissing(error, name)) throw notInstalled(name, error);
    throw notLoaded(name, error instanceof Error ? error.message : String(error), error);
  }
}

/** `import(name)` as if a file in that folder asked for it. */
async function importFrom(name: string, folder: string): Promise<Record<string, unknown>> {
  const parentURL = pathToFileURL(join(folder, 'package.json')).href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, specifier === name ? { ...context, parentURL } : context),
  });
  try {
    return (await import(name)) as Record<string, unknown>;
  } finally {
    hooks.deregister();
  }
}

function isMissing(error: unknown, name: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND')
    return false;
  return error.message.includes(`'${name}'`);
}

function adapterClass(module: Record<string, unknown>): AdapterClass | undefined {
  const { default: main, ...named } = module;
  const inner = typeof main === 'object' && main !== null ? Object.values(main) : [];
  return [main, ...Object.values(named), ...inner].find(isAdapterClass);
}

function isAdapterClass(value: unknown): value is AdapterClass {
  if (typeof value !== 'function') return false;
  const prototype: unknown = value.prototype;
  if (typeof prototype !== 'object' || prototype === null) return false;
  return ['get', 'set', 'delete', 'clear'].every((method) => method in prototype);
}

function construct(Adapter: AdapterClass, given: unknown, name: string): object {
  try {
    return new Adapter(...(given === undefined ? [] : [given]));
  } catch {
    // What it says may quote the address with its password.
    throw new SetupError('memory.adapter', `The Keyv adapter ${name} does not accept KEYV_URI`, {
      suggestions: [
        `See the documentation of ${name}: KEYV_URI is an address, or options as a JSON object.`,
      ],
    });
  }
}

function notLoaded(name: string, reason: string, cause: unknown): SetupError {
  return new SetupError(
    'memory.adapter',
    `The package ${name} of KEYV_ADAPTER cannot be loaded: ${reason}`,
    {
      suggestions: [`Reinstall it: ${installing(name)}`],
      cause,
    },
  );
}

/** Works in a folder of its own, beside wabot there, and in a clone of wabot. */
function installing(name: string): string {
  return `npm install --legacy-peer-deps ${name} keyv@${keyvVersion}`;
}

function notInstalled(name: string, cause: unknown): SetupError {
  return new SetupError('memory.adapter', `The Keyv adapter ${name} is not installed`, {
    suggestions: [`Run: ${installing(name)}`, 'Or name another one in KEYV_ADAPTER.'],
    cause,
  });
}

function noAdapter(name: string): SetupError {
  return new SetupError('memory.adapter', `The package ${name} contains no Keyv storage adapter`, {
    suggestions: ['Name a package in KEYV_ADAPTER that does, such as @keyv/postgres.'],
  });
}
