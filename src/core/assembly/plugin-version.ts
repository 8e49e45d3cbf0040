import { SetupError } from '../errors.ts';
import { contractVersions, type AnyPlugin } from '../kinds/plugin.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * Why a plugin was written for an older or a newer wabot, and what to do; undefined when it fits. A kind that this wabot does not know is
 * of a newer one too; what is no plugin at all is left to what uses it.
 */
export function versionRefusal(
  plugin: AnyPlugin | undefined,
  packageName: string,
): SetupError | undefined {
  if (typeof plugin?.kind !== 'string') return undefined;
  const { kind, name, version = 1 } = plugin;
  const id = `${kind}/${name}`;
  const known: number | undefined = Object.hasOwn(contractVersions, kind)
    ? contractVersions[kind as keyof typeof contractVersions]
    : undefined;
  if (known === undefined)
    return new SetupError(
      'plugin',
      `The package ${packageName} brings a plugin ${id} of the kind ${kind}, which this wabot does not have.`,
      { suggestions: [updateWabot] },
    );
  if (version !== known)
    return new SetupError(
      'plugin',
      `The plugin ${id} of the package ${packageName} was made for version ${version} of its contract, and this wabot has version ${known}.`,
      { suggestions: [version > known ? updateWabot : updatePackage(packageName)] },
    );
  const old = Object.values((plugin.settings ?? {}) as Settings).find(
    (setting) => 'fallback' in setting,
  );
  return old && fallbackRefusal(id, packageName, old.env);
}

function fallbackRefusal(id: string, packageName: string, env: string): SetupError {
  return new SetupError(
    'plugin',
    `The plugin ${id} of the package ${packageName} was made for an older wabot: its setting ${env} has a "fallback", which is called "default" now.`,
    {
      suggestions: [
        updatePackage(packageName),
        'If the plugin is yours, write `default` in place of `fallback` in its settings.',
      ],
    },
  );
}

const updateWabot = 'Update wabot: npm install wabot@latest';

function updatePackage(name: string): string {
  return `Update the package: npm install ${name}@latest`;
}
