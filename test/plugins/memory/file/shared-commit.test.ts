import { expect, it, vi } from 'vitest';
import { SharedCommit } from '../../../../src/plugins/memory/file/shared-commit.ts';
import { SqliteStore } from '../../../../src/plugins/memory/file/sqlite-store.ts';

it('writes what comes at once in one commit, in its order, and what comes later in another', async () => {
  const together = vi.fn<(work: () => unknown) => unknown>((work) => work());
  const commit = new SharedCommit(together as <T>(work: () => T) => T);
  const order: number[] = [];
  const add = (one: number): Promise<number> => commit.add(() => order.push(one));
  expect(await Promise.all([add(1), add(2), add(3)])).toEqual([1, 2, 3]);
  expect(await Promise.all([add(4), add(5)])).toEqual([4, 5]);
  expect(order).toEqual([1, 2, 3, 4, 5]);
  expect(together.mock.calls.length).toBe(2);
});

it('lets one that cannot be done take no other with it', async () => {
  const commit = new SharedCommit((work) => work());
  const fault = new Error('bug');
  const bad = commit.add(() => {
    throw fault;
  });
  const good = commit.add(() => 'done');
  await expect(bad).rejects.toBe(fault);
  expect(await good).toBe('done');
});

it('replaces before what is deleted, cleared or set after it, and before the file is closed', async () => {
  const store = new SqliteStore(':memory:');
  const replaced = store.replace('a', undefined, 'one');
  await store.clear();
  expect([await replaced, await store.get('a')]).toEqual([true, undefined]);
  const again = store.replace('a', undefined, 'two');
  expect([await store.delete('a'), await again]).toEqual([true, true]);
  const last = store.replace('a', undefined, 'three');
  await store.disconnect();
  expect(await last).toBe(true);
});
