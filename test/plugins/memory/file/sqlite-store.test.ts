import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SetupError } from '../../../../src/core/errors.ts';
import type { World } from '../../../../src/core/kinds/plugin.ts';
import plugin, {
  SqliteStore,
  type SqliteStoreOptions,
} from '../../../../src/plugins/memory/file/index.ts';
import { useFolder } from '../../../folder.ts';

const folder = useFolder();
const newPath = (): string => join(folder(), randomUUID(), 'memory.db');

function openStore(path: string, options?: SqliteStoreOptions): SqliteStore {
  const store = new SqliteStore(path, options);
  onTestFinished(() => store.disconnect());
  return store;
}

function caught(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

function asked(path: string, sql: string): unknown {
  const database = new DatabaseSync(path);
  const [row] = database.prepare(sql).all();
  database.close();
  return Object.values(row ?? {})[0];
}

describe('the file', () => {
  it('is made with its folder, for its owner only', async () => {
    const path = newPath();
    await openStore(path).set('key', 'value');
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('lives on after the store', async () => {
    const path = newPath();
    const first = new SqliteStore(path);
    await first.set('key', 'value', Date.now() + 60_000);
    await first.disconnect();
    expect(await openStore(path).get('key')).toBe('value');
    await expect(first.get('key')).rejects.toThrow(/finalized|not open/);
    await expect(first.set('key', 'value')).rejects.toThrow(/finalized|not open/);
  });

  it('is shared by stores that see each other at once', async () => {
    const path = newPath();
    const [one, other] = [openStore(path), openStore(path)];
    await one.set('key', 'one');
    expect(await other.get('key')).toBe('one');
    await other.clear();
    expect(await one.has('key')).toBe(false);
  });

  it.each([
    ['a text', 'Дорогие клиенты!\n'.repeat(300)],
    ['a short text', 'memory'],
    ['a database whose head is damaged', 'SQLite format 4\u0000'.padEnd(8192, 'x')],
  ])('that is %s is refused and left as it is', (_, content) => {
    const path = join(folder(), randomUUID());
    writeFileSync(path, content);
    const error = caught(() => new SqliteStore(path));
    expect(error).toBeInstanceOf(SetupError);
    expect(error).toMatchObject({
      code: 'setup.memory',
      message: expect.stringContaining('is not a database'),
    });
    expect((error as SetupError).suggestions.join(' ')).toContain(`mv ${path} `);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it.each([
    ['of another program', 'CREATE TABLE notes (text)', /another program/],
    ['of a newer wabot', 'PRAGMA user_version = 99', /newer version/],
  ])('%s is refused and left as it is', (_, sql, message) => {
    const path = join(folder(), randomUUID());
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
    const content = readFileSync(path);
    expect(caught(() => new SqliteStore(path))).toMatchObject({
      code: 'setup.memory',
      message: expect.stringMatching(message),
    });
    expect(readFileSync(path)).toEqual(content);
  });

  it('that another process holds is a failure that passes', () => {
    const path = join(folder(), randomUUID());
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec('BEGIN EXCLUSIVE; CREATE TABLE entries (key TEXT)');
    expect(caught(() => new SqliteStore(path))).toMatchObject({
      code: 'service.memory',
      retryable: true,
      message: expect.stringContaining('another process holds'),
    });
  });

  it('that cannot be made is an error of the set-up', () => {
    const path = join(folder(), randomUUID());
    writeFileSync(path, '');
    const error = caught(() => new SqliteStore(join(path, 'memory.db')));
    expect(error).toMatchObject({
      code: 'setup.memory',
      message: expect.stringContaining('cannot be opened'),
    });
    expect(caught(() => new SqliteStore(folder()))).toMatchObject({ code: 'setup.memory' });
  });
});

describe('expired rows', () => {
  it.each(['get', 'has'] as const)('go when they are met (%s)', async (way) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1000 });
    onTestFinished(() => void vi.useRealTimers());
    const path = newPath();
    const store = openStore(path);
    await store.set('key', 'x', 2000);
    await store[way]('key');
    expect(asked(path, 'SELECT count(*) FROM entries')).toBe(1);
    vi.setSystemTime(2000);
    await store[way]('key');
    expect(asked(path, 'SELECT count(*) FROM entries')).toBe(0);
  });

  it('go with later writes, a bounded number at a time', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1000 });
    onTestFinished(() => void vi.useRealTimers());
    const path = newPath();
    const store = openStore(path);
    const keys = Array.from({ length: 1400 }, (_, index) => `key ${index}`);
    await store.setMany(keys.map((key) => ({ key, value: 'x', expires: 2000 })));
    vi.setSystemTime(2000);
    expect(await store.count()).toBe(0);
    const rows = (): unknown =>
      asked(path, 'SELECT count(*) FROM entries WHERE expires IS NOT NULL');
    const seen: unknown[] = [];
    for (let write = 1; write <= 300; write += 1) {
      await store.set('other', 'x');
      if (write % 100 === 0) seen.push(rows());
    }
    expect(seen).toEqual([900, 400, 0]);
    expect(await store.count()).toBe(1);
  });
});

describe('newest', () => {
  it('sorts by the time of writing, newest first, from any position', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1000 });
    onTestFinished(() => void vi.useRealTimers());
    const store = openStore(newPath());
    for (const [index, key] of ['c', 'a', 'b', 'c'].entries()) {
      vi.setSystemTime(1000 + index);
      await store.set(key, 'x', key === 'a' ? 1010 : undefined);
    }
    const all = [
      ['c', 1003],
      ['b', 1002],
      ['a', 1001],
    ].map(([key, at]) => ({ key, at }));
    expect(await store.newest(9)).toEqual(all);
    expect(await store.newest(1)).toEqual(all.slice(0, 1));
    expect(await store.newest(9, { key: 'c', at: 1003 })).toEqual(all.slice(1));
    vi.setSystemTime(1010);
    expect(await store.newest(9)).toEqual(all.slice(0, 2));
    expect(await store.count()).toBe(2);
  });

  it('sorts by the time that a value tells, and equal times by their keys', async () => {
    const store = openStore(newPath(), {
      timeOf: (value) => (value === 'none' ? undefined : Number(value)),
    });
    await store.setMany(
      [
        ['a', '5'],
        ['b', '7'],
        ['c', '5'],
        ['d', 'none'],
      ].map(([key = '', value]) => ({ key, value })),
    );
    const keys = (await store.newest(9)).map(({ key }) => key);
    expect(keys).toEqual(['d', 'b', 'c', 'a']);
    expect(await store.newest(9, { key: 'c', at: 5 })).toEqual([{ key: 'a', at: 5 }]);
  });

  it('stays within the namespace', async () => {
    const store = openStore(newPath());
    await store.set('a', 'x');
    store.namespace = 'one';
    await store.setMany([
      { key: 'b', value: 'x' },
      { key: 'c', value: 'x' },
    ]);
    const [first, second] = await store.newest(9);
    expect(new Set([first?.key, second?.key])).toEqual(new Set(['b', 'c']));
    expect(await store.newest(9, first)).toEqual([second]);
    expect(await store.count()).toBe(2);
  });
});

describe('many', () => {
  it('are set together or not at all', async () => {
    const store = openStore(newPath());
    const entries = [
      { key: 'a', value: 'x' },
      { key: 'b', value: Symbol('no value') },
    ];
    await expect(store.setMany<unknown>(entries)).rejects.toThrow(TypeError);
    expect(await store.has('a')).toBe(false);
    await store.set('a', 'y');
    expect(await store.get('a')).toBe('y');
  });
});

describe('the plugin', () => {
  const world = (dataFolder: string): World => ({
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
    now: Date.now,
    fetch,
    dataFolder,
  });

  it('opens memory.db in the data folder and checks it', async () => {
    const dataFolder = join(folder(), randomUUID());
    const store = await plugin.create({}, world(dataFolder));
    await store.set('key', 'value');
    await store.disconnect?.();
    const finding = await plugin.check?.({}, world(dataFolder), AbortSignal.timeout(10_000));
    expect(finding).toMatchObject([
      {
        level: 'ok',
        message: expect.stringMatching(/memory\.db is writable and remembers 1 chat$/),
      },
    ]);
  });
});
