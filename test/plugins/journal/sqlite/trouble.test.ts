import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../../src/core/errors.ts';
import type { Inbound } from '../../../../src/core/kinds/channel.ts';
import { SqliteConnection } from '../../../../src/plugins/journal/sqlite/connection.ts';
import { openJournal, toJournal } from '../../../../src/plugins/journal/sqlite/journal.ts';
import { isNew, message, settlement, waitingIds } from '../../../../src/suites/journal/place.ts';
import { makeFolder, type DataFolder } from './folder.ts';

const chat = '77001234567@c.us';
/** SQLite's page, bytes. */
const page = 4096;

const long = 'long '.repeat(4000);

function failing(code: string): unknown {
  return expect.objectContaining({
    constructor: ServiceError,
    code: `service.journal.${code}`,
    retryable: true,
  });
}

describe('while another program holds the file', () => {
  it('waits, without holding up anything else', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    const other = folder.connect();
    other.exec('BEGIN IMMEDIATE');
    const accepted = journal.inbox.accept(message(chat, 'a'));
    for (let ticks = 0; ticks < 10; ticks += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await journal.inbox.waiting(chat)).toEqual([]);
    other.exec('ROLLBACK');
    expect(await accepted).toMatchObject({ isNew: true });
    other.close();
    await journal.close();
  });

  it('rejects after a while, all that came together, and recovers by itself', async () => {
    await using folder = await makeFolder();
    let now = Date.now();
    const journal = openJournal(folder.path, () => now);
    await journal.health();
    now += 60_000;
    const other = folder.connect();
    other.exec('BEGIN IMMEDIATE');
    const calls = [
      ...['a', 'b', 'c'].map((id) => journal.inbox.accept(message(chat, id))),
      journal.turns.settle(settlement(chat, [], ['hello'])),
      journal.letters.reject(Buffer.from('?'), 'odd'),
      journal.health(),
    ];
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: 'rejected', reason: failing('locked') });
    }
    await expect(journal.health()).rejects.toEqual(failing('locked'));
    other.exec('ROLLBACK');
    other.close();
    expect(await journal.health()).toEqual({ waiting: 0, due: 0, dead: 0 });
    expect(await journal.inbox.accept(message(chat, 'a'))).toMatchObject({ isNew: true });
    await journal.close();
  });
});

describe('when the disk is full', () => {
  it('undoes the whole commit, tells every caller, and recovers by itself', async () => {
    await using folder = await makeFolder();
    const connection = new SqliteConnection(folder.file);
    const journal = toJournal(connection, Date.now, join(folder.path, 'journal.lock'));
    await journal.inbox.accept(message(chat, 'a'));
    setMostPages(connection, 40);
    const ids = Array.from({ length: 20 }, (_, index) => `m${index}`);
    const results = await Promise.allSettled(
      ids.map((id) => journal.inbox.accept(message(chat, id, long))),
    );
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: failing('full') });
    expect(await waitingIds(journal, chat)).toEqual(['a']);
    const end = settlement(
      chat,
      ['a'],
      Array.from({ length: 20 }, () => long),
    );
    await expect(journal.turns.settle(end)).rejects.toEqual(failing('full'));
    expect(await waitingIds(journal, chat)).toEqual(['a']);
    expect(await journal.outbox.due()).toEqual([]);
    expect(await journal.turns.unremembered()).toEqual([]);
    setMostPages(connection, 1_000_000);
    expect(await Promise.all(ids.map((id) => isNew(journal, message(chat, id, long))))).toEqual(
      ids.map(() => true),
    );
    expect(await journal.turns.settle(end)).toHaveLength(20);
    await journal.close();
    expect(integrity(folder.connect())).toBe('ok');
  });
});

describe('when the file is damaged under it', () => {
  it('rejects, and goes on when the file is whole again', async () => {
    await using folder = await makeFolder();
    const first = openJournal(folder.path, Date.now);
    for (let index = 0; index < 50; index += 1)
      await first.inbox.accept(message(chat, `m${index}`, long));
    await first.close();
    const journal = openJournal(folder.path, Date.now);
    const whole = await readFile(folder.file);
    await writeFile(folder.file, Buffer.alloc(whole.length, 'garbage'));
    await expect(journal.inbox.waiting(chat)).rejects.toEqual(failing('damaged'));
    await expect(journal.inbox.accept(message(chat, 'new'))).rejects.toMatchObject({
      kind: 'service',
      retryable: true,
    });
    await writeFile(folder.file, whole);
    expect(await waitingIds(journal, chat)).toHaveLength(50);
    expect(await journal.inbox.accept(message(chat, 'new'))).toMatchObject({ isNew: true });
    await journal.close();
  });
});

describe('health', () => {
  const told = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'well',
      (error: ServiceError) => error.code,
    );

  /** A journal with something in it, closed: all of it is in the file. */
  async function filled(folder: DataFolder): Promise<number> {
    const journal = openJournal(folder.path, Date.now);
    for (let index = 0; index < 12; index += 1) {
      await journal.inbox.accept(message(chat, `m${index}`, 'x'.repeat(900)));
      await journal.turns.settle(settlement(chat, [`m${index}`], ['hello']));
    }
    await journal.close();
    return (await stat(folder.file)).size / page;
  }

  it('is bad wherever the file is damaged and a message is refused, and good when it is whole again', async () => {
    await using folder = await makeFolder();
    const pages = await filled(folder);
    const whole = await readFile(folder.file);
    const refusals: number[] = [];
    for (let at = 1; at + 2 <= pages; at += 1) {
      await writeFile(folder.file, whole);
      const journal = openJournal(folder.path, Date.now);
      await writePages(folder.file, at, Buffer.alloc(2 * page));
      const next = message(chat, `n${at}`);
      const isRefused = (await told(journal.inbox.accept(next))) !== 'well';
      if (isRefused) refusals.push(at);
      if (isRefused)
        expect([at, await told(journal.health(next))]).toEqual([at, 'service.journal.damaged']);
      await writePages(folder.file, at, whole.subarray(at * page, (at + 2) * page));
      if (isRefused) expect([at, await told(journal.health(next))]).toEqual([at, 'well']);
      await journal.close();
      for (const end of ['-wal', '-shm']) await rm(`${folder.file}${end}`, { force: true });
    }
    expect(refusals.length).toBeGreaterThan(3);
  });

  it('leaves nothing of the message that was tried', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await journal.inbox.accept(message(chat, 'a'));
    for (const refused of [undefined, message(chat, 'a'), message(chat, 'b')]) {
      expect(await journal.health(refused)).toEqual({ waiting: 1, due: 0, dead: 0 });
    }
    expect([
      await waitingIds(journal, chat),
      await journal.outbox.due(),
      await journal.turns.unremembered(),
    ]).toEqual([['a'], [], []]);
    expect(await journal.inbox.accept(message(chat, 'b'))).toMatchObject({ isNew: true });
    await journal.close();
  });

  it('is bad, and nothing is taken, once the file is gone: it would be lost with the process', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await isNew(journal, message(chat, 'a'));
    await rename(folder.file, `${folder.file}.away`);
    await expect(isNew(journal, message(chat, 'b'))).rejects.toEqual(failing('gone'));
    expect(await told(journal.health())).toBe('service.journal.gone');
    await rename(`${folder.file}.away`, folder.file);
    await isNew(journal, message(chat, 'b'));
    expect(await told(journal.health())).toBe('well');
    await journal.close();
  });

  it('is bad once when another file was put in its place, which then is the journal', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await isNew(journal, message(chat, 'a'));
    await rename(folder.file, `${folder.file}.away`);
    await writeFile(folder.file, '');
    await expect(isNew(journal, message(chat, 'b'))).rejects.toEqual(failing('gone'));
    expect(await journal.inbox.accept(message(chat, 'b'))).toMatchObject({ isNew: true });
    await isNew(journal, message(chat, 'b'));
    await journal.close();
    const again = openJournal(folder.path, Date.now);
    expect(await waitingIds(again, chat)).toEqual(['b']);
    await again.close();
  });

  it('is bad once when the write-ahead log is gone: what it held is not lost', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await isNew(journal, message(chat, 'a'));
    await rm(`${folder.file}-wal`);
    await expect(isNew(journal, message(chat, 'b'))).rejects.toEqual(failing('unavailable'));
    expect(await told(journal.health())).toBe('well');
    await journal.close();
    const again = openJournal(folder.path, Date.now);
    expect(await waitingIds(again, chat)).toEqual(['a', 'b']);
    await again.close();
  });
});

describe('a write that cannot be done', () => {
  it('does not take its neighbours with it', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    const broken = { ...message(chat, 'b'), id: undefined } as unknown as Inbound;
    const results = await Promise.allSettled(
      [message(chat, 'a'), broken, message(chat, 'c')].map((each) => journal.inbox.accept(each)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await waitingIds(journal, chat)).toEqual(['a', 'c']);
    await journal.close();
  });
});

function setMostPages(connection: SqliteConnection, pages: number): void {
  connection.get(`PRAGMA max_page_count = ${pages}`);
}

function integrity(
  database: ReturnType<Awaited<ReturnType<typeof makeFolder>>['connect']>,
): unknown {
  const answer = database.prepare('PRAGMA integrity_check').get();
  database.close();
  return answer?.['integrity_check'];
}

async function writePages(file: string, at: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at * page);
  await handle.close();
}
