import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  liveRun,
  readRunNote,
  writeRunNote,
  type RunNote,
} from '../../../src/core/health/run-note.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-note-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The number of a process that has ended. */
const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const note = (pid: number, minute: number, more: Partial<RunNote> = {}): RunNote => ({
  version: '1.0.0',
  pid,
  host: hostname(),
  startedAt: `2026-11-24T10:0${minute}:00.000Z`,
  address: 'http://127.0.0.1:8000',
  receives: 'webhook',
  ...more,
});

describe('notes of several runs with one data folder', () => {
  it('name the one that goes on, not a younger one that was killed', async () => {
    await writeRunNote(folder, note(process.pid, 1));
    await writeFile(join(folder, 'run-killed.json'), JSON.stringify(note(gone(), 2)));
    expect((await liveRun(folder))?.pid).toBe(process.pid);
    expect((await readRunNote(folder))?.startedAt).toContain('10:02');
  });

  it('name none when all are over, and the latest is still known', async () => {
    await writeRunNote(folder, note(gone(), 1));
    await writeRunNote(folder, note(process.pid, 2, { stoppedAt: '2026-11-24T10:03:00.000Z' }));
    expect(await liveRun(folder)).toBeUndefined();
    expect((await readRunNote(folder))?.pid).toBe(process.pid);
  });

  it('believe another machine, whose processes cannot be seen, and an older version', async () => {
    await writeRunNote(folder, note(gone(), 1, { host: 'elsewhere' }));
    expect((await liveRun(folder))?.host).toBe('elsewhere');
    await rm(folder, { recursive: true });
    const { host: _host, ...older } = note(gone(), 1);
    await writeRunNote(folder, note(process.pid, 0, { stoppedAt: 'x' }));
    await writeFile(join(folder, 'run.json'), JSON.stringify(older));
    expect(await liveRun(folder)).toEqual(older);
  });

  it('are removed with the next one when their process is gone', async () => {
    for (let run = 1; run < 5; run += 1) await writeRunNote(folder, note(gone(), run));
    await writeRunNote(folder, note(process.pid, 5));
    expect(await readdir(folder)).toHaveLength(1);
  });
});
