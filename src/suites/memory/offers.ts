import { deepEqual, equal, ok } from 'node:assert/strict';
import type { ChatIndex, Memory, Replacing } from '../../core/kinds/memory.ts';
import { minuteMs } from '../minute.ts';
import { gone, inNamespace, type MemoryCheck } from './memory-check.ts';

/** A stored chat as far as an index looks at it. */
function chatAt(updatedAt: number): string {
  return JSON.stringify({ value: { version: 1, updatedAt, createdAt: 1, messages: 0 } });
}

function indexOf(memory: Memory): ChatIndex {
  const { newest, count } = memory;
  ok(newest && count, 'newest() and count() come together');
  return { newest: newest.bind(memory), count: count.bind(memory) };
}

function replacerOf(memory: Memory): Replacing['replace'] {
  ok(memory.replace, 'replace() is offered');
  return memory.replace.bind(memory);
}

/** Memories that keep their keys in order by time. */
export const indexing: Record<string, MemoryCheck> = {
  async 'knows the newest chats, newest first, and equal times by their keys'(memory) {
    const { newest, count } = indexOf(memory);
    const times = { a: 5000, b: 7000, c: 5000, d: 6000 };
    await memory.setMany(Object.entries(times).map(([key, at]) => ({ key, value: chatAt(at) })));
    await memory.set('d', chatAt(4000));
    const all = [
      ['b', 7000],
      ['c', 5000],
      ['a', 5000],
      ['d', 4000],
    ].map(([key, at]) => ({ key: String(key), at: Number(at) }));
    deepEqual(await newest(10), all);
    deepEqual(await newest(2), all.slice(0, 2));
    deepEqual(await newest(2, all[1]), all.slice(2));
    deepEqual(await newest(10, all[3]), []);
    equal(await count(), 4);
  },
  async 'forgets in the index what is deleted, cleared or expired'(memory) {
    const { newest, count } = indexOf(memory);
    await memory.setMany(['a', 'b', 'c'].map((key, at) => ({ key, value: chatAt(at + 1) })));
    await memory.set('short', chatAt(9), Date.now() + 40);
    await gone(memory, 'short');
    await memory.delete('b');
    deepEqual(
      (await newest(10)).map(({ key }) => key),
      ['c', 'a'],
    );
    await memory.deleteMany(['a']);
    equal(await count(), 1);
    await memory.clear();
    deepEqual(await newest(10), []);
    equal(await count(), 0);
  },
  async 'looks at one namespace'(memory) {
    const { newest, count } = indexOf(memory);
    await memory.set('a', chatAt(3));
    await inNamespace(memory, 'one', async () => {
      await memory.setMany([
        { key: 'b', value: chatAt(2) },
        { key: 'c', value: chatAt(1) },
      ]);
      deepEqual(await newest(1), [{ key: 'b', at: 2 }]);
      deepEqual(await newest(5, { key: 'b', at: 2 }), [{ key: 'c', at: 1 }]);
      equal(await count(), 2);
    });
  },
};

/** Memories that write depending on what is there. */
export const replacing: Record<string, MemoryCheck> = {
  async 'replaces only what is there still'(memory) {
    const replace = replacerOf(memory);
    equal(await replace('key', undefined, 'one'), true);
    equal(await replace('key', undefined, 'two'), false);
    equal(await replace('key', 'none', 'two'), false);
    equal(await memory.get('key'), 'one');
    equal(await replace('key', 'one', 'two'), true);
    equal(await memory.get('key'), 'two');
    await memory.delete('key');
    equal(await replace('key', 'two', 'three'), false);
    equal(await memory.has('key'), false);
  },
  async 'takes what has expired for nothing, and sets a new time'(memory) {
    const replace = replacerOf(memory);
    await replace('key', undefined, 'one', Date.now() + 40);
    await memory.set('witness', 'x', Date.now() + 60);
    await gone(memory, 'witness');
    equal(await replace('key', undefined, 'two', Date.now() + minuteMs), true);
    equal(await memory.get('key'), 'two');
    equal(await replace('key', 'two', 'three', Date.now() + 40), true);
    await gone(memory, 'key');
  },
  async 'replaces within the namespace'(memory) {
    const replace = replacerOf(memory);
    await memory.set('key', 'outside');
    equal(await inNamespace(memory, 'one', () => replace('key', undefined, 'inside')), true);
    deepEqual(await memory.getMany(['key', 'one::key']), ['outside', 'inside']);
  },
  async 'lets one of many at once win'(memory) {
    const replace = replacerOf(memory);
    const won = await Promise.all(
      Array.from({ length: 20 }, (_, index) => replace('key', undefined, `value ${index}`)),
    );
    equal(won.filter(Boolean).length, 1);
    equal(await memory.get('key'), `value ${won.indexOf(true)}`);
  },
};

/** Memories that forget for good. */
export const erasing: Record<string, MemoryCheck> = {
  async 'erases what is live, within the namespace, and nothing else'(memory) {
    const { erase } = memory;
    ok(erase, 'erase() is offered');
    await memory.setMany(['a', 'b'].map((key) => ({ key, value: 'outside' })));
    await memory.set('short', 'x', Date.now() + 40);
    equal(await erase.call(memory, 'a'), true);
    equal(await erase.call(memory, 'a'), false);
    await inNamespace(memory, 'one', async () => {
      await memory.set('b', 'inside');
      equal(await erase.call(memory, 'b'), true);
      equal(await memory.has('b'), false);
    });
    deepEqual(await memory.getMany(['a', 'b', 'one::b']), [undefined, 'outside', undefined]);
    await gone(memory, 'short');
    equal(await erase.call(memory, 'short'), false);
  },
};
