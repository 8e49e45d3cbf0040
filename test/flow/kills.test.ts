import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { customer, echo, saying, sayingsIn } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';
import { repeated } from '../rounds.ts';

const kills = repeated(8, 30);
const chats = Array.from({ length: 6 }, (_, index) => customer(index));
const mostUnanswered = 5;
const dice = (most: number) => (): number => Math.random() * most;

/** Customers who write without end, each text only once. */
class Crowd {
  readonly said = new Map<string, string[]>(chats.map((chat) => [chat, []]));
  readonly #world: World;
  #over = false;
  #talking: Promise<unknown> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  begin(): void {
    this.#talking = Promise.all(chats.map((chat) => this.#talk(chat)));
  }

  async end(): Promise<void> {
    this.#over = true;
    await this.#talking;
  }

  async #talk(chat: string): Promise<void> {
    const said = this.said.get(chat) ?? [];
    while (!this.#over) {
      // Nobody writes on and on without an answer, however slow the machine is.
      if (said.length - this.#world.heardBy(chat).flatMap(sayingsIn).length < mostUnanswered) {
        said.push(`${chat}/${said.length}`);
        this.#world.greenApi.say(chat, saying(said.at(-1) ?? ''));
      }
      await sleep(50 + dice(300)());
    }
  }
}

function integrity(world: World, file: string): unknown {
  const database = new DatabaseSync(join(world.folder, 'data', file), { readOnly: true });
  try {
    return database.prepare('PRAGMA integrity_check').all();
  } finally {
    database.close();
  }
}

describe('a bot that is killed again and again while customers write', () => {
  it(
    `loses nothing, says nothing twice, and keeps the order (${kills} kills)`,
    { timeout: 240_000 },
    async () => {
      await using world = await openWorld({
        idle: true,
        env: { WABOT_QUIET_MS: '20', WABOT_CHAT_HOURLY: '0', LOG_LEVEL: 'info' },
        greenApi: { latencyMs: dice(30), redeliverMs: 100 },
        openAi: { thinkMs: dice(80), answer: echo },
      });
      const crowd = new Crowd(world);
      crowd.begin();
      for (let kill = 0; kill < kills; kill += 1) {
        const running = await world.spawn();
        const sent = world.greenApi.sent.length;
        // Now and then before anything happened, mostly in the midst of it.
        if (kill % 5 !== 0)
          await until(() => expect(world.greenApi.sent.length).toBeGreaterThan(sent));
        await sleep(dice(120)());
        expect(await running.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
        world.bring(undefined);
      }
      await crowd.end();
      const last = await world.spawn();
      for (const chat of chats) {
        const said = crowd.said.get(chat) ?? [];
        await until(() => expect(world.heardBy(chat).flatMap(sayingsIn)).toContain(said.at(-1)));
        expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(said);
      }
      await until(async () =>
        expect(await world.journal((journal) => journal.health())).toMatchObject({
          waiting: 0,
          due: 0,
        }),
      );
      expect(await last.stop('SIGTERM')).toMatchObject({ code: 0 });
      expect(await world.journal((journal) => journal.health())).toEqual({
        waiting: 0,
        due: 0,
        dead: 0,
      });
      expect(integrity(world, 'journal.db')).toEqual([{ integrity_check: 'ok' }]);
      expect(integrity(world, 'memory.db')).toEqual([{ integrity_check: 'ok' }]);
      for (const chat of chats)
        expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(crowd.said.get(chat));
    },
  );
});
