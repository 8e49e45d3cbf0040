import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exportedLine, importChats } from '../../src/core/history/chat-transfer.ts';
import type { ExportedChat } from '../../src/core/history/chats.ts';
import { withEnvVariables } from '../../src/core/settings/env-file.ts';
import { readEnvironment } from '../../src/core/settings/environment.ts';
import { SetupError } from '../../src/core/errors.ts';
import type { Received } from '../../src/core/kinds/channel.ts';
import { parse, readWebhookBody } from '../../src/plugins/channel/green-api/notification.ts';
import { changedBytes, changedValue } from './changes.ts';
import { fuzz } from './fuzz.ts';

const now = 1_790_000_100_000;

/** At most so many times as long as what came in, and something for what we add. */
function isBounded(output: unknown, input: Buffer, times = 3): boolean {
  return JSON.stringify(output).length <= times * input.length + 1000;
}

describe('a webhook', () => {
  const reading = { idInstance: '7103000000', now };

  /** Understood, or refused with a reason that holds nothing of it. */
  function check(input: Buffer): void {
    const received: Received = readWebhookBody(input, reading);
    expect(['message', 'outgoing', 'ignored', 'invalid', 'state']).toContain(received.type);
    expect(isBounded(received, input, 8)).toBe(true);
    if ('reason' in received) expect(received.reason).toMatch(/^[\x20-\x7e’]{1,100}$/);
    if (received.type !== 'message' && received.type !== 'outgoing') return;
    const { inbound } = received.type === 'message' ? received : received.outgoing;
    const { id, chat, at, name = 'x', content } = inbound;
    expect(id).toMatch(/^[\x21-\x7e]{1,200}$/);
    // Without a suffix as long as the vendor has not said which messenger it is.
    expect(chat).toMatch(/^(?:[\w.+:-]{1,195}@(?:c\.us|lid)|[1-9]\d{0,19})$/i);
    expect(Number.isSafeInteger(at) && at > 0 && at <= now + 86_400_000).toBe(true);
    expect(name).toMatch(/^[^\p{Cc}\p{Cs}\n]{1,100}$/u);
    for (const text of Object.values(content)) {
      if (typeof text === 'string')
        expect([text.isWellFormed(), text.length <= 65_536]).toEqual([true, true]);
    }
    expect(JSON.parse(JSON.stringify(received))).toEqual(received);
  }

  it('of whatever bytes is understood or kept, and never throws', async () => {
    expect(
      await fuzz({ corpus: 'webhook', runs: 4_000, change: changedBytes, check }),
    ).toBeGreaterThan(100);
  });

  it('of whatever fields is understood or kept, and never throws', async () => {
    expect(
      await fuzz({
        corpus: 'webhook',
        runs: 4_000,
        change: (input, _, chance) =>
          Buffer.from(JSON.stringify(changedValue(parse(input.toString('utf8')), chance) ?? null)),
        check,
      }),
    ).toBeGreaterThan(100);
  });
});

describe('a .env file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wabot-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The variables, or the error that names the lines that are none. */
  function read(text: Buffer | string): Record<string, string | undefined> | SetupError {
    writeFileSync(join(folder, '.env'), text);
    try {
      return readEnvironment(folder, {}).values;
    } catch (error) {
      if (error instanceof SetupError) return error;
      throw error;
    }
  }

  it('is read, or refused without a word of what is in it', async () => {
    function check(input: Buffer): void {
      const values = read(input);
      expect(isBounded(values instanceof SetupError ? values.message : values, input)).toBe(true);
      if (!(values instanceof SetupError)) return;
      expect(values.code).toBe('setup.env-file');
      expect(values.message).not.toContain('hush');
      expect(values.message.split('\n').length).toBeLessThanOrEqual(12);
    }
    expect(await fuzz({ corpus: 'env', runs: 3_000, change: changedBytes, check })).toBeGreaterThan(
      100,
    );
  });

  it('in which a variable is set has that one changed and no other', async () => {
    function check(input: Buffer): void {
      const before = read(input);
      if (before instanceof SetupError) return;
      const changed = withEnvVariables(input.toString('utf8'), { A: "it's new", NEW: '1' });
      expect(read(changed)).toEqual({ ...before, A: "it's new", NEW: '1' });
    }
    expect(await fuzz({ corpus: 'env', runs: 3_000, change: changedBytes, check })).toBeGreaterThan(
      100,
    );
  });
});

describe('an export that is taken in', () => {
  async function* inPieces(input: Buffer, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < input.length; at += size) yield input.subarray(at, at + size);
  }

  async function take(
    input: Buffer,
    size: number,
  ): Promise<{ chats: ExportedChat[]; counted: number }> {
    const chats: ExportedChat[] = [];
    const keep = (chat: ExportedChat): Promise<boolean> => Promise.resolve(chats.push(chat) > 0);
    const { imported, unchanged, refused } = await importChats(
      { import: keep },
      inPieces(input, size),
      now,
    );
    for (const { reason } of refused) expect(reason.length).toBeLessThan(200);
    return { chats, counted: imported + unchanged + refused.length };
  }

  /** Every line is taken in or named, whatever pieces it comes in, and what was taken in would be again. */
  async function check(input: Buffer): Promise<void> {
    const { chats, counted } = await take(input, 1 << 16);
    const lines = input.toString('utf8').split('\n');
    expect(counted).toBe(lines.filter((line) => line.trim() !== '').length);
    expect((await take(input, 7)).chats).toEqual(chats);
    const again = await take(Buffer.from(chats.map(exportedLine).join('\n')), 100);
    expect(again.chats).toEqual(chats);
  }

  it('of whatever bytes is taken in line by line', async () => {
    expect(
      await fuzz({ corpus: 'import', runs: 1_500, change: changedBytes, check }),
    ).toBeGreaterThan(100);
  });

  it('of whatever fields is taken in line by line', async () => {
    expect(
      await fuzz({
        corpus: 'import',
        runs: 1_500,
        change: (input, _, chance) => {
          const lines = input.toString('utf8').split('\n');
          return Buffer.from(
            lines
              .map((line) => JSON.stringify(changedValue(parse(line), chance)) ?? line)
              .join('\n'),
          );
        },
        check,
      }),
    ).toBeGreaterThan(100);
  });
});
