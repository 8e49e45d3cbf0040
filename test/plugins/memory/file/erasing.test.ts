import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { Chats } from '../../../../src/core/history/chats.ts';
import { History } from '../../../../src/core/history/history.ts';
import { chat, hourMs, keepingLog, openFile, said, turn } from '../../../core/memories.ts';
import { useFolder } from '../../../folder.ts';

const folder = useFolder();
const secret = 'the secret of this person ';

it('leaves nothing of a person in the file, also of what was replaced before, beside another process that has it open', async () => {
  const path = join(folder(), 'memory.db');
  const options = { ttlMs: hourMs, log: keepingLog() };
  const serving = new History(openFile(path), { limit: 6, ...options });
  for (let number = 1; number <= 60; number += 1) {
    const entries = [
      { ...said(number)[0], text: secret.repeat(1 + ((number * 37) % 90)) },
      said(number)[1],
    ];
    await serving.record(turn(number, { entries }));
    await serving.record(turn(number, { chat: `other ${number % 7}` }));
  }
  const chats = new Chats(openFile(path), options);
  expect(await chats.erase(chat)).toBe(true);
  for (const file of [path, `${path}-wal`]) {
    const bytes = await readFile(file);
    expect([file, bytes.includes(secret), bytes.includes(chat)]).toEqual([file, false, false]);
  }
  expect((await readFile(path)).includes('other 3')).toBe(true);
  expect(await chats.erase(chat)).toBe(false);
  await Promise.all([chats.close(), serving.close()]);
});

it('is not called done while another program keeps what was erased in the log', async () => {
  const path = join(folder(), 'read.db');
  const store = openFile(path);
  await store.set('a', secret);
  const reader = new DatabaseSync(path);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM entries').get();
  await expect(store.erase('a')).rejects.toMatchObject({ kind: 'service', retryable: true });
  reader.close();
  await store.erase('a');
  expect((await readFile(`${path}-wal`)).includes(secret)).toBe(false);
  await store.disconnect();
});
