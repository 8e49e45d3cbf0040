import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabot, wabotHere, type RanHere } from '../cli.ts';
import { useFolder } from '../folder.ts';

const folder = useFolder();
const line = (number: number, fields: object = {}): string =>
  JSON.stringify({
    level: 'info',
    time: `2026-11-24T05:00:${String(number).padStart(2, '0')}.000Z`,
    ...fields,
    event: `e${number}`,
  });

const old = [
  line(1, { level: 'debug' }),
  line(2, { chat: '7700…4567', text: 'старое' }),
  'not JSON \u001b[2J',
];
const recent = [
  line(3, { chat: '7701…0000' }),
  line(4, { level: 'error', chat: '7700…4567', error: { message: 'oh' } }),
];

async function logs(...args: string[]): Promise<RanHere> {
  await mkdir(join(folder(), 'logs'), { recursive: true });
  await writeFile(join(folder(), 'logs/app.log.1'), `${old.join('\n')}\n`);
  await writeFile(join(folder(), 'logs/app.log'), `${recent.join('\n')}\n`);
  return wabotHere(['logs', ...args], { env: { LOG_DIR: join(folder(), 'logs') } });
}

describe('logs', () => {
  it("shows the lines of all files in order, in the business's time", async () => {
    const { code, stdout, stderr } = await logs();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      '2026-11-24 10:00:01 DEBUG e1',
      '2026-11-24 10:00:02 INFO  e2 chat=7700…4567 text=старое',
      'not JSON [2J',
      '2026-11-24 10:00:03 INFO  e3 chat=7701…0000',
      '2026-11-24 10:00:04 ERROR e4 chat=7700…4567 error="oh"',
      '',
    ]);
  });

  it.each([
    [
      ['--lines', '2'],
      ['e3', 'e4'],
    ],
    [['--level', 'error'], ['e4']],
    [
      ['--chat', '8 700 123-45-67'],
      ['e2', 'e4'],
    ],
    [['--chat', '77001234567', '-n', '1'], ['e4']],
    [['-n', '0'], []],
  ])('%j shows %j', async (args, events) => {
    const { stdout } = await logs(...args);
    expect(stdout.match(/\be\d\b/g) ?? []).toEqual(events);
  });

  it('prints the lines as they are with --json, and nothing else', async () => {
    expect((await logs('--json')).stdout).toBe(`${[...old, ...recent].join('\n')}\n`);
  });

  it('says where there is none', async () => {
    const { code, stdout, stderr } = await wabot(['logs', '-n', '5']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/There is no log in .*logs yet/);
  });
});
