import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { wabotHere, type RanHere } from '../cli.ts';
import { useFolder } from '../folder.ts';
import { documentId, startGoogle } from '../plugins/prompt/google-docs/fake.ts';
import { plain } from '../plugins/prompt/google-docs/fixtures.ts';
import { useRedis } from '../plugins/redis/server.ts';

const folder = useFolder();
const redis = useRedis();
let cwd: string;
let env: Record<string, string>;
const run = (...args: string[]): Promise<RanHere> =>
  wabotHere(['migrate', '--from', 'python-redis', '--to', 'file', ...args], { env, cwd });

beforeEach(async () => {
  cwd = mkdtempSync(join(folder(), 'bot-'));
  env = { OLD_REDIS_URL: redis().url, NO_PROXY: '127.0.0.1' };
  await redis().cli(
    'set',
    'chat_history:77001234567',
    '[{"role": "user", "content": "hi", "timestamp": null}]',
  );
});

describe("the Python bot's prompt", () => {
  it('is copied from a file to prompt.md, once', async () => {
    const old = join(cwd, 'old.txt');
    writeFileSync(old, '# A school\n\nThe course costs 100 tenge.\n');
    expect((await run('--prompt', old, '--dry-run')).stdout).toContain(
      'prompt.md: would be written',
    );
    expect((await run('--prompt', old)).stdout).toContain('prompt.md: written');
    expect(readFileSync(join(cwd, 'prompt.md'), 'utf8')).toBe(readFileSync(old, 'utf8'));
    expect((await run('--prompt', old)).stdout).toContain('prompt.md: the same');
    writeFileSync(join(cwd, 'prompt.md'), 'mine');
    expect((await run('--prompt', old)).stdout).toContain(
      'prompt.md: another one is there and stays',
    );
    expect(readFileSync(join(cwd, 'prompt.md'), 'utf8')).toBe('mine');
    writeFileSync(old, ' ');
    expect(await run('--prompt', old)).toMatchObject({ code: 3, error: { code: 'setup.prompt' } });
  });

  it.each([
    ['Windows-1251', Buffer.from([0xd6, 0xe5, 0xed, 0xfb, 0x3a, 0x20, 0x32, 0x30, 0x30])],
    ['UTF-16', Buffer.from('\uFEFFЦены: 200', 'utf16le')],
  ])(
    'is not copied from a file in %s, which would make gibberish of it',
    async (_encoding, bytes) => {
      const old = join(cwd, 'old.txt');
      writeFileSync(old, bytes);
      const { code, error } = await run('--prompt', old);
      const message = `The prompt cannot be used: it is not UTF-8 text (${old})`;
      expect({ code, error }).toMatchObject({ code: 3, error: { code: 'setup.prompt', message } });
      expect(existsSync(join(cwd, 'prompt.md'))).toBe(false);
    },
  );

  it('is fetched from its Google document as version 1, by the name that the old bot gave it', async () => {
    await using fake = await startGoogle(plain());
    fake.google.exported = 'Чай\nКофе\nЧасы: 10–20';
    Object.assign(env, { GOOGLE_DOCUMENT_ID: documentId, GOOGLE_API_URL: fake.url });
    expect((await run('--dry-run')).stdout).toContain('The prompt can be fetched');
    const taken = await run();
    expect(taken).toMatchObject({
      code: 0,
      stdout: '1 chat with 1 message copied\nThe prompt is kept as gdocs-1\n',
    });
    expect(taken.stderr).toContain('WABOT_PROMPT=google-docs');
    expect(JSON.parse((await run('--json')).stdout)).toMatchObject({
      prompt: { version: 'gdocs-1' },
      chats: { present: 1 },
    });
    const shown = await wabotHere(['prompts', 'show'], {
      env: { ...env, WABOT_PROMPT: 'google-docs' },
      cwd,
    });
    expect(shown.stdout).toContain('Кофе');
  });

  it('that cannot be fetched is an error, after the chats have come', async () => {
    await using fake = await startGoogle(plain());
    Object.assign(env, { GOOGLE_DOCS_ID: documentId, GOOGLE_API_URL: fake.url });
    const refused = await run();
    expect(refused).toMatchObject({ code: 3, error: { code: 'setup.google-docs.not-shared' } });
    expect(refused.stdout).toBe('1 chat with 1 message copied\n');
  });
});
