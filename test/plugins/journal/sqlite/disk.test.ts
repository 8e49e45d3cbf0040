import {
  copyFileSync,
  existsSync,
  fdatasync,
  mkdirSync,
  readFileSync,
  writeFileSync,
  type NoParamCallback,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openJournal } from '../../../../src/plugins/journal/sqlite/journal.ts';
import { isNew, message, settlement, waitingIds } from '../../../../src/suites/journal/place.ts';
import { makeFolder, type DataFolder } from './folder.ts';

type Sync = (descriptor: number, ended: NoParamCallback) => void;

const { real, disk } = vi.hoisted(() => ({
  real: {} as { fdatasync: typeof fdatasync },
  disk: {} as { sync: Sync },
}));

vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  real.fdatasync = fs.fdatasync;
  const watched = (descriptor: number, ended: NoParamCallback): void =>
    disk.sync(descriptor, ended);
  return {
    ...fs,
    fdatasync: Object.assign(watched, { __promisify__: fs.fdatasync.__promisify__ }),
  };
});

const chat = '77001234567@c.us';

beforeEach(() => {
  disk.sync = real.fdatasync;
});

/** Every sync from now on waits until it is let go. */
function heldBack(): { ends: NoParamCallback[] } {
  const ends: NoParamCallback[] = [];
  disk.sync = (_, ended) => void ends.push(ended);
  return { ends };
}

/** From now on a copy of what a power cut would leave: what the files held when the latest sync began. */
function afterPowerCut(folder: DataFolder, copy: string): void {
  disk.sync = (descriptor, ended) => {
    mkdirSync(copy, { recursive: true });
    for (const end of ['', '-wal']) {
      if (existsSync(folder.file + end))
        copyFileSync(folder.file + end, join(copy, `journal.db${end}`));
    }
    real.fdatasync(descriptor, ended);
  };
}

/** What a disk has of a file whose bytes from `start` on once failed to reach it: nothing, where they were not written again. */
function withoutLost(file: Buffer, lost: Buffer, start: number): Buffer {
  const end = Math.min(file.length, lost.length);
  const isUnwritten = start < end && file.compare(lost, start, end, start, end) === 0;
  return isUnwritten ? Buffer.from(file).fill(0, start, end) : file;
}

describe('a message that was accepted', () => {
  it('is there after a power cut once it is synced', async () => {
    await using folder = await makeFolder();
    await using copy = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    afterPowerCut(folder, copy.path);
    await isNew(journal, message(chat, 'synced'));
    const { ends } = heldBack();
    await journal.inbox.accept(message(chat, 'not synced'));
    const left = openJournal(copy.path, Date.now);
    expect(await waitingIds(left, chat)).toEqual(['synced']);
    await left.close();
    await vi.waitFor(() => expect(ends).toHaveLength(1));
    ends[0]?.(null);
    await journal.close();
  });

  it('is not synced before the disk says so, and shares the sync with those that came with it', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    const { ends } = heldBack();
    const synced = vi.fn<() => void>();
    const take = async (id: string): Promise<void> => {
      const { durable } = await journal.inbox.accept(message(chat, id));
      await durable.then(synced);
    };
    const first = ['a', 'b', 'c'].map(take);
    await vi.waitFor(() => expect(ends).toHaveLength(1));
    const second = ['d', 'e'].map(take);
    await vi.waitFor(async () => expect(await waitingIds(journal, chat)).toHaveLength(5));
    expect(synced).not.toHaveBeenCalled();
    ends[0]?.(null);
    await Promise.all(first);
    await vi.waitFor(() => expect(ends).toHaveLength(2));
    expect(synced).toHaveBeenCalledTimes(3);
    ends[1]?.(null);
    await Promise.all(second);
    await journal.close();
  });
});

describe('a disk that fails', () => {
  it('is told to anyone who waits for it, and is tried again', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await isNew(journal, message(chat, 'a'));
    disk.sync = (_, ended) => ended(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
    const failure = { code: 'service.journal.unavailable', retryable: true };
    await expect(isNew(journal, message(chat, 'a'))).rejects.toMatchObject(failure);
    await expect(journal.letters.reject(Buffer.from('?'), 'odd')).rejects.toMatchObject(failure);
    await expect(journal.health()).rejects.toMatchObject(failure);
    disk.sync = real.fdatasync;
    await isNew(journal, message(chat, 'a'));
    await expect(journal.health()).resolves.toMatchObject({ waiting: 1 });
    await journal.close();
  });

  it('may have forgotten what it could not write: all of it is written once more before anything counts as synced', async () => {
    await using folder = await makeFolder();
    await using copy = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await isNew(journal, message(chat, 'a'));
    const { length } = readFileSync(`${folder.file}-wal`);
    disk.sync = (_, ended) => ended(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
    await expect(isNew(journal, message(chat, 'b'))).rejects.toThrow('journal');
    const lost = readFileSync(`${folder.file}-wal`);
    disk.sync = real.fdatasync;
    await isNew(journal, message(chat, 'b'));
    await isNew(journal, message(chat, 'c'));
    copyFileSync(folder.file, copy.file);
    writeFileSync(
      `${copy.file}-wal`,
      withoutLost(readFileSync(`${folder.file}-wal`), lost, length),
    );
    const left = openJournal(copy.path, Date.now);
    expect(await waitingIds(left, chat)).toEqual(['a', 'b', 'c']);
    await left.close();
    await journal.close();
  });

  it('is not taken for whole when the file is gone', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await isNew(journal, message(chat, 'a'));
    await rename(`${folder.file}-wal`, `${folder.file}-moved`);
    await expect(isNew(journal, message(chat, 'a'))).rejects.toMatchObject({
      code: 'service.journal.unavailable',
      retryable: true,
    });
    await rename(`${folder.file}-moved`, `${folder.file}-wal`);
    await isNew(journal, message(chat, 'a'));
    await journal.close();
  });
});

describe('a try to send', () => {
  it('is on its way to the disk with what was settled before it, and nobody waits for that', async () => {
    await using folder = await makeFolder();
    await using copy = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await isNew(journal, message(chat, 'a'));
    const { ends } = heldBack();
    const [due] = await journal.turns.settle(settlement(chat, ['a'], ['hello']));
    await journal.outbox.attempt(due?.id ?? '', 5);
    expect(ends).toEqual([]);
    afterPowerCut(folder, copy.path);
    await vi.waitFor(async () => {
      const left = openJournal(copy.path, Date.now);
      const replies = await left.outbox.due();
      await left.close();
      expect(replies).toMatchObject([{ text: 'hello', attemptedAt: 5 }]);
    });
    await journal.close();
  });
});

describe('closing', () => {
  it('waits for what is on its way to the disk', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, Date.now);
    await isNew(journal, message(chat, 'a'));
    const { ends } = heldBack();
    const order: string[] = [];
    const synced = isNew(journal, message(chat, 'a')).then(() => order.push('synced'));
    await vi.waitFor(() => expect(ends).toHaveLength(1));
    const closed = journal.close().then(() => order.push('closed'));
    for (let turns = 0; turns < 5; turns += 1)
      await new Promise((resolve) => setImmediate(resolve));
    ends[0]?.(null);
    await Promise.all([synced, closed]);
    expect(order).toEqual(['synced', 'closed']);
  });
});
