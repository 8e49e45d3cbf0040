import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../../src/plugins/journal/sqlite/journal.ts';
import { message, settlement } from '../../../../src/suites/journal/place.ts';
import { makeFolder } from './folder.ts';

const chat = '77001234567@c.us';

describe('commits', () => {
  it('are shared by what comes together', async () => {
    await using folder = await makeFolder();
    const journal = openJournal(folder.path, () => 0);
    await journal.inbox.accept(message(chat, 'first'));
    const before = await commits(`${folder.file}-wal`);
    const accepts = Array.from({ length: 50 }, (_, index) =>
      journal.inbox.accept(message(chat, `m${index}`)),
    );
    await Promise.all([...accepts, journal.turns.settle(settlement(chat, ['first'], ['hello']))]);
    expect((await commits(`${folder.file}-wal`)) - before).toBe(1);
    for (let index = 0; index < 5; index += 1)
      await journal.inbox.accept(message(chat, `n${index}`));
    expect((await commits(`${folder.file}-wal`)) - before).toBe(6);
    await journal.close();
  });

  it('prove that the file can be written once a second at most', async () => {
    await using folder = await makeFolder();
    let now = Date.now();
    const journal = openJournal(folder.path, () => now);
    await journal.health();
    const before = await commits(`${folder.file}-wal`);
    for (let call = 0; call < 10; call += 1) await journal.health();
    expect(await commits(`${folder.file}-wal`)).toBe(before);
    now += 1_000;
    await journal.health();
    expect(await commits(`${folder.file}-wal`)).toBe(before + 1);
    await journal.close();
  });
});

/** Commits in a write-ahead log: frames whose header names the size of the database after it (sqlite.org/fileformat.html#walformat). */
async function commits(file: string): Promise<number> {
  const log = await readFile(file);
  const frame = 24 + log.readUInt32BE(8);
  let count = 0;
  for (let at = 32; at + frame <= log.length; at += frame)
    if (log.readUInt32BE(at + 4) > 0) count += 1;
  return count;
}
