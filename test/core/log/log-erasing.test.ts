import { appendFile, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eraseFromLogs } from '../../../src/core/log/log-erasing.ts';
import { readLogLine } from '../../../src/core/log/log-line.ts';
import { shortChat } from '../../../src/core/phone.ts';
import { RotatingFile } from '../../../src/core/log/rotating-file.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const chat = '77001234567@c.us';
const mine = { chat: '7700…4567' };
const line = (fields: object): string =>
  `${JSON.stringify({ level: 'info', time: '2026-11-24T10:00:00Z', ...fields, event: 'x' })}\n`;
const read = (name: string): Promise<string> => readFile(join(folder(), name), 'utf8');

it("a chat's lines are overwritten in every file, and nobody else's", async () => {
  const others = line({ chat: '7700…0000', text: 'hello' });
  await writeFile(
    join(folder(), 'app.log'),
    line(mine) + line({ ...mine, text: 'привет '.repeat(9) }) + others,
    { mode: 0o600 },
  );
  await writeFile(join(folder(), 'app.log.1'), others);
  await writeFile(
    join(folder(), 'app.log.2'),
    `broken 7700…4567\n${line({ error: { message: 'of 7700…4567' } })}`,
  );
  await writeFile(join(folder(), 'other.log'), line(mine));
  const { size } = await stat(join(folder(), 'app.log'));
  expect(await eraseFromLogs(chat, folder(), 'app.log')).toEqual([
    { file: join(folder(), 'app.log.2'), removed: 0, mentions: 2 },
    { file: join(folder(), 'app.log'), removed: 2, mentions: 0 },
  ]);
  const left = await read('app.log');
  expect(left.split('\n').map(readLogLine).slice(0, 2)).toMatchObject([
    { type: 'event', event: 'line-erased', level: 'info', fields: {} },
    { type: 'event', event: 'line-erased', fields: {} },
  ]);
  expect(left).not.toMatch(/привет|7700…4567/);
  expect(left.endsWith(others)).toBe(true);
  expect(await stat(join(folder(), 'app.log'))).toMatchObject({ size, mode: 0o100600 });
  expect(await read('app.log.1')).toBe(others);
  expect(await read('other.log')).toBe(line(mine));
  expect(await eraseFromLogs(chat, join(folder(), 'absent'), 'app.log')).toEqual([]);
});

it('lines of a short id that is no phone are found by more of it', async () => {
  const [own, other] = [line({ chat: '10…001' }), line({ chat: '10…002' })];
  await writeFile(join(folder(), 'app.log'), own + other);
  for (const id of ['10000001', '10000001#3100000001']) expect(shortChat(id)).toBe('10…001');
  expect(await eraseFromLogs('10000001#3100000001', folder(), 'app.log')).toMatchObject([
    { removed: 1, mentions: 0 },
  ]);
  expect(await read('app.log')).toContain(other);
  expect(['1234567', '10000001@c.us', '77001234567'].map(shortChat)).toEqual([
    '…67',
    '…01',
    '7700…4567',
  ]);
});

it('what is written meanwhile, also over files that are put aside, is all there', async () => {
  const path = join(folder(), 'live');
  const log = await RotatingFile.open({
    folder: path,
    name: 'app.log',
    maxBytes: 30_000,
    keep: 90,
    onFailed() {},
    onRecovered() {},
  });
  const count = 6_000;
  const writing = (async () => {
    for (let number = 0; number < count; number += 1) {
      log.write(line({ ...(number % 3 === 0 ? mine : { chat: '7700…0000' }), number }));
      if (number % 50 === 0) await sleep(1);
    }
    await log.close();
  })();
  await eraseFromLogs(chat, path, 'app.log');
  await eraseFromLogs(chat, path, 'app.log');
  await writing;
  await eraseFromLogs(chat, path, 'app.log');
  const files = await Promise.all(
    Array.from({ length: 91 }, (_, age) =>
      readFile(join(path, age === 0 ? 'app.log' : `app.log.${age}`), 'utf8').catch(() => ''),
    ),
  );
  const lines = files.join('').split('\n').filter(Boolean).map(readLogLine);
  expect(lines).toHaveLength(count);
  const numbers = lines.flatMap((each) =>
    each.type === 'event' && each.event === 'x' ? [Number(each.fields['number'])] : [],
  );
  expect(numbers.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: count }, (_, at) => at).filter((at) => at % 3 !== 0),
  );
  expect(files.filter(Boolean).length).toBeGreaterThan(1);
});

it('a line that is not whole yet is left to its writer', async () => {
  const name = 'part.log';
  await writeFile(join(folder(), name), line(mine).slice(0, -5));
  expect(await eraseFromLogs(chat, folder(), name)).toEqual([]);
  await appendFile(join(folder(), name), line(mine).slice(-5));
  expect(await eraseFromLogs(chat, folder(), name)).toMatchObject([{ removed: 1 }]);
  await rename(join(folder(), name), join(folder(), `${name}.1`));
  expect(await eraseFromLogs(chat, folder(), name)).toEqual([]);
});

it('of a number that the log shortens to two digits nothing is removed', async () => {
  await writeFile(join(folder(), 'short.log'), line({ chat: '…67' }));
  expect(await eraseFromLogs('1234567@c.us', folder(), 'short.log')).toMatchObject([
    { removed: 0, mentions: 1 },
  ]);
});
