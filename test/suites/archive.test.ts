import { expect, it } from 'vitest';
import type { Archive, ArchivedChat } from '../../src/core/kinds/archive.ts';
import { archiveSuite, type Register } from '../../src/suites/index.ts';
import { misjudged } from './judge.ts';

type Chats = Map<string, ArchivedChat | string>;
type Make = (chats: Chats) => Archive;

const right: Make = (chats) => ({
  names: () => Promise.resolve([...chats.keys()]),
  read: (names) =>
    Promise.resolve(
      names.flatMap((name) => {
        const chat = chats.get(name);
        if (typeof chat === 'string') return [{ name, entries: [], broken: ['not understood'] }];
        return chat ? [structuredClone(chat)] : [];
      }),
    ),
  close: () => Promise.resolve(),
});

const but =
  (change: (chats: Chats, good: Archive) => Partial<Archive>): Make =>
  (chats) => ({ ...right(chats), ...change(chats, right(chats)) });

const wrong: Record<string, Make> = {
  'names every chat, each once': but((_, good) => ({
    names: async () => [...(await good.names()), ...(await good.names())],
  })),
  'reads chats in the order asked for, each as it was said': but((_, good) => ({
    read: (names) => good.read(names.toSorted()),
  })),
  'leaves out a chat that has gone': but((_, good) => ({
    read: async (names) =>
      (await Promise.all(names.map((name) => good.read([name])))).map(
        ([chat], index) => chat ?? { name: names[index] ?? '', entries: [], broken: [] },
      ),
  })),
  'knows when the other bot would have forgotten a chat': but((_, good) => ({
    read: async (names) =>
      (await good.read(names)).map(({ name, entries, broken }) => ({ name, entries, broken })),
  })),
  'reads on past what it cannot understand, and says why in words of its own': but(
    (chats, good) => ({
      read: async (names) =>
        (await good.read(names)).map((chat) =>
          chat.broken.length > 0
            ? { ...chat, broken: [JSON.stringify(chats.get(chat.name))] }
            : chat,
        ),
    }),
  ),
  'changes nothing': but((chats, good) => ({
    async read(names) {
      const read = await good.read(names);
      for (const name of names) chats.delete(name);
      return read;
    },
  })),
};

const suite = (register: Register, make: Make): void =>
  archiveSuite(register, (given) => {
    const chats: Chats = new Map(given.map((chat) => [chat.name, chat]));
    return Promise.resolve({
      archive: make(chats),
      oldBot: {
        garbles: (name, text) => Promise.resolve(void chats.set(name, text)),
        keeps: () => Promise.resolve([...chats]),
      },
    });
  });

it('each check of an archive fails where the archive is wrong', async () => {
  expect(await misjudged<Make>(suite, right, wrong)).toEqual([]);
});
