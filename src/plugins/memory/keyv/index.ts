import { fine, warning } from '../../../core/finding.ts';
import { definePlugin } from '../../../core/plugin.ts';
import { text, type Setting, type ValuesOf } from '../../../core/settings.ts';
import { AdaptedStore } from './adapted-store.ts';

const uri: Setting<string | object | undefined> = {
  env: 'KEYV_URI',
  summary: 'What the adapter is made with: an address with its password, or options as a JSON object',
  example: 'postgresql://wabot:password@127.0.0.1:5432/wabot',
  secret: true,
  optional: true,
  parse: parseGiven,
};

const settings = {
  adapter: {
    ...text('KEYV_ADAPTER', { summary: 'npm package of a Keyv storage adapter that keeps the chats', example: '@keyv/postgres' }),
    parse: parseName,
  },
  uri,
  namespace: text('KEYV_NAMESPACE', { summary: 'Namespace of the chats in that store', fallback: 'wabot' }),
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
    throw new Error('begins like a JSON object but is none');
  }
}

async function open({ adapter, uri: given, namespace }: ValuesOf<typeof settings>): Promise<AdaptedStore> {
  const { loadAdapter } = await import('./load.ts');
  const store = new AdaptedStore(await loadAdapter(adapter, given, process.cwd()), adapter);
  store.namespace = namespace;
  return store;
}

export default definePlugin({
  kind: 'memory',
  name: 'keyv',
  summary: 'Any storage adapter of Keyv that is installed: Postgres, MySQL, MongoDB and others',
  settings,
  async create(values) {
    return open(values);
  },
  async check(values) {
    const store = await open(values);
    try {
      const key = 'wabot doctor';
      await store.set(key, 'x', Date.now() + 60_000);
      const kept = await store.get(key);
      await store.delete(key);
      if (kept !== 'x') return [warning(`${values.adapter} did not give back what it had taken`)];
      if (!store.isListed)
        return [warning(`${values.adapter} keeps chats but cannot list them, as \`wabot history list\` would need`)];
      return [fine(`${values.adapter} is writable`)];
    } finally {
      await store.disconnect();
    }
  },
});
