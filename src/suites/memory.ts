import { deepEqual, equal, ok } from 'node:assert/strict';
import { Keyv } from 'keyv';
import type { Memory } from '../core/kinds/memory.ts';
import { expiry } from './memory/expiry.ts';
import { namespaces } from './memory/namespaces.ts';
import { erasing, indexing, replacing } from './memory/offers.ts';
import { keysOf, walk, type MemoryCheck } from './memory/memory-check.ts';
import { basics, many } from './memory/values.ts';
import { minuteMs } from './minute.ts';
import type { Register } from './register.ts';

/** Opens the memory under test: empty, without a namespace, and its own for each call. The suite disconnects it. */
export type OpenMemory = () => Promise<Memory>;

const walking: Record<string, MemoryCheck> = {
  async 'walks through more than a page while it is written to'(memory) {
    const keys = Array.from({ length: 350 }, (_, index) => `key ${String(index).padStart(3, '0')}`);
    await memory.setMany(keys.map((key) => ({ key, value: key })));
    const seen = new Map<unknown, unknown>();
    for await (const [key, value] of walk(memory)) {
      await memory.set('key 000', 'changed');
      await memory.delete('key 349');
      seen.set(key, value);
    }
    for (const key of keys.slice(1, -1)) equal(seen.get(key), key);
  },
};

const throughKeyv: Record<string, MemoryCheck> = {
  async 'serves one Keyv after another, each in its namespace'(memory) {
    await new Keyv({ store: memory, namespace: 'one' }).set('key', 'one', minuteMs);
    // The one that was made last gives the store its namespace.
    const keyv = new Keyv({ store: memory, namespace: 'two' });
    await keyv.set('key', 'two', minuteMs);
    equal(await keyv.get('key'), 'two');
    await keyv.clear();
    memory.namespace = 'one';
    deepEqual(await keysOf(memory), ['key']);
  },
  async 'is used by Keyv as it is'(memory) {
    const keyv = new Keyv({ store: memory });
    equal(keyv.store, memory);
    await keyv.set('key', { text: 'Қош келдіңіз', list: [1, null], smile: ':)' }, minuteMs);
    deepEqual(await keyv.get('key'), { text: 'Қош келдіңіз', list: [1, null], smile: ':)' });
    const left = ((await keyv.getRaw('key')) as { expires: number }).expires - Date.now();
    ok(left > 0 && left <= minuteMs);
  },
  async 'keeps null and undefined through Keyv, and what has no time to live'(memory) {
    const keyv = new Keyv<unknown>({ store: memory });
    await keyv.set('null', null, 0);
    await keyv.set('undefined', undefined);
    equal(await keyv.get('null'), null);
    equal(await keyv.has('null'), true);
    equal(await keyv.get('undefined'), undefined);
    deepEqual(await keyv.deleteMany(['null', 'none']), [true, false]);
  },
};

const ending: Record<string, MemoryCheck> = {
  async 'disconnects before it was ever asked for something'(memory) {
    await memory.disconnect?.();
  },
  async 'disconnects, and again'(memory) {
    await memory.set('key', 'value');
    await memory.disconnect?.();
    await memory.disconnect?.();
  },
};

/** What the memory has besides what Keyv asks for. */
export interface Offers {
  index?: boolean;
  replace?: boolean;
  erase?: boolean;
}

/** What every memory must do, after what Keyv 6 asks of a storage adapter. Registers one test for each demand. */
export function memorySuite(it: Register, open: OpenMemory, offers: Offers = {}): void {
  const asked = {
    ...basics,
    ...many,
    ...expiry,
    ...namespaces,
    ...walking,
    ...throughKeyv,
    ...ending,
  };
  const offered = {
    ...(offers.index ? indexing : {}),
    ...(offers.replace ? replacing : {}),
    ...(offers.erase ? erasing : {}),
  };
  const checks = { ...asked, ...offered };
  for (const [name, check] of Object.entries(checks)) it(name, () => checked(open, check));
}

async function checked(open: OpenMemory, check: MemoryCheck): Promise<void> {
  const memory = await open();
  try {
    await check(memory);
  } finally {
    await memory.disconnect?.();
  }
}
