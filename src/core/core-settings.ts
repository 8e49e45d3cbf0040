import { botSettings, pluginSettings, serverSettings } from './config.ts';
import { logSettings } from './log-writer.ts';
import { countrySetting } from './phone.ts';
import type { Settings } from './settings.ts';

/** Every setting of the bot itself, under headings for people; those of the plugins are in their own tables. */
export const coreSettings: readonly { title: string; settings: Settings }[] = [
  { title: 'Behaviour', settings: { ...botSettings, country: countrySetting } },
  { title: 'Server', settings: serverSettings },
  { title: 'Log', settings: logSettings },
  { title: 'Which plugin serves what', settings: pluginSettings },
];
