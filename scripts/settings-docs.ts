import { pluginSettings } from '../src/core/assembly/plugin-settings.ts';
import { coreSettings } from '../src/core/assembly/core-settings.ts';
import type { AllKinds, AnyPlugin, Kind } from '../src/core/kinds/plugin.ts';
import type { Setting } from '../src/core/settings/settings.ts';
import { builtIn } from '../src/plugins/index.ts';

/** Settings under one heading. */
export interface Group {
  title: string;
  settings: Setting<unknown>[];
}

/** Which plugins are chosen where nobody says otherwise. */
const choices = pluginSettings(builtIn);

/** The kinds of plugins in the order in which a newcomer meets them, as headings. */
const kindTitles: Record<keyof AllKinds, string> = {
  channel: 'WhatsApp',
  model: 'Answers',
  speech: 'Voice notes',
  voice: 'Voice replies',
  calendar: 'Bookings',
  transcoder: 'Conversion of audio',
  prompt: 'Prompt',
  memory: 'Memory of chats',
  journal: 'Journal of messages',
  knowledge: 'Documents next to the prompt',
  tool: 'Functions',
  alert: 'Alerts',
  sink: 'Requests',
  archive: 'Chats of another bot',
};

/** Every setting of wabot once: those of the built-in plugins by kind, then the bot's own. */
export async function settingGroups(): Promise<Group[]> {
  const plugins: AnyPlugin[] = [];
  for (const load of Object.values(builtIn)) plugins.push((await load()).default);
  const ofKind = (kind: string): Setting<unknown>[] =>
    plugins.filter((plugin) => plugin.kind === kind).flatMap(declared);
  const groups = Object.entries(kindTitles).map(([kind, title]) => ({
    title,
    settings: ofKind(kind),
  }));
  const own = coreSettings(builtIn).map(({ title, settings }) => ({
    title,
    settings: Object.values(settings),
  }));
  return withoutRepeats([...groups, ...own]);
}

/** The settings of a plugin; nobody must set those of one that has to be chosen first. */
function declared({ kind, name, settings }: AnyPlugin): Setting<unknown>[] {
  const isUsual = kind in choices && choices[kind as Kind].default === name;
  return Object.values<Setting<unknown>>(settings).map((setting) =>
    isUsual ? setting : { ...setting, optional: true },
  );
}

function withoutRepeats(groups: Group[]): Group[] {
  const seen = new Set<string>();
  const first = ({ env }: Setting<unknown>): boolean => !seen.has(env) && Boolean(seen.add(env));
  return groups
    .map(({ title, settings }) => ({ title, settings: settings.filter(first) }))
    .filter(({ settings }) => settings.length > 0);
}

/** The other names of each setting; names that are settings themselves, or belong to one before, are left out. */
function otherNames(groups: Group[]): Map<string, string[]> {
  const all = groups.flatMap(({ settings }) => settings);
  const taken = new Set(all.map(({ env }) => env));
  const entries = all.map(({ env, aliases = [] }): [string, string[]] => {
    const own = aliases.filter((alias) => !taken.has(alias));
    for (const alias of own) taken.add(alias);
    return [env, own];
  });
  return new Map(entries);
}

function isRequired({ default: fallback, optional }: Setting<unknown>): boolean {
  return fallback === undefined && !optional;
}

/** The text of `.env.example`: what is required stands ready to be filled in, the rest is commented out. */
export function envExample(groups: Group[]): string {
  const others = otherNames(groups);
  const lines = [
    '# Copy this file to .env and fill in the lines without a #. The environment takes precedence over this file.',
  ];
  for (const { title, settings } of groups) {
    lines.push('', `# --- ${title} ---`);
    for (const setting of settings)
      lines.push('', ...exampleLines(setting, others.get(setting.env) ?? []));
  }
  return `${lines.join('\n')}\n`;
}

function exampleLines(setting: Setting<unknown>, others: string[]): string[] {
  const { env, summary, secret, example, default: fallback } = setting;
  const lines = [`# ${summary}`];
  if (others.length > 0) lines.push(`# Also read: ${others.join(', ')}`);
  if (secret) return [...lines, isRequired(setting) ? `${env}=` : `# ${env}=`];
  if (example !== undefined) lines.push(`# Example: ${example}`);
  return [...lines, isRequired(setting) ? `${env}=` : `# ${env}=${fallback ?? ''}`];
}

/** What a table of settings says in a language. */
export interface TableWords {
  /** Headings of the three columns. */
  head: readonly [string, string, string];
  required: string;
  alsoRead: string;
  title(title: string): string;
  summary(setting: Setting<unknown>): string;
}

const english: TableWords = {
  head: ['setting', 'default', 'what it does'],
  required: '**required**',
  alsoRead: 'also read:',
  title: (title) => title,
  summary: ({ summary }) => summary,
};

/** The table of settings of docs/settings.md, in Markdown. */
export function settingsTable(groups: Group[], words: TableWords = english): string {
  const others = otherNames(groups);
  const lines = [`| ${words.head.join(' | ')} |`, '| --- | --- | --- |'];
  for (const { title, settings } of groups) {
    lines.push(`| **${words.title(title)}** | | |`);
    for (const setting of settings)
      lines.push(tableRow(setting, others.get(setting.env) ?? [], words));
  }
  return lines.join('\n');
}

function tableRow(setting: Setting<unknown>, others: string[], words: TableWords): string {
  const standard = setting.default === undefined ? '' : `\`${setting.default}\``;
  const names =
    others.length === 0
      ? ''
      : ` (${words.alsoRead} ${others.map((name) => `\`${name}\``).join(', ')})`;
  const cells = [
    `\`${setting.env}\``,
    isRequired(setting) ? words.required : standard,
    `${words.summary(setting)}${names}`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`.replaceAll(
    '|  |',
    '| |',
  );
}

const markers = /(<!-- settings:begin -->\n)[^]*?(<!-- settings:end -->)/;

/** A document with the table put between its markers; throws when it has none. */
export function withTable(document: string, table: string): string {
  if (!markers.test(document))
    throw new Error('There are no lines <!-- settings:begin --> and <!-- settings:end -->');
  return document.replace(
    markers,
    (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`,
  );
}
