import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportedLine } from '../../src/core/history/chat-transfer.ts';
import { newChat } from '../../src/core/history/stored-chat.ts';
import { wabotHere, type RanHere } from '../cli.ts';

const phone = ['--phone', '77001234567'];
const hidden =
  'WABOT_MEMORY keeps the chats inside the running serve: from here they are neither seen nor changed.\n';

let cwd: string;
beforeEach(async () => void (cwd = await mkdtemp(join(tmpdir(), 'wabot-confined-'))));
afterEach(() => rm(cwd, { recursive: true }));

const history = (...args: string[]): Promise<RanHere> =>
  wabotHere(['history', ...args], { cwd, env: { WABOT_MEMORY: 'memory' } });

describe('history where the chats are kept inside of serve', () => {
  it.each([
    [['list']],
    [['show', ...phone]],
    [['clear', ...phone]],
    [['clear-all', '--yes']],
    [['export', '--all']],
  ])('says that %j sees none of them', async (args) =>
    expect(await history(...args)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(hidden) as string,
    }),
  );

  it('takes in no chats, which would be lost at once', async () => {
    await writeFile(
      join(cwd, 'chats.jsonl'),
      `${exportedLine({ chat: '77001234567@c.us', ...newChat(Date.now()) })}\n`,
    );
    const { code, stdout } = await history('import', 'chats.jsonl', '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
      code: 3,
      error: { code: 'setup.history.confined' },
    });
  });

  it('does not claim that there is no history of whom it erases', async () => {
    const { code, stdout } = await history('erase', ...phone, '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'History of +77001234567: inside the running serve, which forgets it when restarted.',
    );
  });
});
