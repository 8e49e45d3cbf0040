import { deepEqual, equal, ok } from 'node:assert/strict';
import { keysOf, type MemoryCheck } from './memory-check.ts';

/** Keys that a careless adapter takes for something else. */
const oddKeys = [
  '%',
  '_',
  "'; DROP TABLE entries; --",
  '"',
  'a:b',
  'a::b',
  '*',
  '[a]',
  '\\',
  ' ',
  'a b\n',
  'ключ',
  '🔑',
  '__proto__',
  '77001234567@c.us',
];

/** Values that Keyv passes on when it serializes nothing. */
const oddValues = [
  null,
  0,
  false,
  '',
  { value: 'x', expires: 1 },
  [1, 'two', null],
  'null',
  '{"value":1}',
  ':x',
];

/** One key, one value. */
export const basics: Record<string, MemoryCheck> = {
  async 'gives back what was set'(memory) {
    equal(await memory.set('key', 'value'), true);
    equal(await memory.get('key'), 'value');
    equal(await memory.has('key'), true);
    await memory.set('key', 'other');
    equal(await memory.get('key'), 'other');
  },
  async 'knows nothing of a key that was never set'(memory) {
    equal(await memory.get('key'), undefined);
    equal(await memory.has('key'), false);
    equal(await memory.delete('key'), false);
  },
  async 'forgets what was deleted'(memory) {
    await memory.set('key', 'value');
    equal(await memory.delete('key'), true);
    equal(await memory.get('key'), undefined);
    equal(await memory.has('key'), false);
    equal(await memory.delete('key'), false);
  },
  async 'tells odd keys apart'(memory) {
    for (const key of oddKeys) await memory.set(key, `of ${key}`);
    deepEqual(
      await memory.getMany(oddKeys),
      oddKeys.map((key) => `of ${key}`),
    );
    deepEqual(await keysOf(memory), oddKeys.toSorted());
    for (const key of oddKeys) equal(await memory.delete(key), true, key);
    deepEqual(await keysOf(memory), []);
  },
  async 'keeps odd values as they are'(memory) {
    for (const [index, value] of oddValues.entries()) await memory.set(`key ${index}`, value);
    for (const [index, value] of oddValues.entries())
      deepEqual(await memory.get(`key ${index}`), value);
  },
  async 'takes undefined for a value that is nothing'(memory) {
    await memory.set('key', 'value');
    await memory.set('key', undefined);
    equal(await memory.get('key'), undefined);
  },
  async 'keeps a value of a megabyte to the last letter'(memory) {
    const value = 'Сәлем, 🌍! '.repeat(90_000);
    await memory.set('key', value);
    ok((await memory.get('key')) === value);
  },
};

/** Many keys in one call. */
export const many: Record<string, MemoryCheck> = {
  async 'sets, gets and asks for many in the order asked for'(memory) {
    deepEqual(
      await memory.setMany(['a', 'b', 'c'].map((key) => ({ key, value: key.toUpperCase() }))),
      [true, true, true],
    );
    deepEqual(await memory.getMany(['c', 'none', 'a', 'c']), ['C', undefined, 'A', 'C']);
    deepEqual(await memory.hasMany(['c', 'none', 'a']), [true, false, true]);
  },
  async 'deletes many and says of each whether it was there'(memory) {
    await memory.setMany(['a', 'b', 'c'].map((key) => ({ key, value: key })));
    deepEqual(await memory.deleteMany(['a', 'none', 'c']), [true, false, true]);
    deepEqual(await keysOf(memory), ['b']);
  },
  async 'takes no keys for nothing to do'(memory) {
    await memory.set('key', 'value');
    deepEqual((await memory.setMany([])) ?? [], []);
    deepEqual(await memory.getMany([]), []);
    deepEqual(await memory.hasMany([]), []);
    deepEqual(await memory.deleteMany([]), []);
    equal(await memory.get('key'), 'value');
  },
  async 'takes a thousand at once'(memory) {
    const entries = Array.from({ length: 1000 }, (_, index) => ({
      key: `key ${index}`,
      value: `value ${index}`,
    }));
    await memory.setMany(entries);
    deepEqual(
      await memory.getMany(entries.map(({ key }) => key)),
      entries.map(({ value }) => value),
    );
    equal((await keysOf(memory)).length, 1000);
  },
};
