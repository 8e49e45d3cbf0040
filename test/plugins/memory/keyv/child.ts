import plugin from '../../../../src/plugins/memory/keyv/index.ts';
import { readSettings } from '../../../../src/core/settings/read-settings.ts';
import { keepingLog } from '../../../core/memories.ts';

/**
 * A process of its own: packages are looked for in its folder. `child.ts <adapter> [KEYV_URI]` keeps a value, reads it back
 * and lists the keys, or prints the error.
 */
const [adapter, uri] = process.argv.slice(2);
const { values } = readSettings(plugin.settings, { KEYV_ADAPTER: adapter, KEYV_URI: uri });
try {
  const world = { log: keepingLog(), now: Date.now, fetch, dataFolder: '' };
  const store = await plugin.create(values, world);
  await store.set('key', 'value', Date.now() + 60_000);
  const keys: unknown[] = [];
  for await (const [key] of store.iterator?.() ?? []) keys.push(key);
  const [value, { namespace }] = [await store.get('key'), store];
  await store.disconnect?.();
  const findings = await plugin.check?.(values, world, AbortSignal.timeout(60_000));
  console.log(JSON.stringify({ value, keys, namespace, findings }));
} catch (error) {
  const { code, message, suggestions } = error as {
    code: string;
    message: string;
    suggestions: string[];
  };
  console.log(JSON.stringify({ code, message, suggestions }));
}
