import { deepEqual, equal } from 'node:assert/strict';
import { minuteMs } from '../minute.ts';
import { gone, keysOf, type MemoryCheck } from './memory-check.ts';

/** Values that end. */
export const expiry: Record<string, MemoryCheck> = {
  async 'hides what has expired, wherever it is asked for, and drops it'(memory) {
    await memory.setMany([
      { key: 'short', value: 'x', expires: Date.now() + 40 },
      { key: 'long', value: 'x', expires: Date.now() + minuteMs },
      { key: 'ever', value: 'x' },
    ]);
    await gone(memory, 'short');
    deepEqual(await memory.getMany(['short', 'long', 'ever']), [undefined, 'x', 'x']);
    deepEqual(await memory.hasMany(['short', 'long', 'ever']), [false, true, true]);
    equal(await memory.has('short'), false);
    deepEqual(await keysOf(memory), ['ever', 'long']);
    equal(await memory.delete('short'), false);
  },
  async 'stores nothing whose time is over already, and forgets what it replaces'(memory) {
    await memory.set('key', 'old');
    equal(await memory.set('key', 'new', Date.now() - 1000), true);
    await memory.setMany([{ key: 'other', value: 'new', expires: Date.now() - 1000 }]);
    deepEqual(await memory.getMany(['key', 'other']), [undefined, undefined]);
    deepEqual(await keysOf(memory), []);
  },
  async 'renews the time with the value'(memory) {
    await memory.set('key', 'first', Date.now() + 40);
    await memory.set('key', 'second', Date.now() + minuteMs);
    await memory.set('witness', 'x', Date.now() + 60);
    await gone(memory, 'witness');
    equal(await memory.get('key'), 'second');
  },
  async 'takes a fraction of a millisecond'(memory) {
    await memory.set('key', 'value', Date.now() + minuteMs + 0.5);
    equal(await memory.get('key'), 'value');
  },
};
