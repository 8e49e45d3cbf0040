import type { Catalog } from '../kinds/plugin.ts';
import type { Settings } from '../settings/settings.ts';
import { coreSettings } from './core-settings.ts';
import { namesIn } from './plugin-settings.ts';

/** Every name under which wabot or an installed plugin reads a setting; of a plugin that cannot be loaded none. */
export async function settingNames(catalog: Catalog): Promise<ReadonlySet<string>> {
  const names = coreSettings(catalog).flatMap(({ settings }) => namesIn(settings));
  for (const load of Object.values(catalog)) {
    const plugin = (await load().catch(() => undefined))?.default;
    names.push(...(plugin ? namesIn(plugin.settings as Settings) : []));
  }
  return new Set(names);
}
