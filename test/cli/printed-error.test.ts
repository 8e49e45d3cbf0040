import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CLIError } from '@oclif/core/errors';
import { describe, expect, it, vi } from 'vitest';
import { SetupError } from '../../src/core/errors.ts';
import { printedError, understood } from '../../src/cli/printed-error.ts';
import { cleanEnvironment, start, wabot, wabotHere } from '../cli.ts';
import { openWorld } from '../flow/world.ts';
import { program } from '../program.ts';

describe('an error with --json', () => {
  it.each([
    ['history show --json', 'phone'],
    ['history show --phone 12 --json', 'phone'],
    ['history list --nonsense --json', 'nonsense'],
    ['outbox show i1 --json', 'i1'],
    [`history import ${import.meta.dirname} --json`, 'folder'],
  ])('`wabot %s` prints four facts and nothing else', async (line, named) => {
    const { code, stdout } = await wabotHere(line.split(' '));
    const { error } = JSON.parse(stdout) as { error: object };
    expect(code).toBe(2);
    expect(error).toEqual({
      code: 'usage',
      message: expect.stringContaining(named) as string,
      suggestions: [],
      exit: 2,
    });
  });

  it('says what is wrong with a flag in a sentence, without the marks of the parser', async () => {
    const { error, stdout } = await wabotHere(['history', 'show', '--phone', '12', '--json']);
    const { message } = (JSON.parse(stdout) as { error: { message: string } }).error;
    expect(error).toBeUndefined();
    expect(message).toMatch(/^--phone: [^\n\t]+$/);
  });

  it.each([
    ['pause --phone 77001234567 --all --json', '--all cannot also be provided when using --phone'],
    [
      'resume --phone +77001234567 --all --json',
      '--phone cannot also be provided when using --all',
    ],
    ['history export --phone 77001234567 --all --json', '--all cannot also'],
  ])('of flags that exclude each other repeats no phone number: %s', async (line, said) => {
    const { code, stdout } = await wabotHere(line.split(' '));
    expect(code).toBe(2);
    expect(stdout).toContain(said);
    expect(stdout).not.toContain('77001234567');
  });

  it('of a command that there is not is data too', async () => {
    const { code, stdout, stderr } = await wabot(['histroy', 'list', '--json']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'usage',
        message: 'There is no command wabot histroy list. Did you mean wabot history list?',
        suggestions: ['wabot --help lists all commands.'],
        exit: 2,
      },
    });
  });

  it('of a word that a command does not take names the command', async () => {
    const { code, stdout } = await wabotHere(['history', 'show', '77001234567', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        message: 'wabot history show takes flags only.',
        suggestions: ['wabot history show --help shows them.'],
      },
    });
  });

  it.each([
    ['customer show 77001234567', 'wabot customer show takes flags only.'],
    ['bookngs list', 'There is no command wabot bookngs list. Did you mean wabot bookings list?'],
  ])('knows the commands that the first page of the help leaves out: %s', async (line, said) => {
    const { code, stdout } = await wabotHere([...line.split(' '), '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { message: said } });
  });

  it('keeps code and suggestions of our own errors, and what is no error is printed too', () => {
    const error = new SetupError('settings', 'Set it', { suggestions: ['Do'] });
    expect(printedError(error)).toEqual({
      code: 'setup.settings',
      message: 'Set it',
      suggestions: ['Do'],
      exit: 3,
    });
    expect(printedError(new CLIError('No', { exit: 2 }))).toMatchObject({ code: 'usage', exit: 2 });
    expect(printedError(new Error('Bug'))).toEqual({
      code: 'unknown',
      message: 'Bug',
      suggestions: [],
      exit: 1,
    });
    expect(printedError('thrown')).toMatchObject({ message: 'thrown', exit: 1 });
  });
});

describe.skipIf(!existsSync('/dev/full'))('standard output on a full disk', () => {
  /** Runs wabot with its data going where no byte has room. */
  async function intoFullDisk(...args: string[]): Promise<{ code: number | null; stderr: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-full-'));
    const full = await open('/dev/full', 'w');
    try {
      const env = cleanEnvironment();
      const child = spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env,
        stdio: ['ignore', full.fd, 'pipe'],
      });
      const [stderr, [code]] = await Promise.all([
        text(child.stderr as Readable),
        once(child, 'exit'),
      ]);
      return { code: code as number | null, stderr };
    } finally {
      await full.close();
      await rm(folder, { recursive: true });
    }
  }

  it.each([
    ['plugins'],
    ['plugins --json'],
    ['prompts list --json'],
    ['history show --json'],
    ['--help'],
    ['plugins --help'],
  ])('ends `wabot %s` with one sentence and what to do', async (line) => {
    const { code, stderr } = await intoFullDisk(...line.split(' '));
    const said = stderr.replace(/\s+[›»]?\s*/g, ' ');
    expect(said).toContain('Standard output cannot be written (ENOSPC)');
    expect(said).toContain('Make room on the disk');
    expect(stderr).not.toMatch(/\.js|node:|Node\.js/);
    expect(code).toBe(3);
  });
});

describe('what the file system refuses', () => {
  it('is for a person to change also where no path is told, when the disk is full', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    expect(understood(full)).toMatchObject({
      code: 'setup.file',
      message: 'A file cannot be written (ENOSPC)',
      suggestions: ['Make room on the disk.'],
    });
    const closed = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' });
    expect(understood(closed)).toBe(closed);
  });

  it('is for a person to change', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-failure-'));
    try {
      await writeFile(join(folder, 'data'), 'a file where a folder should be');
      const { code, stdout } = await wabotHere(['prompts', 'list', '--json'], { cwd: folder });
      expect(code).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({
        error: {
          code: 'setup.prompts.folder',
          message: expect.stringContaining('ENOTDIR') as string,
          suggestions: [expect.any(String)],
        },
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is told from every other error', () => {
    const absent = Object.assign(new Error('no'), { code: 'ENOENT', path: '/x' });
    const refused = Object.assign(new Error('no'), { code: 'EACCES' });
    expect([understood(absent), understood(refused)]).toEqual([absent, refused]);
  });
});

describe('Ctrl+C', () => {
  it('ends a command that waits for somebody with 130', async () => {
    await using world = await openWorld({ idle: true });
    world.greenApi.fault('getSettings', { line: 'hang' });
    const running = start(['webhook', 'show', '--json'], { cwd: world.folder, env: world.env });
    await vi.waitFor(() => expect(world.greenApi.calls).toHaveLength(1), {
      timeout: 60_000,
      interval: 20,
    });
    const { code, stdout } = await running.stop('SIGINT');
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'stopped', exit: 130 } });
  });
});
