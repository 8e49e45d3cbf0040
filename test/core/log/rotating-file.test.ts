import {
  chmod,
  mkdir,
  mkdtemp,
  open as openFile,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RotatingFile } from '../../../src/core/log/rotating-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-log-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

const events = () => ({
  onFailed: vi.fn<(error: unknown) => void>(),
  onRecovered: vi.fn<(lost: number) => void>(),
});

function open(
  options: Partial<Parameters<typeof RotatingFile.open>[0]> = {},
): Promise<RotatingFile> {
  return RotatingFile.open({
    folder,
    name: 'app.log',
    maxBytes: 1_000_000,
    keep: 2,
    ...events(),
    ...options,
  });
}

const read = (name = 'app.log') => readFile(join(folder, name), 'utf8');

describe('RotatingFile', () => {
  it('keeps every line in order, behind what was there', async () => {
    await writeFile(join(folder, 'app.log'), 'before\n');
    const file = await open();
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}\n`);
    for (const line of lines) file.write(line);
    await file.close();
    expect(await read()).toBe(`before\n${lines.join('')}`);
  });

  it('is for its user only, also when it was for others before', async () => {
    await writeFile(join(folder, 'app.log'), '');
    await chmod(join(folder, 'app.log'), 0o644);
    const inner = join(folder, 'made', 'when', 'missing');
    for (const file of [await open(), await open({ folder: inner })]) await file.close();
    expect((await stat(join(folder, 'app.log'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(inner, 'app.log'))).mode & 0o777).toBe(0o600);
    expect((await stat(inner)).mode & 0o777).toBe(0o700);
  });

  it('puts full files aside and keeps as many as asked', async () => {
    const file = await open({ maxBytes: 100 });
    for (let index = 0; index < 10; index += 1) {
      file.write(`${'x'.repeat(60)} ${index}\n`);
      await vi.waitFor(async () =>
        expect(await Promise.all([read(), read('app.log.1').catch(() => '')])).toContainEqual(
          expect.stringContaining(` ${index}\n`),
        ),
      );
    }
    await file.close();
    expect((await readdir(folder)).toSorted()).toEqual(['app.log', 'app.log.1', 'app.log.2']);
    expect((await read('app.log.2')) + (await read('app.log.1')) + (await read())).toBe(
      [6, 7, 8, 9].map((index) => `${'x'.repeat(60)} ${index}\n`).join(''),
    );
    expect((await stat(join(folder, 'app.log.1'))).mode & 0o777).toBe(0o600);
  });

  it('waits for a disk that fails, loses nothing, and says once that it failed and recovered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told = events();
    const file = await open({ maxBytes: 100, keep: 1, ...told });
    await mkdir(join(folder, 'app.log.1', 'in the way'), { recursive: true });
    file.write(`${'x'.repeat(120)}\n`);
    await vi.waitFor(() => expect(told.onFailed).toHaveBeenCalledOnce());
    for (let tries = 0; tries < 3; tries += 1) {
      file.write(`while it fails ${tries}\n`);
      await vi.advanceTimersByTimeAsync(60_000);
    }
    await rm(join(folder, 'app.log.1'), { recursive: true });
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(60_000);
      expect(told.onRecovered).toHaveBeenCalledOnce();
    });
    file.write('after\n');
    await file.close();
    const written = await Promise.all(
      (await readdir(folder))
        .toSorted()
        .toReversed()
        .map((name) => read(name)),
    );
    expect(written.join('')).toMatch(
      /while it fails 0\nwhile it fails 1\nwhile it fails 2\n[^]*after\n$/,
    );
    expect(told.onFailed).toHaveBeenCalledOnce();
    expect(told.onRecovered).toHaveBeenCalledExactlyOnceWith(0);
  });

  it('begins a new line after one of which a failing disk took a half', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told = events();
    const file = await open(told);
    const probe = await openFile(join(folder, 'app.log'));
    const handles = Object.getPrototypeOf(probe) as typeof probe;
    await probe.close();
    const { appendFile } = handles;
    vi.spyOn(handles, 'write').mockImplementationOnce(async function (
      this: typeof probe,
      line: unknown,
    ) {
      await appendFile.call(this, String(line).slice(0, 5));
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });
    file.write('{"line":1}\n');
    await vi.waitFor(() => expect(told.onFailed).toHaveBeenCalledOnce());
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(60_000);
      expect(told.onRecovered).toHaveBeenCalledOnce();
    });
    await file.close();
    vi.restoreAllMocks();
    const lines = (await read()).split('\n').filter(Boolean);
    expect(lines).toHaveLength(2);
    expect(lines.at(-1)).toBe('{"line":1}');
  });

  it('keeps a bounded number of lines meanwhile and counts the rest', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told = events();
    const file = await open({ maxBytes: 100, keep: 1, ...told });
    await mkdir(join(folder, 'app.log.1', 'in the way'), { recursive: true });
    file.write(`${'x'.repeat(120)}\n`);
    await vi.waitFor(() => expect(told.onFailed).toHaveBeenCalledOnce());
    for (let line = 0; line < 50; line += 1) file.write(`${'y'.repeat(100_000)}\n`);
    await rm(join(folder, 'app.log.1'), { recursive: true });
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(60_000);
      expect(told.onRecovered).toHaveBeenCalledOnce();
    });
    expect(told.onRecovered.mock.calls[0]?.[0]).toBe(9);
    await file.close();
  });

  it('tries a last time when it is closed, and then ends', async () => {
    const told = events();
    const file = await open({ maxBytes: 100, keep: 1, ...told });
    await mkdir(join(folder, 'app.log.1', 'in the way'), { recursive: true });
    file.write(`${'x'.repeat(120)}\n`);
    await vi.waitFor(() => expect(told.onFailed).toHaveBeenCalledOnce());
    file.write('the last\n');
    await rm(join(folder, 'app.log.1'), { recursive: true });
    await file.close();
    expect(await read('app.log.1')).toContain('x'.repeat(120));
    expect(
      (await Promise.all((await readdir(folder)).map((name) => read(name)))).join(''),
    ).toContain('the last\n');
  });

  it('writes to no file that a link leads to', async () => {
    await writeFile(join(folder, 'elsewhere'), 'mine');
    await symlink(join(folder, 'elsewhere'), join(folder, 'app.log'));
    await expect(open()).rejects.toMatchObject({ code: 'ELOOP' });
    expect(await read('elsewhere')).toBe('mine');
  });

  it('rejects when the folder cannot be had', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(open({ folder: join(folder, 'file') })).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(open({ folder: join(folder, 'file', 'inner') })).rejects.toMatchObject({
      code: 'ENOTDIR',
    });
    await mkdir(join(folder, 'app.log'));
    await expect(open()).rejects.toThrow(/not a file/);
  });
});
