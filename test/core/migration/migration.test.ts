import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import { migrate, type Migrated } from '../../../src/core/migration/migration.ts';
import { encodedTime } from '../../../src/core/history/stored-chat.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { toJournal } from '../../../src/plugins/journal/redis/journal.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { RedisStore } from '../../../src/plugins/memory/redis/index.ts';
import { useFolder } from '../../folder.ts';
import { connect, useRedis } from '../../plugins/redis/server.ts';
import { isNew, message } from '../../../src/suites/journal/place.ts';
import {
  breakingAfter,
  contents,
  fill,
  historyOf,
  known,
  other,
  remembered,
  type House,
} from './places.ts';
import { chat, hourMs, keepingLog, openFile, turn } from '../memories.ts';

const folder = useFolder();
const redis = useRedis();
const log = keepingLog();

/** A place that can be left and entered again: closing releases the claim. */
interface Address {
  enter(): Promise<House>;
}

function fileAddress(): Address {
  const at = join(folder(), randomUUID());
  return {
    enter: async () =>
      closed({
        name: 'file',
        memory: openFile(join(at, 'memory.db')),
        journal: openJournal(at, Date.now),
      }),
  };
}

function redisAddress(): Address {
  const prefix = randomUUID();
  const memory = async (): Promise<RedisStore> =>
    new RedisStore(await connect(redis().url, prefix), {
      prefix: `{${prefix}}:memory`,
      timeOf: encodedTime,
    });
  const journal = async (): Promise<Journal> =>
    toJournal(await connect(redis().url, prefix), { log, now: Date.now });
  return {
    enter: async () => closed({ name: 'redis', memory: await memory(), journal: await journal() }),
  };
}

function closed(house: House): House {
  onTestFinished(() => leave(house));
  return house;
}

async function leave({ memory, journal }: House): Promise<void> {
  await Promise.all([memory.disconnect?.(), journal.close()]);
}

async function visit<T>(address: Address, work: (house: House) => Promise<T>): Promise<T> {
  const house = await address.enter();
  try {
    return await work(house);
  } finally {
    await leave(house);
  }
}

function move(
  from: Address,
  to: Address,
  spoil: (target: House) => House = (target) => target,
): Promise<Migrated> {
  return visit(from, (source) =>
    visit(to, (target) =>
      migrate(source, spoil(target), {
        history: { ttlMs: hourMs, log, limit: 20 },
        progress: () => {},
      }),
    ),
  );
}

const everything = {
  chats: 251,
  customers: 1,
  waiting: 2,
  due: 2,
  letters: 3,
  accounts: 3,
  pauses: 1,
  cases: 2,
  notices: 2,
  rules: 1,
};

function moved(migrated: Migrated): unknown {
  const { left: _left, held: _held, ...tallies } = migrated;
  return Object.fromEntries(Object.entries(tallies).map(([kind, tally]) => [kind, tally.moved]));
}

describe.each([
  ['file', 'redis', fileAddress, redisAddress],
  ['redis', 'file', redisAddress, fileAddress],
] as const)('a move from %s to %s', (_from, _to, makeFrom, makeTo) => {
  it('brings everything, and leaves nothing to be done', async () => {
    const [from, to] = [makeFrom(), makeTo()];
    await visit(from, fill);
    const before = await visit(from, contents);
    const migrated = await move(from, to);
    expect(moved(migrated)).toEqual(everything);
    expect(migrated).toMatchObject({
      left: { waiting: 0, due: 0, dead: 0 },
      held: { waiting: 2, due: 2, dead: 3 },
    });
    expect(await visit(to, contents)).toEqual(before);
    expect(await visit(to, remembered)).toEqual(['m2', 'reply:m2']);
    expect(await visit(from, contents)).toMatchObject({ waiting: [[], []], due: [], letters: [] });
  });

  it('brings what is known: a notification that is repeated later is not answered again', async () => {
    const [from, to] = [makeFrom(), makeTo()];
    await visit(from, fill);
    const before = await visit(from, known);
    expect(before.map(({ inbound }) => inbound.id)).toEqual(['a', 'b']);
    await move(from, to);
    expect(await visit(to, known)).toEqual(before);
    for (const id of ['a', 'b', 'c', 'd'])
      expect(await visit(to, ({ journal }) => isNew(journal, message(chat, id)))).toBe(false);
    await move(to, from);
    expect(await visit(from, known)).toEqual(before);
  });

  it('there and back brings it back', async () => {
    const [from, to] = [makeFrom(), makeTo()];
    await visit(from, fill);
    const before = await visit(from, contents);
    await move(from, to);
    await move(to, from);
    expect(await visit(from, contents)).toEqual(before);
    expect(await visit(to, contents)).toMatchObject({ waiting: [[], []], due: [], letters: [] });
  });

  it('that is interrupted anywhere goes on', async () => {
    const [from, to] = [makeFrom(), makeTo()];
    await visit(from, fill);
    const before = await visit(from, contents);
    let steps = 0;
    for (let broken = true; broken; steps += 1) {
      broken = false;
      const calls = 1 + (steps % 5);
      const result = await move(from, to, (target) => breakingAfter(calls, target)).catch(
        (error: unknown) => error,
      );
      broken = [result, (result as Error).cause].some(
        (error) => error instanceof Error && error.message === 'cut',
      );
      if (!broken) expect(result).toMatchObject({ left: { waiting: 0, due: 0, dead: 0 } });
    }
    expect(steps).toBeGreaterThan(6);
    expect(await visit(to, contents)).toEqual(before);
  });
});

describe('a reply that moves', () => {
  it('goes out in silence where a person added it, and not at all where a person has answered since', async () => {
    const [from, to] = [fileAddress(), redisAddress()];
    const record = { chat, at: 1, entries: [], facts: {} };
    await visit(from, async ({ journal }) => {
      const { turns, outbox, pauses } = journal;
      const said = { chat, inbound: [], replies: [{ text: 'by a turn' }] };
      await turns.settle({ ...said, record: { ...record, id: 'turn' } });
      await outbox.add(chat, [{ text: 'by a person' }], { ...record, id: 'person' });
      const until = Date.now() + 20;
      await pauses.begin({ chat, reason: 'phone', at: Date.now(), until });
      while (Date.now() <= until) await sleep(5);
    });
    await move(from, to);
    await visit(to, async ({ journal }) => {
      expect(await journal.outbox.due()).toMatchObject([{ text: 'by a person', added: true }]);
      expect(await journal.letters.list(9)).toMatchObject([
        { body: 'by a turn', reason: 'paused' },
      ]);
    });
  });
});

describe('a chat that moves', () => {
  it('keeps the time that it has left, and what the target has newer stays', async () => {
    const [from, to] = [fileAddress(), redisAddress()];
    await visit(from, async ({ memory }) => {
      const history = historyOf({ memory });
      await history.record(turn(1));
      await history.record(turn(1, { chat: other }));
    });
    await visit(to, ({ memory }) => historyOf({ memory }).record(turn(9, { chat: other })));
    const { chats } = await move(from, to);
    expect(chats).toEqual({ moved: 1, present: 1 });
    await visit(to, async ({ memory }) => {
      const history = historyOf({ memory });
      expect((await history.recall(other)).entries.map(({ id }) => id)).toEqual(['m9', 'reply:m9']);
      const value = (await memory.get(chat)) as string;
      const { expires } = JSON.parse(value) as { expires: number };
      const client = (await connect(redis().url, 'x')).client;
      onTestFinished(() => client.disconnect());
      const keys = await client.keys(`*:memory:${chat}`);
      const ends = await Promise.all(keys.map((key) => client.pexpiretime(key)));
      expect(ends).toContain(expires);
    });
  });
});

describe('a move is refused', () => {
  it('while a process works on either place', async () => {
    const [from, to] = [fileAddress(), fileAddress()];
    for (const busy of [from, to]) {
      const serve = await busy.enter();
      await serve.journal.ownership.claim(() => Promise.resolve());
      await expect(move(from, to)).rejects.toMatchObject({ code: 'setup.migration.claimed' });
      await leave(serve);
    }
  });

  it('from what ends with its process', async () => {
    const memory = new MemoryStore();
    const { memory: target } = await fileAddress().enter();
    const moving = migrate(
      { name: 'memory', memory },
      { name: 'file', memory: target },
      { history: { ttlMs: hourMs, log, limit: 20 }, progress: () => {} },
    );
    await expect(moving).rejects.toMatchObject({ code: 'setup.migration.confined' });
  });
});
