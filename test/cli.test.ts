import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { start, wabot, wabotHere } from './cli.ts';

describe('wabotHere', () => {
  it('hears what a command prints and puts the process back', async () => {
    const before = {
      folder: process.cwd(),
      env: process.env,
      write: process.stdout.write,
      exitCode: process.exitCode,
    };
    const { code, stdout, error } = await wabotHere(['--version']);
    expect({ code, error }).toEqual({ code: 0, error: undefined });
    expect(stdout).toMatch(/^wabot\/\d/);
    expect({
      folder: process.cwd(),
      env: process.env,
      write: process.stdout.write,
      exitCode: process.exitCode,
    }).toEqual(before);
  });

  it.each([['transcribe absent.ogg'], ['nonsense'], ['serve']])(
    'ends `wabot %s` as a process of its own would',
    async (line) => {
      const args = line.split(' ');
      const [here, there] = [await wabotHere(args), await wabot(args)];
      expect({ code: here.code, stdout: here.stdout }).toEqual({
        code: there.code,
        stdout: there.stdout,
      });
      expect(here.error).toBeInstanceOf(Error);
    },
  );
});

describe('a process of its own', () => {
  it('keeps the developer’s environment out', async () => {
    const spy = 'data:text/javascript,console.log(Object.keys(process.env).sort().join())';
    const { stdout } = await wabot(['--version'], { node: ['--import', spy], env: { GIVEN: '1' } });
    const known = ['GIVEN', 'HOME', 'LANG', 'PATH', 'SystemRoot', 'TMPDIR', 'XDG_STATE_HOME'];
    expect(
      stdout
        .split('\n')[0]
        ?.split(',')
        .filter((name) => !known.includes(name)),
    ).toEqual([]);
    expect(stdout).toContain('GIVEN');
  });

  it('is waited for by what it says, and a wait for what it never says fails', async () => {
    const running = start(['--version'], { cwd: tmpdir() });
    const [said] = await running.saying(/wabot\/\S+/);
    expect(said).toContain('wabot/');
    await expect(running.saying(/never said/)).rejects.toThrow('ended without saying');
    expect(await running.ended).toMatchObject({ code: 0, signal: null });
  });
});

it('a reader that goes away ends a command quietly, when its work is done', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-reader-'));
  const running = start(['config'], { cwd: folder, env: {}, stdin: '' });
  running.process.stdout.destroy();
  expect(await running.ended).toMatchObject({
    code: 0,
    signal: null,
    stderr: expect.not.stringContaining('Warning') as string,
  });
  await rm(folder, { recursive: true });
});
