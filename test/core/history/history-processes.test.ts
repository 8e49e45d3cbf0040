import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { History } from '../../../src/core/history/history.ts';
import { useFolder } from '../../folder.ts';
import { chat, hourMs, keepingLog, openFile, turn } from '../memories.ts';

const options = { limit: 10, ttlMs: hourMs, log: keepingLog() };

function start(path: string, ...rest: string[]): ChildProcessByStdio<null, Readable, null> {
  const script = join(import.meta.dirname, 'history-child.ts');
  return spawn(process.execPath, [script, path, ...rest], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Kills a writing process once it has said that it wrote `enough`; resolves with the last number it had said by then. */
async function killed(
  child: ChildProcessByStdio<null, Readable, null>,
  enough: number,
): Promise<number> {
  let heard = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    heard += chunk;
    if (Number(heard.split('\n').at(-2)) >= enough) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return Number(heard.split('\n').at(-2));
}

function integrity(path: string): unknown {
  const database = new DatabaseSync(path);
  const found = database.prepare('PRAGMA integrity_check').all();
  database.close();
  return found;
}

describe('a memory file and other processes', { timeout: 120_000 }, () => {
  const folder = useFolder();

  it('survives SIGKILL in the middle of writes, with everything that was written', async () => {
    const path = join(folder(), 'killed.db');
    for (let round = 0; round < 6; round += 1) {
      const name = `round ${round}`;
      const last = await killed(start(path, 'write', name), 120 + round * 37);
      const history = new History(openFile(path), options);
      for (let number = last; number > last - 50; number -= 1) {
        const { entries } = await history.recall(`${name} ${number % 50}`);
        expect(entries.map(({ id }) => id)).toContain(`reply:m${number}`);
      }
      await history.close();
      expect(integrity(path)).toEqual([{ integrity_check: 'ok' }]);
    }
  });

  it('is opened and written by many at once', async () => {
    const path = join(folder(), 'many.db');
    const children = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
      name,
      child: start(path, 'write', name),
    }));
    const written = await Promise.all(
      children.map(async ({ name, child }) => ({ name, last: await killed(child, 60) })),
    );
    const history = new History(openFile(path), options);
    for (const { name, last } of written) {
      const { entries } = await history.recall(`${name} ${last % 50}`);
      expect(entries.map(({ id }) => id)).toContain(`m${last}`);
    }
    await history.close();
    expect(integrity(path)).toEqual([{ integrity_check: 'ok' }]);
  });

  it('is cleared by another process while this one writes, and the clear is seen at once', async () => {
    const path = join(folder(), 'cleared.db');
    const history = new History(openFile(path), options);
    let number = 1;
    for (let round = 0; round < 3; round += 1) {
      await history.record(turn(number, { facts: { language: 'kk' } }));
      const child = start(path, 'clear');
      const closed = once(child, 'close');
      const output = text(child.stdout);
      let running = true;
      void closed.then(() => (running = false));
      for (; running; number += 1) {
        await history.record(turn(number + 1));
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await output).toBe('true\n');
      expect((await history.recall(chat)).facts).toEqual({});
    }
    await history.close();
  });
});
