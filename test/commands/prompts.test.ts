import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wabot, wabotHere, type RanHere } from '../cli.ts';
import {
  documentId,
  notShared,
  startGoogle,
  type FakeGoogle,
} from '../plugins/prompt/google-docs/fake.ts';
import { plain } from '../plugins/prompt/google-docs/fixtures.ts';

let fake: FakeGoogle;
let cwd: string;
let env: Record<string, string>;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'wabot-prompts-'));
  fake = await startGoogle(plain());
  fake.google.exported = 'Чай\nКофе\nЧасы: 10–20';
  env = {
    WABOT_PROMPT: 'google-docs',
    GOOGLE_DOCS_ID: documentId,
    GOOGLE_API_URL: fake.url,
    NO_PROXY: '127.0.0.1',
  };
});
afterEach(async () => {
  await fake[Symbol.asyncDispose]();
  await rm(cwd, { recursive: true });
});

async function prompts(...args: string[]): Promise<RanHere> {
  const { stdout, stderr, ...ran } = await wabotHere(['prompts', ...args], { cwd, env });
  return { ...ran, stdout: withoutHash(stdout), stderr: withoutHash(stderr) };
}

/** With a word in the place of the starts of hashes behind names. */
function withoutHash(text: string): string {
  return text.replaceAll(/\([0-9a-f]{12}\)/g, '(hash)');
}

/** The value of a command that went well. */
async function value(...args: string[]): Promise<unknown> {
  const ran = await prompts(...args);
  expect(ran.error).toBeUndefined();
  return ran.value;
}

const version = (number: number, characters: number) => ({
  version: number,
  name: `gdocs-${number}`,
  source: `Google document ${documentId}`,
  fetchedAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/) as string,
  hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  characters,
  tokens: expect.any(Number) as number,
});

describe('prompts sync', () => {
  it('keeps what is new and says what changed', async () => {
    expect(await prompts('sync')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: 'gdocs-1 (hash) is current: +3 -0 lines; 20 characters, about 6 tokens\n',
    });
    fake.google.exported = 'Чай\nКакао XXX\nЧасы: 10–20';
    const { code, stdout, stderr } = await prompts('sync');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Warning: line 2 seems unfinished: XXX\n',
    });
    expect(stdout).toBe(
      'gdocs-2 (hash) is current: +1 -1 lines; 25 characters, about 8 tokens\n  Чай\n- Кофе\n+ Какао XXX\n  Часы: 10–20\n',
    );
    expect(await prompts('sync')).toMatchObject({
      stdout: expect.stringContaining('gdocs-2 (hash) is current: nothing new') as string,
    });
  });

  it('gives data', async () => {
    expect(await value('sync')).toEqual({
      changed: true,
      rolledBack: false,
      version: version(1, 20),
      previous: null,
      source: `Google document ${documentId}`,
      characters: 20,
      tokens: 6,
      added: 3,
      removed: 0,
      warnings: [],
    });
    fake.google.exported = 'Чай TBD';
    expect(await value('sync')).toMatchObject({
      version: { version: 2 },
      previous: version(1, 20),
      warnings: [{ line: 1, message: 'line 1 seems unfinished: TBD' }],
    });
  });

  it('with --check keeps nothing and exits with 10 when there is something new', async () => {
    expect(await prompts('sync', '--check')).toMatchObject({
      code: 10,
      value: { changed: true, version: null },
    });
    expect(await value('list')).toEqual({ inForce: null, rolledBack: false, versions: [] });
    await prompts('sync');
    expect(await prompts('sync', '--check')).toMatchObject({
      code: 0,
      value: { changed: false, version: null },
    });
    fake.google.exported = 'Чай';
    expect(await wabot(['prompts', 'sync', '--check'], { cwd, env })).toMatchObject({
      code: 10,
      stderr: '',
    });
  });

  it.each([
    [' ', 3, 'it is empty'],
    [undefined, 3, 'is not shared'],
  ])(
    'leaves everything as it was when the document is no good: %#',
    async (exported, code, message) => {
      await prompts('sync');
      fake.google.exported = exported;
      const ran = await wabot(['prompts', 'sync'], { cwd, env });
      expect(ran).toMatchObject({
        code,
        stdout: '',
        stderr: expect.stringContaining(message) as string,
      });
      expect(await value('show')).toMatchObject({ version: 1, text: 'Чай\nКофе\nЧасы: 10–20' });
    },
  );

  it('exits with 4 when Google has a fault', async () => {
    fake.google.instead.md = { status: 503, body: 'x' };
    expect(await prompts('sync')).toMatchObject({
      code: 4,
      error: { code: 'service.google-docs.unavailable' },
    });
    fake.google.instead.md = notShared;
    const { code, stdout } = await wabot(['prompts', 'sync', '--json'], { cwd, env });
    expect([code, JSON.parse(stdout)]).toMatchObject([
      3,
      { error: { code: 'setup.google-docs.not-shared' } },
    ]);
  });

  it('keeps a prompt file as a version, to which the bot can go back', async () => {
    env = {};
    await writeFile(join(cwd, 'prompt.md'), 'Чай 500 ₸');
    expect(await value('sync')).toMatchObject({
      version: { name: 'file-1', source: join(cwd, 'prompt.md') },
    });
    await writeFile(join(cwd, 'prompt.md'), 'Чай 600 ₸');
    expect(await value('sync')).toMatchObject({ changed: true, version: { name: 'file-2' } });
    expect(await value('rollback', 'file-1')).toMatchObject({
      rolledBack: true,
      inForce: { name: 'file-1' },
    });
    expect(await value('list')).toMatchObject({
      inForce: 1,
      rolledBack: true,
      versions: [{ version: 2 }, { version: 1 }],
    });
  });
});

describe('with two versions', () => {
  beforeEach(async () => {
    await prompts('sync');
    fake.google.exported = 'Чай\nКакао\nЧасы: 10–20';
    await prompts('sync');
  });

  it('prompts list marks the current one', async () => {
    const { stdout, stderr, value: listed } = await prompts('list');
    expect(stderr).toBe('');
    const line = (start: string): RegExp =>
      new RegExp(
        String.raw`^${start} +20[\d-]+ [\d:]+ +2\d +~\d  [0-9a-f]{12}  Google document 1AbC`,
        'm',
      );
    expect(stdout).toMatch(line(String.raw`\*  gdocs-2`));
    expect(stdout).toMatch(line('   gdocs-1'));
    expect(listed).toEqual({
      inForce: 2,
      rolledBack: false,
      versions: [version(2, 21), version(1, 20)],
    });
  });

  it('prompts show prints one as it is', async () => {
    expect(await prompts('show')).toMatchObject({
      stdout: 'Чай\nКакао\nЧасы: 10–20\n',
      stderr: '',
    });
    expect(await prompts('show', 'gdocs-1')).toMatchObject({ stdout: 'Чай\nКофе\nЧасы: 10–20\n' });
    expect(await value('show', '1')).toEqual({
      ...version(1, 20),
      inForce: false,
      text: 'Чай\nКофе\nЧасы: 10–20',
    });
  });

  it('prompts diff compares, without colours where there is no terminal', async () => {
    const shown = '  Чай\n- Кофе\n+ Какао\n  Часы: 10–20\n';
    expect(await prompts('diff')).toMatchObject({
      stdout: shown,
      stderr: 'gdocs-1 (hash) to gdocs-2 (hash): +1 -1 lines\n',
    });
    expect(await prompts('diff', '1')).toMatchObject({ stdout: shown });
    expect((await prompts('diff', '2', '1')).stdout).toContain('+ Кофе');
    const sign = { ' ': 'Чай', '-': 'Кофе', '+': 'Какао' };
    const lines = [
      ...Object.entries(sign).map(([key, text]) => ({ sign: key, text })),
      { sign: ' ', text: 'Часы: 10–20' },
    ];
    expect(await value('diff')).toEqual({ from: 1, to: 2, added: 1, removed: 1, lines });
  });

  it('prompts rollback holds until `prompts sync`, without asking Google', async () => {
    const asked = fake.asked().length;
    fake.google.instead.md = { line: 'hang' };
    expect(await prompts('rollback', '1')).toMatchObject({
      stdout: 'gdocs-1 (hash) is current until its source changes or `wabot prompts sync`.\n',
      stderr: '',
    });
    expect(fake.asked().length - asked).toBeLessThanOrEqual(1);
    expect(await value('list')).toMatchObject({ inForce: 1, rolledBack: true });
    expect(await value('diff', '2')).toMatchObject({ from: 2, to: 1 });
    delete fake.google.instead.md;
    await prompts('sync');
    expect(await value('list')).toMatchObject({ inForce: 2, rolledBack: false });
    expect(await value('rollback', '2')).toEqual({ inForce: version(2, 21), rolledBack: false });
  });

  it('prompts sync --check says that an older one is current and the document differs', async () => {
    await prompts('rollback', '1');
    const { code, stdout, value: data } = await prompts('sync', '--check');
    expect(code).toBe(10);
    expect(stdout).toBe(
      'Rolled back: gdocs-1 (hash) is current, and the source differs: +1 -1 lines; 21 characters, about 7 tokens\n  Чай\n- Кофе\n+ Какао\n  Часы: 10–20\n',
    );
    expect(data).toMatchObject({
      changed: true,
      rolledBack: true,
      version: null,
      previous: version(1, 20),
      added: 1,
      removed: 1,
    });
    expect(await value('list')).toMatchObject({ inForce: 1, rolledBack: true });
    expect(await value('sync')).toMatchObject({
      changed: true,
      rolledBack: true,
      version: { version: 2 },
      previous: { version: 1 },
    });
    expect(await prompts('sync', '--check')).toMatchObject({
      code: 0,
      value: { changed: false, rolledBack: false },
    });
  });

  it.each([['show', '9'], ['rollback', 'gdocs-9'], ['diff', '1', 'x'], ['rollback']])(
    'wrong usage exits with 2: prompts %s %s',
    async (...args) => {
      const { code, stdout, error } = await prompts(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      if (args.length > 1) expect(String(error)).toContain('Kept are: 2, 1.');
    },
  );
});

it('without a version the commands say so', async () => {
  expect(await prompts('list')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'No version is kept yet: `wabot prompts sync` keeps one.\n',
  });
  for (const command of ['show', 'diff']) expect(await prompts(command)).toMatchObject({ code: 2 });
});

it('prompts rollback and list fail, and say where, when the versions cannot be read or written', async () => {
  await prompts('sync');
  await rename(join(cwd, 'data', 'prompts'), join(cwd, 'data', 'elsewhere'));
  await writeFile(join(cwd, 'data', 'prompts'), 'in the way');
  for (const args of [['rollback', '1'], ['list'], ['sync']]) {
    const { code, error, stdout } = await prompts(...args);
    expect({ args, code, stdout }).toEqual({ args, code: 3, stdout: '' });
    expect(error).toMatchObject({
      code: 'setup.prompts.folder',
      message: expect.stringContaining('data/prompts') as string,
    });
  }
});
