import { kindDefaults, type AnyPlugin, type Catalog, type Kind } from '../kinds/plugin.ts';
import { text, type Setting, type Settings } from '../settings/settings.ts';

/** What each kind is there for. */
const purposes: Readonly<Record<Kind, string>> = {
  channel: 'Where messages come from and go to',
  model: 'What writes the answers',
  speech: 'What transcribes voice notes',
  prompt: 'Where the prompt comes from',
  memory: 'Where chats are remembered',
  journal: 'Where accepted messages and due replies are kept',
  transcoder: 'What converts audio that the speech service does not accept',
  voice: 'What speaks answers, if WABOT_VOICE_REPLY asks for it',
  calendar: 'Where bookings are kept, if WABOT_BOOKING says what can be booked',
};

/** The kinds of which a bot has one plugin each. */
export const servingKinds = Object.keys(purposes) as readonly Kind[];

/** The variable that names the plugin of a kind. */
export function pluginVariable(kind: Kind): string {
  return `WABOT_${kind.toUpperCase()}`;
}

/** The setting that names the plugin of a kind; a third party's is named like its folder. Required where the catalog has no default. */
export function pluginSetting(kind: Kind, catalog: Catalog): Setting<string> {
  const { names, ...defaults } = catalog[kindDefaults]?.[kind] ?? {};
  const summary = names === undefined ? purposes[kind] : `${purposes[kind]}: ${names}`;
  return text(pluginVariable(kind), { summary, ...defaults });
}

/** Which plugin serves each kind, by its name. */
export function pluginSettings(catalog: Catalog): Record<Kind, Setting<string>> {
  const settings = servingKinds.map((kind) => [kind, pluginSetting(kind, catalog)]);
  return Object.fromEntries(settings) as Record<Kind, Setting<string>>;
}

/** Every name under which settings are read, older ones included. */
export function namesIn(settings: Settings): string[] {
  return Object.values(settings).flatMap(({ env, aliases = [] }) => [env, ...aliases]);
}

/** The prefixes that a plugin declares and uses: it claims no others, and none without a word of its own. */
export function prefixesOf({ prefixes = [], settings }: AnyPlugin): string[] {
  const names = namesIn(settings as Settings);
  return prefixes.filter(
    (prefix) => /^[A-Z].*_$/.test(prefix) && names.some((name) => name.startsWith(prefix)),
  );
}

/** The names in a plugin's table that are its vendor's alone, such as a key; not those that it shares, such as the proxy. */
export function vendorNames(plugin: AnyPlugin): string[] {
  const prefixes = prefixesOf(plugin);
  return namesIn(plugin.settings as Settings).filter((name) =>
    prefixes.some((prefix) => name.startsWith(prefix)),
  );
}
