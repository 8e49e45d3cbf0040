import { describe, expect, it } from 'vitest';
import { exportedLine, importChats } from '../../../src/core/history/chat-transfer.ts';
import { Chats } from '../../../src/core/history/chats.ts';
import { History } from '../../../src/core/history/history.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { chat, hourMs, keepingLog, said, turn } from '../memories.ts';

const options = { ttlMs: hourMs, log: keepingLog() };

async function exportedChat(text = 'question 1'): Promise<string> {
  const memory = new MemoryStore();
  await new History(memory, { limit: 9, ...options }).record(
    turn(1, { entries: [{ ...said(1)[0], text }] }),
  );
  const [found] = await Array.fromAsync(new Chats(memory, options).export());
  return found ? exportedLine(found) : '';
}

async function* chunks(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('an import', () => {
  it('takes in what an export wrote, whatever it holds and however it is cut', async () => {
    const text = 'a\u2028b\u2029c\r\n«Қазақ» 🌍 :) "';
    const chats = new Chats(new MemoryStore(), options);
    expect(await importChats(chats, chunks(await exportedChat(text)))).toEqual({
      imported: 1,
      unchanged: 0,
      refused: [],
    });
    expect((await chats.read(chat))?.stored.entries[0]?.text).toBe(text);
  });

  it('takes a chat under the id of a device for the chat of its person', async () => {
    const chats = new Chats(new MemoryStore(), options);
    const line = (await exportedChat()).replace(chat, chat.replace('@', ':3@'));
    expect(await importChats(chats, chunks(line))).toMatchObject({ imported: 1 });
    expect((await chats.read(chat))?.stored.entries).toHaveLength(1);
  });

  it('names bad lines by their numbers, takes in the rest, and does nothing a second time', async () => {
    const chats = new Chats(new MemoryStore(), options);
    const line = await exportedChat();
    const file = `\u{feff}${line}\r\n\n{"chat":"x"}\n{"broken\n${line.replace(chat, 'other@c.us')}\n${line.replace('"messages":1', '"messages":"1"')}`;
    expect(await importChats(chats, chunks(file))).toMatchObject({
      imported: 2,
      unchanged: 0,
      refused: [
        { line: 3, reason: expect.stringContaining('not a chat') as string },
        { line: 4, reason: 'is not JSON' },
        { line: 6 },
      ],
    });
    expect(await importChats(chats, chunks(line))).toEqual({
      imported: 0,
      unchanged: 1,
      refused: [],
    });
  });

  it('names a line that is too long, and reads on behind it', async () => {
    const chats = new Chats(new MemoryStore(), options);
    const file = `${'x'.repeat(17 * 1024 * 1024)}\n${await exportedChat()}`;
    const refused = [{ line: 1, reason: 'is longer than 16 MB' }];
    expect(await importChats(chats, chunks(file, 1024 * 1024))).toEqual({
      imported: 1,
      unchanged: 0,
      refused,
    });
  });
});
