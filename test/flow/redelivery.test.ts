import { describe, expect, it } from 'vitest';
import { notification, post } from './caller.ts';
import { customer, saying, sayingsIn } from './dialogue.ts';
import { openWorld, until } from './world.ts';

const chat = customer(1);

describe.concurrent('the same notification', () => {
  it('many times at once is answered once', async () => {
    await using world = await openWorld({ env: { WABOT_QUIET_MS: '50' } });
    const body = notification(world, chat, 'M1', 'Привет');
    const statuses = await Promise.all(Array.from({ length: 20 }, () => post(world, { body })));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await world.replies(chat)).toEqual(['Heard: Привет']);
    expect(await post(world, { body })).toBe(200);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    expect(world.openAi.count('chat')).toBe(1);
  });

  it('from another chat is another message: ids are unique within a chat only', async () => {
    await using world = await openWorld();
    for (const each of [customer(1), customer(2)])
      await post(world, { body: notification(world, each, 'M1', 'Привет') });
    for (const each of [customer(1), customer(2)])
      expect(await world.replies(each)).toEqual(['Heard: Привет']);
  });

  it('brought again because the 200 was lost is answered once', async () => {
    await using world = await openWorld();
    world.greenApi.loseAcks(3);
    expect(await world.ask(chat, 'Привет')).toBe('Heard: Привет');
    await world.settled();
    expect(world.greenApi.deliveries.length).toBeGreaterThan(3);
    expect(world.heardBy(chat)).toHaveLength(1);
  });

  it('after a restart, before and after the reply, is answered once', async () => {
    await using world = await openWorld({ env: { WABOT_QUIET_MS: '60000', WABOT_DRAIN_MS: '0' } });
    const id = world.greenApi.say(chat, saying('Привет'));
    await world.logged('message-accepted');
    world.env['WABOT_QUIET_MS'] = '0';
    await world.stop();
    expect(world.heardBy(chat)).toEqual([]);
    world.greenApi.repeat(id);
    await world.start();
    expect(sayingsIn((await world.replies(chat))[0] ?? '')).toEqual(['Привет']);
    await world.settled();
    await world.restart();
    world.greenApi.repeat(id);
    await world.settled();
    await world.logged('message-repeated', 2);
    expect(world.heardBy(chat)).toHaveLength(1);
    expect(world.openAi.count('chat')).toBe(1);
  });
});

describe.concurrent('what was accepted before a stop', () => {
  it('is answered in order after the start, with what came meanwhile', async () => {
    await using world = await openWorld({ env: { WABOT_QUIET_MS: '60000', WABOT_DRAIN_MS: '0' } });
    for (const nth of ['0', '1', '2']) world.greenApi.say(chat, saying(nth));
    await world.logged('message-accepted', 3);
    await world.stop();
    world.env['WABOT_QUIET_MS'] = '0';
    world.greenApi.say(chat, saying('3'));
    await world.start();
    await until(() => expect(world.heardBy(chat).flatMap(sayingsIn)).toHaveLength(4));
    expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(['0', '1', '2', '3']);
    await world.settled();
    expect(world.heardBy(chat).flatMap(sayingsIn)).toHaveLength(4);
  });
});
