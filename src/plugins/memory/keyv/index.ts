import { fine, problem, warning, type Finding } from '../../../core/kinds/finding.ts';
import { MemoryCalls } from '../../../core/plugin-api/storage.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { text, type Setting, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import { AdaptedStore } from './adapted-store.ts';
import { troublesOf } from './troubles.ts';

const uri: Setting<string | object | undefined> = {
  env: 'KEYV_URI',
  summary:
    'What the adapter is created with: an address including its password, or options as a JSON object',
  example: 'postgresql://wabot:password@127.0.0.1:5432/wabot',
  secret: true,
  optional: true,
  parse: parseGiven,
};

const settings = {
  adapter: {
    ...text('KEYV_ADAPTER', {
      summary: 'npm package of the Keyv storage adapter that stores the chats',
      example: '@keyv/postgres',
      runs: 'package',
    }),
    parse: parseName,
  },
  uri,
  namespace: text('KEYV_NAMESPACE', {
    summary: 'Namespace of the chats in that store',
    default: 'wabot',
  }),
};

function parseName(name: string): string {
  if (/^(?:@[\w.-]+\/)?[\w-][\w.-]*$/.test(name)) return name;
  throw new Error('must be the name of an npm package, such as @keyv/postgres');
}

function parseGiven(value: string): string | object {
  if (!value.startsWith('{')) return value;
  try {
    return JSON.parse(value) as object;
  } catch {
    throw new Error('begins like a JSON object but is not one');
  }
}

async function open(
  { adapter, uri: given, namespace }: ValuesOf<typeof settings>,
  world: World,
): Promise<AdaptedStore> {
  const { loadAdapter } = await import('./load.ts');
  const told = troublesOf(adapter, world);
  const store = new AdaptedStore(
    await loadAdapter(adapter, given, process.cwd(), told),
    adapter,
    told,
  );
  store.namespace = namespace;
  return store;
}

export default definePlugin({
  kind: 'memory',
  version: 1,
  name: 'keyv',
  summary: 'Any storage adapter of Keyv that is installed: Postgres, MySQL, MongoDB and others',
  settings,
  create: open,
  async check(values, world) {
    const { adapter } = values;
    const store = await open(values, world);
    try {
      if (!(await givesBack(store, 'x')))
        return [warning(`${adapter} did not return what was stored in it`)];
      if (!(await givesBack(store, letters).catch(() => false))) return [withoutLetters(adapter)];
      if (!store.isListed)
        return [
          warning(
            `${adapter} keeps chats but cannot list them, as \`wabot history list\` would need`,
          ),
        ];
      return [fine(`${adapter} is writable`)];
    } finally {
      await new MemoryCalls(world.log).close(() => store.disconnect());
    }
  },
});

/** What customers write in, by letters that not every character set of a database has. */
const letters = 'Сәлем, қалайсыз? Ещё «ёж» № 1 — 👋';

async function givesBack(store: AdaptedStore, value: string): Promise<boolean> {
  // Without a space, which Memcached takes for the end of a key.
  const key = 'wabot-doctor';
  await store.set(key, value, Date.now() + 60_000);
  const kept = await store.get(key);
  await store.delete(key);
  return kept === value;
}

function withoutLetters(adapter: string): Finding {
  return problem(
    `${adapter} cannot store Russian and Kazakh letters: its database uses another character set, such as latin1`,
    'Give the database and its table UTF-8; MySQL: ALTER TABLE keyv CONVERT TO CHARACTER SET utf8mb4, and the same for the database.',
  );
}
