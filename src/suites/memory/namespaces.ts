import { deepEqual, equal } from 'node:assert/strict';
import { fill, keysOf, inNamespace, type MemoryCheck } from './memory-check.ts';

/** Keys of several users in one place. */
export const namespaces: Record<string, MemoryCheck> = {
  async 'begins without a namespace and takes any'(memory) {
    equal(memory.namespace, undefined);
    memory.namespace = 'one';
    equal(memory.namespace, 'one');
  },
  async 'keeps namespaces apart, joined to the key by two colons'(memory) {
    await fill(memory, { one: ['a', 'b'], two: ['a'] });
    await memory.set('a', 'none');
    deepEqual(await inNamespace(memory, 'one', () => memory.getMany(['a', 'b'])), ['one', 'one']);
    deepEqual(await inNamespace(memory, 'two', () => memory.getMany(['a', 'b'])), [
      'two',
      undefined,
    ]);
    deepEqual(await memory.getMany(['a', 'one::a', 'two::a']), ['none', 'one', 'two']);
    await inNamespace(memory, 'two', () => memory.delete('a'));
    deepEqual(await keysOf(memory), ['a', 'one::a', 'one::b']);
  },
  async 'walks through one namespace only'(memory) {
    await fill(memory, { one: ['a', 'b'], two: ['c'] });
    deepEqual(await inNamespace(memory, 'one', () => keysOf(memory)), ['a', 'b']);
    deepEqual(await inNamespace(memory, 'none', () => keysOf(memory)), []);
  },
  async 'clears one namespace and leaves its neighbours'(memory) {
    await fill(memory, { one: ['a'], one1: ['a'], on: ['a'], 'o%': ['a'], o_e: ['a'] });
    await memory.set('one', 'x');
    for (const namespace of ['o%', 'o_e', 'one'])
      await inNamespace(memory, namespace, () => memory.clear());
    deepEqual(await keysOf(memory), ['on::a', 'one', 'one1::a']);
  },
  async 'clears everything without a namespace'(memory) {
    await fill(memory, { one: ['a'] });
    await memory.set('b', 'x');
    await memory.clear();
    deepEqual(await keysOf(memory), []);
  },
};
