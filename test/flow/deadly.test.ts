import { setTimeout as sleep } from 'node:timers/promises';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/core/kinds/channel.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer, saying, sayingsIn, wordFor } from './dialogue.ts';
import { openWorld, until, type World, type WorldOptions } from './world.ts';
import { repeated } from '../rounds.ts';

/** What is in a file that ends every process which looks at it. */
const poison = 'OggS POISON';

/** Loaded before the bot: the fault of some parser that is still to be found. */
const fault = `
const { from } = Buffer;
Buffer.from = (value, ...rest) => {
  const made = from(value, ...rest);
  if (value instanceof ArrayBuffer && made.includes('${poison}')) process.kill(process.pid, 'SIGKILL');
  return made;
};`;

const apologies = Object.values(builtInPhrases).map(({ apology }) => apology);

/** A world whose bot dies of the poison. */
async function openFaulty(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld({ idle: true, ...options });
  const file = join(world.folder, 'fault.cjs');
  await writeFile(file, fault);
  world.env['NODE_OPTIONS'] = `--require ${file}`;
  return world;
}

/** Starts the bot again whenever it has died, as a supervisor does, until it is told to stop; counts the starts. */
function supervise(world: World): { starts: number; stop(): Promise<void> } {
  const ended = new AbortController();
  const supervised = { starts: 0, stop: async () => {} };
  const running = (async () => {
    while (!ended.signal.aborted) {
      supervised.starts += 1;
      // One that died before it could say where it listens has died all the same.
      const process = await world.spawn().catch(() => undefined);
      await Promise.race([
        process?.ended,
        new Promise((resolve) => ended.signal.addEventListener('abort', resolve)),
      ]);
      if (ended.signal.aborted) expect(await process?.stop('SIGTERM')).toMatchObject({ code: 0 });
    }
  })();
  supervised.stop = async () => {
    ended.abort();
    await running;
  };
  return supervised;
}

/** What was given up: whose message, which, and why. */
function givenUp(world: World): Promise<{ chat: string; id: string; reason: string }[]> {
  return world.journal(async ({ letters }) =>
    (await letters.list(100)).map(({ body, reason }) => {
      const { chat, id } = JSON.parse(body) as Inbound;
      return { chat, id, reason };
    }),
  );
}

describe('a message that ends the process', () => {
  it('is given up by itself, and nobody else’s', { timeout: 240_000 }, async () => {
    await using world = await openFaulty({
      env: { WABOT_QUIET_MS: '20' },
      openAi: { thinkMs: 60 },
    });
    const { greenApi } = world;
    const chats = Array.from({ length: 50 }, (_, index) => customer(index));
    for (const chat of chats.slice(0, 30)) greenApi.say(chat, saying(wordFor(chat)));
    const unlucky = customer(77);
    greenApi.say(unlucky, saying('before'));
    const deadly = greenApi.speak(unlucky, Buffer.from(poison));
    greenApi.say(unlucky, saying('after'));
    for (const chat of chats.slice(30)) greenApi.say(chat, saying(wordFor(chat)));
    const supervised = supervise(world);
    for (const chat of chats) expect(await world.replies(chat)).toHaveLength(1);
    await until(async () =>
      expect(await givenUp(world)).toEqual([{ chat: unlucky, id: deadly, reason: 'turn.deadly' }]),
    );
    await until(() =>
      expect(world.heardBy(unlucky).flatMap(sayingsIn)).toEqual(['before', 'after']),
    );
    expect(world.heardBy(unlucky).filter((text) => apologies.includes(text))).toHaveLength(1);
    const { starts } = supervised;
    expect(starts).toBeLessThanOrEqual(6);
    expect(await world.ask(customer(99), saying('alive'))).toContain('alive');
    await supervised.stop();
    expect(supervised.starts).toBe(starts);
    expect(await world.journal((journal) => journal.health())).toEqual({
      waiting: 0,
      due: 0,
      dead: 1,
    });
    for (const chat of chats)
      expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual([wordFor(chat)]);
  });
});

describe('messages that are in the midst of a turn whenever the process is killed', () => {
  const kills = repeated(5, 20);
  it(`are all answered, once (${kills} kills)`, { timeout: 240_000 }, async () => {
    await using world = await openWorld({
      idle: true,
      env: { WABOT_QUIET_MS: '0' },
      // Longer than the bot lives, most of the time.
      openAi: { thinkMs: () => 300 + 900 * Math.random() },
    });
    const chats = Array.from({ length: 12 }, (_, index) => customer(index));
    for (const chat of chats) world.greenApi.say(chat, saying(wordFor(chat)));
    for (let kill = 0; kill < kills; kill += 1) {
      const running = await world.spawn();
      await sleep(600 * Math.random());
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    const last = await world.spawn();
    for (const chat of chats)
      expect((await world.replies(chat)).flatMap(sayingsIn)).toEqual([wordFor(chat)]);
    expect(await last.stop('SIGTERM')).toMatchObject({ code: 0 });
    expect(await world.journal((journal) => journal.health())).toEqual({
      waiting: 0,
      due: 0,
      dead: 0,
    });
    for (const chat of chats)
      expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual([wordFor(chat)]);
  });
});
