import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Archive, ArchivedChat } from '../core/kinds/archive.ts';
import { soon } from './aborting.ts';
import { minuteMs } from './minute.ts';
import { register, type Check, type Closable, type Register } from './register.ts';
import { holdsNone } from './rejection.ts';

/** Another bot's chats, as the user of the suite writes them in that bot's own form. */
export interface OldBot {
  /** Puts this text where a chat should be, so that it cannot be understood. */
  garbles(name: string, text: string): Promise<void>;
  /** Everything that the other bot keeps, in any form that can be compared. */
  keeps(): Promise<unknown>;
}

/** An archive and what it is of. The suite closes the archive. */
export interface FilledArchive extends Closable {
  archive: Archive;
  oldBot: OldBot;
}

/** Makes the archive under test, its own for each call, of a bot that keeps just these chats. `broken` is empty in them. */
export type OpenArchive = (chats: readonly ArchivedChat[]) => Promise<FilledArchive>;

const at = Date.UTC(2026, 10, 20, 10);

/** More than one page of anything. */
const chats: readonly ArchivedChat[] = Array.from({ length: 300 }, (_, index) => ({
  name: String(77_001_000_000 + index),
  entries: [
    { role: 'customer', text: `Сәлеметсіз бе! № ${index} 😀`, at },
    { role: 'bot', text: 'Здравствуйте!\n15 000 ₸', at: at + minuteMs },
  ],
  broken: [],
  ...(index === 1 ? { expiresAt: Date.now() + 60 * minuteMs } : {}),
}));

const [one = '', two = '', three = ''] = chats.map(({ name }) => name);

const said = 'Айгерим, 77005556677';

const basics: Record<string, Check<FilledArchive>> = {
  async 'names every chat, each once'({ archive }) {
    const names = await archive.names();
    deepEqual(
      names.toSorted(),
      chats.map(({ name }) => name),
    );
  },
  async 'reads chats in the order asked for, each as it was said'({ archive }) {
    deepEqual(await archive.read([three, one]), [chats[2], chats[0]]);
  },
  async 'leaves out a chat that has gone'({ archive }) {
    const read = await archive.read([one, 'gone', three]);
    deepEqual(
      read.map(({ name }) => name),
      [one, three],
    );
    deepEqual(await archive.read([]), []);
  },
  async 'knows when the other bot would have forgotten a chat'({ archive }) {
    const [, read] = await archive.read([one, two]);
    const off = Math.abs((read?.expiresAt ?? 0) - (chats[1]?.expiresAt ?? 0));
    ok(off < minuteMs, 'the time is about that of the other bot');
  },
  async 'reads on past what it cannot understand, and says why in words of its own'({
    archive,
    oldBot,
  }) {
    await oldBot.garbles(two, said);
    const [first, second, third] = await archive.read([one, two, three]);
    deepEqual([first, third], [chats[0], chats[2]]);
    equal(second?.name, two);
    ok(second.broken.length > 0, 'it is told that something is broken');
    holdsNone(second.broken, [said, 'Айгерим', '77005556677']);
  },
  async 'changes nothing'({ archive, oldBot }) {
    const before = await oldBot.keeps();
    await archive.read(await archive.names());
    deepEqual(await oldBot.keeps(), before);
  },
};

/** What every archive must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function archiveSuite(it: Register, open: OpenArchive): void {
  register(it, basics, async () => {
    const opened = await open(chats);
    return {
      ...opened,
      async close() {
        await soon(opened.archive.close(), 'it should close');
        await opened.close?.();
      },
    };
  });
}
