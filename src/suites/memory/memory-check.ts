import { ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Memory } from '../../core/kinds/memory.ts';

/** One demand on a memory that is empty and without a namespace; throws when it is not met. */
export type MemoryCheck = (memory: Memory) => Promise<void>;

/** Walks through the pairs of the current namespace. */
export function walk(memory: Memory): AsyncGenerator<unknown[], void> {
  ok(memory.iterator, 'a memory has an iterator()');
  return memory.iterator<unknown>();
}

/** The keys that an iteration gives, sorted. */
export async function keysOf(memory: Memory): Promise<string[]> {
  const keys: string[] = [];
  for await (const [key] of walk(memory)) keys.push(String(key));
  return keys.toSorted();
}

/** Works within a namespace, then without one. */
export async function inNamespace<T>(
  memory: Memory,
  namespace: string,
  work: () => Promise<T>,
): Promise<T> {
  memory.namespace = namespace;
  try {
    return await work();
  } finally {
    memory.namespace = undefined;
  }
}

/** Sets these keys in each namespace; the value is the namespace. */
export async function fill(memory: Memory, keys: Record<string, string[]>): Promise<void> {
  for (const [namespace, names] of Object.entries(keys))
    await inNamespace(memory, namespace, () =>
      memory.setMany(names.map((key) => ({ key, value: namespace }))),
    );
}

/** Waits until a key has expired. */
export async function gone(memory: Memory, key: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while ((await memory.get(key)) !== undefined) {
    ok(Date.now() < deadline, `${key} should have expired`);
    await sleep(10);
  }
}
