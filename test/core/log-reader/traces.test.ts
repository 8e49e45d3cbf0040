import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tracesOf } from '../../../src/core/log-reader/traces.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const chat = '77001234567@c.us';
const line = (fields: object): string =>
  `${JSON.stringify({ level: 'info', time: '2026-11-24T10:00:00Z', event: 'x', ...fields })}\n`;

it('the traces of a chat in the log are counted file by file, those with texts apart', async () => {
  const mine = { chat: '7700…4567' };
  await writeFile(join(folder(), 'app.log'), line(mine) + line({ ...mine, text: 'hello' }) + line({ chat: '7700…0000' }));
  await writeFile(join(folder(), 'app.log.1'), line({ chat: '7700…0000', text: 'hello' }));
  await writeFile(join(folder(), 'app.log.2'), `broken 7700…4567\n${line({ error: { message: 'of 7700…4567' } })}`);
  await writeFile(join(folder(), 'other.log'), line(mine));
  expect(await tracesOf(chat, folder(), 'app.log')).toEqual([
    { file: join(folder(), 'app.log.2'), lines: 2, texts: 0 },
    { file: join(folder(), 'app.log'), lines: 2, texts: 1 },
  ]);
  expect(await tracesOf(chat, join(folder(), 'absent'), 'app.log')).toEqual([]);
});
