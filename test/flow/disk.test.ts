import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { definePlugin, type Catalog } from '../../src/core/kinds/plugin.ts';
import { SqliteConnection } from '../../src/plugins/journal/sqlite/connection.ts';
import { toJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import { call } from './caller.ts';
import { customer, dialogueOf, questions, saying, sayingsIn, wordFor } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

/** Locks a file of the data folder as another program does; returns what ends it. */
function lock(world: World, file: string): () => void {
  const other = new DatabaseSync(join(world.folder, 'data', file));
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

/** The real journal on a disk that can be full: `pages` bounds its file. */
function boundedJournal(): { catalog: Catalog; bound(pages: number): void } {
  let connection: SqliteConnection | undefined;
  const plugin = definePlugin({
    kind: 'journal',
    name: 'sqlite',
    summary: 'a journal on a small disk',
    settings: {},
    create: (_, { dataFolder, now }) => {
      connection = new SqliteConnection(join(dataFolder, 'journal.db'));
      return Promise.resolve(toJournal(connection, now, join(dataFolder, 'journal.lock')));
    },
  });
  return {
    catalog: { 'journal/sqlite': () => Promise.resolve({ default: plugin }) },
    bound: (pages) => void connection?.get(`PRAGMA max_page_count = ${pages}`),
  };
}

describe('a journal that is locked', () => {
  it('has the vendor bring messages again; nothing is lost, and it recovers by itself', async () => {
    await using world = await openWorld();
    const unlock = lock(world, 'journal.db');
    world.greenApi.say(chat, saying('0'));
    await until(() => expect(world.greenApi.deliveries.map(({ status }) => status)).toContain(503));
    const { status, text } = await call(`${world.url}/ready`, 'GET');
    expect({ status, text }).toMatchObject({
      status: 503,
      text: expect.stringContaining('journal cannot be written') as string,
    });
    expect((await call(`${world.url}/health`, 'GET')).status).toBe(200);
    unlock();
    expect((await world.replies(chat)).flatMap(sayingsIn)).toEqual(['0']);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    await until(async () => expect((await call(`${world.url}/ready`, 'GET')).status).toBe(200));
  });

  it('in the midst of a turn has the turn taken again, and one reply sent', async () => {
    let unlock = (): void => {};
    await using world = await openWorld({
      openAi: {
        answer: (heard) => {
          if (world.openAi.count('chat') === 1) unlock = lock(world, 'journal.db');
          return dialogueOf(heard).said.at(-1)?.text;
        },
      },
    });
    world.greenApi.say(chat, saying('0'));
    await world.logged('lane-failed');
    unlock();
    world.ahead += 60_000;
    world.greenApi.say(chat, saying('1'));
    expect((await world.replies(chat)).flatMap(sayingsIn)).toEqual(['0', '1']);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
  });

  it('just when a reply went out has it looked up, and not sent again', async () => {
    let unlock = (): void => {};
    await using world = await openWorld();
    world.greenApi.onSent(({ message }) => {
      if (message.includes(saying('0'))) unlock = lock(world, 'journal.db');
    });
    world.greenApi.say(chat, saying('0'));
    await world.logged('outbox-failed');
    unlock();
    world.ahead += 60_000;
    expect(await world.ask(chat, saying('1'))).toContain('1');
    await world.settled();
    expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(['0', '1']);
  });
});

describe('a disk that is full', () => {
  it('has the vendor bring messages again; nothing is lost, and it recovers by itself', async () => {
    const { catalog, bound } = boundedJournal();
    await using world = await openWorld({ catalog });
    expect(await world.ask(chat, saying('0'))).toContain('0');
    bound(1);
    const chats = Array.from({ length: 8 }, (_, index) => customer(10 + index));
    for (const each of chats)
      world.greenApi.say(each, `${saying(wordFor(each))} ${'длинно '.repeat(2000)}`);
    await until(() => expect(world.greenApi.deliveries.map(({ status }) => status)).toContain(503));
    expect((await call(`${world.url}/ready`, 'GET')).status).toBe(503);
    expect((await world.logged('webhook-not-stored'))[0]).toMatchObject({
      error: { code: 'service.journal.full' },
    });
    bound(1_000_000);
    for (const each of chats)
      await until(() => expect(world.heardBy(each).flatMap(sayingsIn)).toEqual([wordFor(each)]));
    await until(async () => expect((await call(`${world.url}/ready`, 'GET')).status).toBe(200));
  });
});

describe('a memory that is locked', () => {
  it('keeps no reply back, and has learnt what was said once it is free', async () => {
    await using world = await openWorld();
    const unlock = lock(world, 'memory.db');
    expect(await world.ask(chat, saying('0'))).toContain('0');
    await world.logged('record-postponed');
    unlock();
    expect(await world.ask(chat, saying('1'))).toContain('1');
    const said = questions(world.openAi)
      .at(-1)
      ?.said.map(({ text }) => sayingsIn(text).join());
    expect(said).toEqual(['0', '0', '1']);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(2);
  });
});
