import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from '../../../src/core/settings/env-file.ts';
import { openLog } from '../../../src/core/log/log-writer.ts';
import { checkDisk } from '../../../src/core/checks/disk-check.ts';
import {
  isPermissionError,
  keepOwner,
  strangersFile,
  strangersIn,
  type Owner,
  type Owners,
} from '../../../src/core/files/file-owner.ts';
import { PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';
import { writeRunNote } from '../../../src/core/health/run-note.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { SqliteStore } from '../../../src/plugins/memory/file/index.ts';

/** A machine where these things belong to these users; `refuses`: the system lets nobody give anything away. */
function machine(me: number | undefined, things: Record<string, number>, refuses = false) {
  const given: [string, Owner][] = [];
  const owners: Owners = {
    me: () => me,
    of: (path) =>
      things[path] === undefined ? undefined : { uid: things[path], gid: things[path] + 1 },
    give: (path, owner) => {
      if (refuses) throw Object.assign(new Error('no'), { code: 'EPERM' });
      given.push([path, owner]);
    },
    nameOf: (uid) => ({ 0: 'root', 7: 'wabot' })[uid] ?? `number ${uid}`,
  };
  return { owners, given };
}

describe('what root makes', () => {
  it.each([
    [
      'root, in a folder of another',
      0,
      { '/data': 7, '/data/x': 0 },
      [['/data/x', { uid: 7, gid: 8 }]],
    ],
    ['root, in its own folder', 0, { '/data': 0, '/data/x': 0 }, []],
    ['root, what belongs to the other already', 0, { '/data': 7, '/data/x': 7 }, []],
    ['another user', 7, { '/data': 8, '/data/x': 7 }, []],
    ['where users have no numbers', undefined, { '/data': 7, '/data/x': 0 }, []],
  ])('belongs to the owner of the folder: %s', (_name, me, things, expected) => {
    const { owners, given } = machine(me, things);
    expect(keepOwner('/data/x', { owners })).toBe(true);
    expect(given).toEqual(expected);
  });

  it('stays root’s where the system gives nothing away, and that is told', () => {
    expect(keepOwner('/data/x', machine(0, { '/data': 7, '/data/x': 0 }, true))).toBe(false);
  });
});

describe('a refusal of the system', () => {
  it.each([
    ['EACCES', true],
    ['EPERM', true],
    ['ENOENT', false],
    ['', false],
    [undefined, false],
  ])('is told by the code %s: %s', (code, refused) => {
    expect(isPermissionError(Object.assign(new Error('no'), { code }))).toBe(refused);
  });
});

describe('whose a file is', () => {
  it.each([
    [
      'the folder is root’s',
      7,
      { '/': 0, '/d': 7, '/d/p': 0 },
      '/d/p belongs to root, and this is wabot',
    ],
    [
      'nothing is to be seen below the folder',
      7,
      { '/': 0, '/d': 0 },
      '/d belongs to root, and this is wabot',
    ],
    ['it is one’s own', 7, { '/': 0, '/d/p/1.json': 7 }, undefined],
    ['root may all', 0, { '/': 0, '/d/p': 7 }, undefined],
  ])('is said where it is in the way: %s', (_name, me, things, whose) => {
    expect(strangersFile('/d/p/1.json', machine(me, things).owners)?.whose).toBe(whose);
  });
});

describe('what is in a folder and not its bot’s', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wabot-owner-'));
  mkdirSync(join(folder, 'prompts'));
  writeFileSync(join(folder, 'prompts', '1.json'), '');
  afterAll(() => rmSync(folder, { recursive: true }));
  const [prompts, version] = [join(folder, 'prompts'), join(folder, 'prompts', '1.json')];

  it.each([
    ['root sees what is root’s', 0, { [folder]: 7, [prompts]: 0, [version]: 7 }, [prompts]],
    ['root in a folder of root’s', 0, { [folder]: 0, [prompts]: 0, [version]: 7 }, []],
  ])('%s', (_name, me, things, found) => {
    expect(strangersIn(folder, machine(me, things).owners).map(({ path }) => path)).toEqual(found);
  });
});

/** A user that is there on every system and never runs the tests. */
const service = 65_534;

const isRoot = process.geteuid?.() === 0;

// Only root can give anything away; for everybody else the tests above hold the same with a machine of their own.
describe.runIf(isRoot)('root in the folder of a service', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wabot-owner-'));
    chownSync(folder, service, service);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const all = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const owners = (): Record<string, number> =>
    Object.fromEntries(all().map((name) => [name, statSync(join(folder, name)).uid]));
  const its = (...names: string[]): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, service]));

  it('makes journal, memory and what lies beside them the service’s', async () => {
    const journal = openJournal(join(folder, 'data'), Date.now);
    await journal.ownership.claim(() => Promise.resolve());
    await journal.health();
    const memory = new SqliteStore(join(folder, 'data', 'memory.db'));
    await memory.set('a', 'b');
    expect(owners()).toMatchObject(
      its('data', 'data/journal.db', 'data/journal.db-wal', 'data/journal.db-shm'),
    );
    expect(owners()).toMatchObject(
      its('data/journal.lock', 'data/memory.db', 'data/memory.db-wal', 'data/memory.db-shm'),
    );
    await memory.disconnect();
    await journal.close();
  });

  it('makes the log, the note of the run, versions of the prompt and .env the service’s', async () => {
    const level = 'info' as const;
    const log = await openLog({
      level,
      folder: join(folder, 'logs'),
      content: true,
      maxMegabytes: 1,
      files: 1,
      timeZone: 'UTC',
      secrets: [],
      file: true,
    });
    await log.close();
    await writeRunNote(join(folder, 'data'), {
      version: '1',
      pid: 1,
      startedAt: 'now',
      address: 'x',
      receives: 'webhook',
    });
    const versions = new PromptVersions(join(folder, 'data'));
    await versions.keep({ text: 'A', source: 'x', kind: 'file' }, 1);
    await versions.rollBack({ number: 1, over: 'x' });
    await writeWhole(join(folder, '.env'), 'A=1', { secret: true });
    expect(new Set(Object.values(owners()))).toEqual(new Set([service]));
    expect(all()).toEqual(
      expect.arrayContaining(['.env', 'logs/app.log', 'data/prompts/rollback.json']),
    );
  });

  it('gives back what an earlier command left to root, before it says that a version is current', async () => {
    const versions = new PromptVersions(join(folder, 'data'));
    await versions.keep({ text: 'A', source: 'x', kind: 'file' }, 1);
    for (const path of ['data/prompts/1.json', 'data/prompts']) chownSync(join(folder, path), 0, 0);
    await new PromptVersions(join(folder, 'data')).rollBack({ number: 1, over: 'x' });
    expect(new Set(Object.values(owners()))).toEqual(new Set([service]));
  });

  it('leaves a .env to whom it belonged, wherever it lies', async () => {
    chownSync(folder, 0, 0);
    mkdirSync(join(folder, 'own'));
    const env = join(folder, 'own', '.env');
    writeFileSync(env, 'A=1');
    chownSync(env, service, service);
    await writeWhole(env, 'A=2', { secret: true });
    expect([statSync(env).uid, statSync(dirname(env)).uid]).toEqual([service, 0]);
  });

  it('is told by the doctor what root has left there', async () => {
    const data = join(folder, 'data');
    await new PromptVersions(data).keep({ text: 'A', source: 'x', kind: 'file' }, 1);
    const environment = { WABOT_DATA: data, LOG_DIR: join(folder, 'logs') };
    expect(await checkDisk(environment)).toMatchObject([{ level: 'ok' }, { level: 'ok' }]);
    chownSync(join(data, 'prompts', '1.json'), 0, 0);
    expect(await checkDisk(environment)).toMatchObject([
      {
        level: 'problem',
        message: expect.stringMatching(/prompts\/1\.json belongs to root/) as string,
      },
      { level: 'ok' },
      { level: 'ok' },
    ]);
  });
});
