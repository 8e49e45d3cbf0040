import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { World } from '../../../../src/core/kinds/plugin.ts';
import plugin from '../../../../src/plugins/journal/sqlite/index.ts';
import { openJournal } from '../../../../src/plugins/journal/sqlite/journal.ts';
import { message } from '../../../../src/suites/journal/place.ts';
import { makeFolder } from './folder.ts';

const chat = '77001234567@c.us';

describe('the file of a journal', () => {
  it('is made with its folder, for its owner only', async () => {
    await using folder = await makeFolder();
    const inner = join(folder.path, 'new', 'data');
    const journal = openJournal(inner, Date.now);
    await journal.ownership.claim(() => Promise.resolve());
    await journal.inbox.accept(message(chat, 'a'));
    expect((await stat(inner)).mode & 0o777).toBe(0o700);
    for (const name of ['journal.db', 'journal.db-wal', 'journal.db-shm', 'journal.lock']) {
      expect([name, (await stat(join(inner, name))).mode & 0o777]).toEqual([name, 0o600]);
    }
    await journal.close();
  });

  it('may be empty', async () => {
    await using folder = await makeFolder();
    await writeFile(folder.file, '');
    const journal = openJournal(folder.path, Date.now);
    expect(await journal.inbox.accept(message(chat, 'a'))).toMatchObject({ isNew: true });
    await journal.close();
  });

  it('is left alone when it is not SQLite’s', async () => {
    await using folder = await makeFolder();
    await writeFile(folder.file, 'my notes, '.repeat(1000));
    expect(() => openJournal(folder.path, Date.now)).toThrow(
      expect.objectContaining({
        code: 'setup.journal.foreign',
        suggestions: [expect.stringContaining('WABOT_DATA')],
      }),
    );
    expect(await readFile(folder.file, 'utf8')).toBe('my notes, '.repeat(1000));
  });

  it('is left alone when another program made it', async () => {
    await using folder = await makeFolder();
    const other = folder.connect();
    other.exec('CREATE TABLE bills (amount)');
    expect(() => openJournal(folder.path, Date.now)).toThrow(
      expect.objectContaining({ code: 'setup.journal.foreign' }),
    );
    expect(other.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'bills' }]);
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
    other.close();
  });

  it('is left alone when a newer wabot wrote it', async () => {
    await using folder = await makeFolder();
    await openJournal(folder.path, Date.now).close();
    const newer = folder.connect();
    newer.exec('PRAGMA user_version = 999; CREATE TABLE future (x)');
    newer.close();
    const before = await readFile(folder.file);
    expect(() => openJournal(folder.path, Date.now)).toThrow(
      expect.objectContaining({
        code: 'setup.journal.newer',
        message: expect.stringContaining('format 999') as string,
      }),
    );
    expect((await readFile(folder.file)).equals(before)).toBe(true);
  });

  it('cannot be a folder, nor in something that is none', async () => {
    await using folder = await makeFolder();
    await mkdir(folder.file);
    expect(() => openJournal(folder.path, Date.now)).toThrow(
      expect.objectContaining({ code: 'setup.journal.unavailable' }),
    );
    await writeFile(join(folder.path, 'file'), '');
    expect(() => openJournal(join(folder.path, 'file'), Date.now)).toThrow(
      expect.objectContaining({ code: 'setup.journal.unavailable' }),
    );
  });

  it('is made once when two open it at the same time', async () => {
    await using folder = await makeFolder();
    const first = openJournal(folder.path, Date.now);
    const second = openJournal(folder.path, Date.now);
    const taken = await Promise.all([
      first.inbox.accept(message(chat, 'a')),
      second.inbox.accept(message(chat, 'a')),
    ]);
    expect(taken.filter(({ isNew }) => isNew)).toHaveLength(1);
    await Promise.all([first.close(), second.close()]);
  });

  it('holds no text of a person who was erased', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await journal.inbox.accept(message(chat, 'a', 'my secret is hidden here '.repeat(2000)));
    await journal.inbox.accept(message('77007654321@c.us', 'a', 'something else'));
    await journal.erase(chat);
    for (const name of ['journal.db', 'journal.db-wal']) {
      const bytes = await readFile(join(folder.path, name));
      expect([name, bytes.includes('my secret'), bytes.includes(chat)]).toEqual([
        name,
        false,
        false,
      ]);
    }
    await journal.close();
  });
});

it('an erasure is not called done while another program keeps what was erased in the log', async () => {
  await using folder = await makeFolder();
  const journal = openJournal(folder.path, Date.now);
  await journal.inbox.accept(message(chat, 'a', 'my secret'));
  const reader = folder.connect();
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM inbound').get();
  await expect(journal.erase(chat)).rejects.toMatchObject({
    code: 'service.journal.locked',
    retryable: true,
  });
  reader.close();
  await journal.erase(chat);
  expect((await readFile(`${folder.file}-wal`)).includes('my secret')).toBe(false);
  await journal.close();
});

describe('a claim', () => {
  it('is refused while another has it, and changes nothing for those who do not claim', async () => {
    await using folder = await makeFolder();
    const serving = openJournal(folder.path, Date.now);
    await serving.ownership.claim(() => Promise.resolve());
    const second = openJournal(folder.path, Date.now);
    await expect(second.ownership.claim(() => Promise.resolve())).rejects.toMatchObject({
      code: 'setup.journal.claimed',
    });
    expect(await second.inbox.accept(message(chat, 'a'))).toMatchObject({ isNew: true });
    await serving.close();
    await second.ownership.claim(() => Promise.resolve());
    await second.close();
  });
});

describe('the plugin', () => {
  it('finds a damaged place that no message has met yet', async () => {
    await using folder = await makeFolder();
    const silent = { debug() {}, info() {}, warn() {}, error() {} };
    const world: World = { log: silent, now: Date.now, fetch, dataFolder: folder.path };
    const journal = await plugin.create({}, world);
    for (let index = 0; index < 40; index += 1)
      await journal.inbox.accept(message(chat, `m${index}`, 'x'.repeat(3000)));
    await journal.close();
    const file = await open(folder.file, 'r+');
    await file.write(
      Buffer.alloc(8192),
      0,
      8192,
      Math.floor((await file.stat()).size / 8192) * 4096,
    );
    await file.close();
    const found = await plugin.check?.({}, world, AbortSignal.timeout(10_000));
    expect(found).toMatchObject([
      { level: 'problem', message: expect.stringContaining('is damaged') as string },
    ]);
  });

  it('opens the journal in the data folder, and its check says what is in it, also beside a running bot', async () => {
    await using folder = await makeFolder();
    const silent = { debug() {}, info() {}, warn() {}, error() {} };
    const world: World = { log: silent, now: Date.now, fetch, dataFolder: folder.path };
    const journal = await plugin.create({}, world);
    await journal.ownership.claim(() => Promise.resolve());
    await journal.inbox.accept(message(chat, 'a'));
    expect(await plugin.check?.({}, world, AbortSignal.timeout(10_000))).toEqual([
      { level: 'ok', message: `${folder.file}: 1 waiting, 0 due, 0 given up` },
    ]);
    await journal.letters.reject(Buffer.from('?'), 'not JSON');
    expect(await plugin.check?.({}, world, AbortSignal.timeout(10_000))).toMatchObject([
      { level: 'warning' },
    ]);
    await journal.close();
  });
});
