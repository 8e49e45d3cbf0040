import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { customer, echo, questions, saying, sayingsIn } from './dialogue.ts';
import { openWorld, until } from './world.ts';

const chat = customer(1);

describe('a burst', () => {
  it('is answered by one reply that covers it', async () => {
    await using world = await openWorld({ env: { WABOT_QUIET_MS: '700' } });
    const said = ['Здравствуйте', 'Хочу на курс', 'Сколько стоит?'];
    for (const text of said) world.greenApi.say(chat, saying(text));
    const [reply = ''] = await world.replies(chat);
    expect(sayingsIn(reply)).toEqual(said);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    expect(world.openAi.count('chat')).toBe(1);
  });

  it('that does not end is answered all the same', async () => {
    await using world = await openWorld({
      env: { WABOT_QUIET_MS: '60000', WABOT_QUIET_MAX_MS: '600' },
    });
    const said: string[] = [];
    while (world.heardBy(chat).length === 0) {
      said.push(`${said.length}`);
      world.greenApi.say(chat, saying(`${said.length - 1}`));
      await sleep(100);
    }
    const covered = sayingsIn(world.heardBy(chat)[0] ?? '');
    expect(covered).toEqual(said.slice(0, covered.length));
    expect(covered.length).toBeGreaterThan(1);
  });

  it('of one chat holds up no other', async () => {
    await using world = await openWorld({
      env: { WABOT_QUIET_MS: '300', WABOT_QUIET_MAX_MS: '60000' },
    });
    let over = false;
    const talking = (async () => {
      for (let nth = 0; !over; nth += 1) {
        world.greenApi.say(chat, saying(`${nth}`));
        await sleep(50);
      }
    })();
    expect(await world.ask(customer(2), saying('Адрес?'))).toContain('Адрес?');
    over = true;
    await talking;
    await world.replies(chat);
  });
});

describe('a message while the model thinks', () => {
  it('ends the first answer, and both are answered together', async () => {
    let calls = 0;
    const { promise: thinking, resolve: think } = Promise.withResolvers<void>();
    await using world = await openWorld({
      openAi: {
        answer: async (heard) => {
          calls += 1;
          if (calls === 1) await thinking;
          return echo(heard);
        },
      },
    });
    world.greenApi.say(chat, saying('Первое'));
    await until(() => expect(calls).toBe(1));
    world.greenApi.say(chat, saying('Второе'));
    const [reply = ''] = await world.replies(chat);
    expect(sayingsIn(reply)).toEqual(['Первое', 'Второе']);
    think();
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    expect(questions(world.openAi).map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(await world.ask(chat, saying('Третье'))).not.toContain('Первое');
  });

  it('ends it a few times only: who never stops writing is answered too', async () => {
    let said = 1;
    await using world = await openWorld({
      openAi: {
        answer: async (heard) => {
          if (said < 12) {
            world.greenApi.say(chat, saying(`${said++}`));
            await world.greenApi.whenDelivered();
          }
          return echo(heard);
        },
      },
    });
    world.greenApi.say(chat, saying('0'));
    await until(() => expect(world.heardBy(chat).flatMap(sayingsIn)).toHaveLength(12));
    expect(sayingsIn(world.heardBy(chat)[0] ?? '')).toEqual(['0', '1', '2', '3']);
    expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(
      Array.from({ length: 12 }, (_, nth) => `${nth}`),
    );
  });
});
