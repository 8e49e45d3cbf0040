import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer } from './dialogue.ts';
import { openWorld, until } from './world.ts';

const owner = '77000000002@c.us';
const dice = (most: number) => (): number => Math.random() * most;
const rounds = 8;
const perRound = 3;

it(
  'a bot that is killed while it hands chats over loses no ticket and doubles none',
  {
    timeout: 240_000,
  },
  async () => {
    await using world = await openWorld({
      idle: true,
      env: { WABOT_QUIET_MS: '20', WABOT_OWNERS: '77000000002' },
      greenApi: { latencyMs: dice(40), redeliverMs: 100 },
    });
    const chats: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const running = await world.spawn();
      const asking = Array.from({ length: perRound }, (_, one) =>
        customer(10 + round * perRound + one),
      );
      for (const chat of asking) world.greenApi.say(chat, 'Позовите оператора');
      chats.push(...asking);
      await sleep(dice(250)());
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    await world.spawn();
    await until(() => {
      expect(world.heardBy(owner)).toHaveLength(chats.length);
      for (const chat of chats) expect(world.heardBy(chat)).toHaveLength(1);
    });
    await world.greenApi.whenDelivered();
    await sleep(500);
    for (const chat of chats) {
      expect(world.heardBy(chat)).toEqual([builtInPhrases.ru.handoff]);
      const phone = chat.replace('@c.us', '');
      expect(world.heardBy(owner).filter((text) => text.includes(`+${phone}\n`))).toHaveLength(1);
    }
    const cases = await world.journal((journal) => journal.cases.list());
    expect(cases.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      chats.map((_, index) => index + 1),
    );
  },
);
