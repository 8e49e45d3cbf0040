import { botSettings, serverSettings } from '../settings/bot-settings.ts';
import { pluginSettings } from './plugin-settings.ts';
import { logSettings } from '../settings/log-settings.ts';
import { countrySetting } from '../settings/country.ts';
import type { Catalog } from '../kinds/plugin.ts';
import type { Settings } from '../settings/settings.ts';

/** Every setting of the bot itself, under headings for people; those of the plugins are in their own tables. */
export function coreSettings(catalog: Catalog): { title: string; settings: Settings }[] {
  return [
    { title: 'Behaviour', settings: { ...botSettings, country: countrySetting } },
    { title: 'Server', settings: serverSettings },
    { title: 'Log', settings: logSettings },
    { title: 'Which plugin serves what', settings: pluginSettings(catalog) },
  ];
}
