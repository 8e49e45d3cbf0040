import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../../src/plugins/journal/sqlite/journal.ts';
import { makeFolder, type DataFolder } from './folder.ts';
import { repeated } from '../../../rounds.ts';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const kills = repeated(4, 12);

interface Row {
  id: string;
  state: number;
}

describe('a process that is killed', () => {
  it('leaves everything behind that it has said is done', { timeout: 120_000 }, async () => {
    await using folder = await makeFolder();
    const said = {
      accepted: new Set<string>(),
      settled: new Set<string>(),
      sent: new Set<string>(),
    };
    for (let round = 0; round < kills; round += 1) {
      for (const line of await killedAfter(
        folder,
        `r${round}`,
        1 + Math.floor(Math.random() * 300),
      )) {
        const [word = '', id = ''] = line.split(' ');
        if (word in said) said[word as keyof typeof said].add(id);
      }
      check(folder, said);
    }
    expect(said.settled.size).toBeGreaterThan(0);
    const journal = openJournal(folder.path, Date.now);
    await journal.ownership.claim(() => Promise.resolve());
    await journal.close();
  });
});

/** What a process said that filled the journal and was killed at about so many lines. */
async function killedAfter(folder: DataFolder, name: string, lines: number): Promise<string[]> {
  const running = spawn(process.execPath, [child, folder.path, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  const closed = once(running, 'close');
  createInterface({ input: running.stdout }).on('line', (line) => {
    said.push(line);
    if (said.length === lines) running.kill('SIGKILL');
  });
  const [, signal] = (await closed) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  // The kill may cut the last line short.
  return said.slice(0, -1);
}

/** Every message is either waiting or ended with both of its replies; nothing that was said is missing. */
function check(
  folder: DataFolder,
  said: Record<'accepted' | 'settled' | 'sent', Set<string>>,
): void {
  const database = folder.connect();
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const messages = database.prepare('SELECT id, state FROM inbound').all() as unknown as Row[];
  const replies = database
    .prepare(
      "SELECT text AS id, state FROM outbound UNION ALL SELECT id || '', state FROM outbound",
    )
    .all();
  const turns = database.prepare('SELECT id FROM turns').all() as unknown as Row[];
  database.close();
  const known = new Map(messages.map(({ id, state }) => [id, state]));
  const ended = messages.filter(({ state }) => state === 1).map(({ id }) => id);
  const texts = new Map((replies as unknown as Row[]).map(({ id, state }) => [id, state]));
  expect([...said.accepted].filter((id) => !known.has(id))).toEqual([]);
  expect([...said.settled].filter((id) => known.get(id) !== 1)).toEqual([]);
  expect([...said.sent].filter((id) => texts.get(id) !== 1)).toEqual([]);
  expect(turns).toHaveLength(ended.length);
  expect(
    ended.flatMap((id) => [`first to ${id}`, `second to ${id}`]).filter((text) => !texts.has(text)),
  ).toEqual([]);
  expect(replies).toHaveLength(ended.length * 4);
}
