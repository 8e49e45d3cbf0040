import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkDisk, judgeRoom } from '../../../src/core/checks/disk-check.ts';
import { checkNode } from '../../../src/core/checks/machine-checks.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const megabyte = 1024 ** 2;
const gigabyte = 1024 ** 3;

describe('the room on the disk', () => {
  it.each([
    [0, 'problem', '0 MB'],
    [50 * megabyte - 1, 'problem', '49 MB'],
    [50 * megabyte, 'warning', '50 MB'],
    [500 * megabyte - 1, 'warning', '499 MB'],
    [500 * megabyte, 'ok', '500 MB'],
    [gigabyte - 1, 'ok', '1023 MB'],
    [gigabyte, 'ok', '1.0 GB'],
    [1500 * gigabyte, 'ok', '1500.0 GB'],
  ])('of %d bytes is %s: %s', (free, level, size) => {
    const { suggestions, ...found } = judgeRoom(free, '/var/lib/wabot');
    expect(found).toEqual({ level, message: `${size} free in /var/lib/wabot` });
    expect((suggestions ?? []).map((advice) => advice.slice(0, 21))).toEqual(
      level === 'ok' ? [] : ['Make room on the disk'],
    );
  });
});

describe('the folders of the bot', () => {
  it('are looked at once where they are one, above where they are not there yet', async () => {
    const [data, log] = [join(folder(), 'data'), join(folder(), 'logs/deep')];
    mkdirSync(data);
    mkdirSync(join(folder(), 'logs'));
    const look = async (LOG_DIR: string): Promise<string[]> =>
      (await checkDisk({ WABOT_DATA: data, LOG_DIR })).map(({ message }) =>
        message.replace(/^\S+ \S+ free in /, ''),
      );
    expect(await look(data)).toEqual([data]);
    expect(await look(log)).toEqual([data, join(folder(), 'logs')]);
    expect(await look(join(data, 'absent'))).toEqual([data]);
  });

  it.runIf(process.getuid?.() !== 0)('are a problem where nothing may be written', async () => {
    const data = join(folder(), 'closed');
    mkdirSync(data);
    chmodSync(data, 0o555);
    onTestFinished(() => chmodSync(data, 0o755));
    expect(await checkDisk({ WABOT_DATA: data, LOG_DIR: data })).toMatchObject([
      {
        level: 'problem',
        message: `${data} cannot be written`,
        suggestions: [expect.stringContaining('WABOT_DATA')],
      },
    ]);
  });
});

it.each([
  ['24.0.0', 'ok', 'Node 24.0.0'],
  ['25.1.0', 'ok', 'Node 25.1.0'],
  ['23.11.1', 'problem', 'Node 23.11.1 is too old'],
  ['9.0.0', 'problem', 'Node 9.0.0 is too old'],
])('Node %s is %s', (version, level, message) => {
  expect(checkNode(version)).toMatchObject({ level, message });
});
