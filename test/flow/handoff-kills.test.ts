import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { chatOf, phoneOf } from './messenger.ts';
import { openWorld, until } from './world.ts';

const owner = chatOf('77000000002');
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
      expect(world.heardBy(owner).filter((text) => text.startsWith('№'))).toHaveLength(
        chats.length,
      );
      for (const chat of chats) expect(world.heardBy(chat)).toHaveLength(1);
    });
    await world.greenApi.whenDelivered();
    await sleep(500);
    for (const chat of chats) {
      expect(world.heardBy(chat)).toEqual([builtInPhrases.ru.handoff]);
      const phone = phoneOf(chat);
      expect(world.heardBy(owner).filter((text) => text.includes(`+${phone}\n`))).toHaveLength(1);
    }
    const cases = await world.journal((journal) => journal.cases.list());
    expect(cases.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      chats.map((_, index) => index + 1),
    );
  },
);

it(
  'three processes on one Redis tell of a ticket once, and pass the owner’s reply on once',
  {
    timeout: 120_000,
  },
  async () => {
    await using fleet = await openFleet(3, { env: { WABOT_OWNERS: '77000000002' } });
    const { world } = fleet;
    const chats = Array.from({ length: 6 }, (_, one) => customer(200 + one));
    for (const chat of chats) world.greenApi.say(chat, 'Позовите оператора');
    const told = (): string[] => world.heardBy(owner).filter((text) => text.startsWith('№'));
    await until(() => expect(new Set(told()).size).toBe(chats.length));
    const tickets = told();
    const original = { stanzaId: 'Q', participant: world.greenApi.phone.ownChat };
    for (const ticket of tickets)
      world.greenApi.receive(owner, {
        typeMessage: 'quotedMessage',
        extendedTextMessageData: { text: `Слушаю: ${ticket.slice(0, 3)}`, ...original },
        quotedMessage: { ...original, typeMessage: 'textMessage', textMessage: ticket },
      });
    await until(() => {
      for (const chat of chats) expect(world.heardBy(chat)).toHaveLength(2);
    });
    await sleep(500);
    expect(told()).toHaveLength(chats.length);
    for (const chat of chats)
      expect(world.heardBy(chat)).toEqual([
        builtInPhrases.ru.handoff,
        expect.stringMatching(/^Слушаю: №\d/),
      ]);
  },
);
