import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import { openLog, type LogFile, type LogOptions } from '../../../src/core/log/log-writer.ts';
import { logSettings } from '../../../src/core/settings/log-settings.ts';
import { logClock, readLogLine, renderLogLine } from '../../../src/core/log/log-line.ts';
import { readSettings } from '../../../src/core/settings/read-settings.ts';

const token = 'd75b3a66374942c5b3c019c698abc206';

let folder: string;
/** What stands on the terminal. */
let seen: string;
/** The writes by which it came there. */
let writes: string[];
beforeEach(async () => {
  seen = '';
  writes = [];
  folder = await mkdtemp(join(tmpdir(), 'wabot-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

function open(
  options: Partial<LogOptions> = {},
  terminal: { isTTY?: boolean; colours?: boolean; columns?: number } = {},
): Promise<LogFile> {
  const { values } = readSettings(logSettings, { LOG_DIR: join(folder, 'logs') });
  const stream = new Writable({
    decodeStrings: false,
    write(lines: string, _, done) {
      seen += lines;
      writes.push(lines);
      setImmediate(done);
    },
  });
  return openLog({
    ...values,
    timeZone: 'Asia/Almaty',
    secrets: [token],
    file: true,
    ...options,
    terminal: { isTTY: false, colours: false, timeZone: 'Asia/Almaty', stream, ...terminal },
  });
}

const onDisk = () => readFileSync(join(folder, 'logs', 'app.log'), 'utf8');
const parsed = (lines: string) =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

function logSome({ log }: LogFile): void {
  log.debug('notification-ignored', { reason: 'echo' });
  log.info('message-accepted', {
    chat: '77001234567@c.us',
    message: '3EB0',
    text: 'Сколько стоит?',
  });
  log.warn('channel-state-unknown', {
    error: new ServiceError('green-api', `GET /waInstance1/x/${token}`, { retryable: true }),
  });
  log.error('lane-failed', { error: new Error(token) });
}

describe("a server's log", () => {
  it('writes the same JSON lines to the disk and to what collects them', async () => {
    const file = await open();
    logSome(file);
    await file.close();
    expect(seen).toBe(onDisk());
    const lines = parsed(onDisk());
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        event: 'message-accepted',
        chat: '7700…4567',
        message: '3EB0',
        text: 'Сколько стоит?',
      },
      {
        level: 'warn',
        time: expect.any(String),
        event: 'channel-state-unknown',
        error: expect.objectContaining({ code: 'service.green-api' }),
      },
      {
        level: 'error',
        time: expect.any(String),
        event: 'lane-failed',
        error: expect.objectContaining({ message: '***' }),
      },
    ]);
    expect(new Date(String(lines[0]?.['time'])).toISOString()).toBe(lines[0]?.['time']);
    expect(onDisk()).not.toContain(token);
  });

  it('writes together what comes together, soon', async () => {
    const file = await open();
    logSome(file);
    expect(writes).toEqual([]);
    await vi.waitFor(() => expect(writes).toHaveLength(1));
    expect(parsed(writes.join(''))).toHaveLength(3);
    await vi.waitFor(() => expect(parsed(onDisk())).toHaveLength(3));
    await file.close();
    expect(writes.filter((written) => written !== '')).toHaveLength(1);
  });

  it('says when each thing happened, not when it was written', async () => {
    const file = await open();
    const times = ['2026-11-24T10:00:00.000Z', '2026-11-24T10:00:00.007Z'];
    const clock = vi.spyOn(Date, 'now');
    for (const time of times) {
      clock.mockReturnValueOnce(Date.parse(time));
      file.log.info('turn-settled');
    }
    await file.close();
    expect(parsed(onDisk()).map(({ time }) => time)).toEqual(times);
  });

  it.each([
    [true, true],
    [true, false],
  ])(
    'is readable on a terminal, in colours only where there are any (%s, %s)',
    async (isTTY, colours) => {
      const file = await open({}, { isTTY, colours });
      logSome(file);
      await file.close();
      const plain = stripVTControlCharacters(seen).replaceAll('\r', '');
      expect(plain).toMatch(
        /^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d INFO  message-accepted chat="?7700…4567"? message=3EB0 text="Сколько стоит\?"\n/,
      );
      const clock = logClock('Asia/Almaty');
      const asLogsShowsIt = onDisk()
        .trimEnd()
        .split('\n')
        .map((line) => renderLogLine(readLogLine(line), clock));
      expect(plain).toBe(`${asLogsShowsIt.join('\n')}\n`);
      expect(plain).toContain('ERROR lane-failed');
      expect(plain === seen).toBe(!colours);
      expect(seen).not.toContain(token);
      expect(parsed(onDisk())).toHaveLength(3);
    },
  );

  it('fits a terminal of known width, and takes the place of a spinner', async () => {
    const file = await open({}, { isTTY: true, colours: true, columns: 50 });
    file.log.warn('memory-silent', {
      problem: 'the memory does not answer, and is asked again',
    });
    await file.close();
    const lines = stripVTControlCharacters(seen).replace('\r', '').trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^20\S+ \S+ WARN {2}memory-silent$/),
      '  problem="the memory does not answer, and is',
      '  asked again"',
    ]);
    expect(seen.startsWith('\r\u001b[K')).toBe(true);
  });

  it('obeys LOG_LEVEL and LOG_CONTENT', async () => {
    for (const level of ['debug', 'error', 'silent'] as const) {
      const file = await open({ level, content: false });
      logSome(file);
      await file.close();
    }
    expect(parsed(onDisk()).map(({ event }) => event)).toEqual([
      'notification-ignored',
      'message-accepted',
      'channel-state-unknown',
      'lane-failed',
      'lane-failed',
    ]);
    expect(onDisk()).not.toContain('Сколько');
  });

  it('keeps its own names free, drops what comes after the end, and can be closed twice', async () => {
    const file = await open();
    file.log.info('check-failed', { level: 9, time: 1, event: 'x', kept: true });
    await file.close();
    file.log.info('alert');
    await file.close();
    expect(parsed(onDisk())).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        event: 'check-failed',
        level_: 9,
        time_: 1,
        event_: 'x',
        kept: true,
      },
    ]);
    expect(onDisk().match(/"level"/g)).toHaveLength(1);
  });

  it('says what to do when the folder cannot be written', async () => {
    await writeFile(join(folder, 'logs'), '');
    await expect(open()).rejects.toMatchObject({
      code: 'setup.log',
      message: expect.stringMatching(
        /cannot be written to the folder .*logs: a file is in its place/,
      ),
      suggestions: [expect.stringContaining('LOG_DIR')],
    });
  });
});

describe("a command's log", () => {
  it('holds warnings and errors only and touches no disk', async () => {
    const file = await open({ file: false });
    logSome(file);
    await file.close();
    expect(parsed(seen).map(({ event }) => event)).toEqual([
      'channel-state-unknown',
      'lane-failed',
    ]);
    expect(onDisk).toThrow(/ENOENT/);
  });

  it.each([
    ['debug', 2],
    ['error', 1],
    ['silent', 0],
  ] as const)('with LOG_LEVEL=%s has %i lines', async (level, count) => {
    const file = await open({ file: false, level });
    logSome(file);
    await file.close();
    expect(seen.split('\n')).toHaveLength(count + 1);
  });
});

describe('the logging process', () => {
  const script = join(import.meta.dirname, 'logging-process.ts');
  const start = (lines: number) =>
    spawn(process.execPath, [script, join(folder, 'logs'), String(lines)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('loads pino and nothing heavier', async () => {
    const child = start(1);
    const [said, logged] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(JSON.parse(said)).toEqual({ pino: true });
    expect(parsed(logged)).toEqual([
      expect.objectContaining({ event: 'message-accepted', line: 0 }),
    ]);
  });

  it('is not held up by a reader that does not read, and loses nothing on the disk', async () => {
    const child = start(2_000);
    expect(JSON.parse(await text(child.stdout))).toMatchObject({ pino: true });
    expect(parsed(onDisk()).map(({ line }) => line)).toEqual(
      Array.from({ length: 2_000 }, (_, line) => line),
    );
  });

  it('goes on when the reader is gone', async () => {
    const child = start(2_000);
    child.stderr.destroy();
    const ended = new Promise((resolve) =>
      child.once('exit', (code, signal) => resolve({ code, signal })),
    );
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(parsed(onDisk())).toHaveLength(2_000);
  });
});
