import { describe, expect, it } from 'vitest';
import { customer } from './dialogue.ts';
import { onWhatsApp } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(1);

async function ring(world: World, id: string, ...states: string[]): Promise<void> {
  for (const status of states)
    world.greenApi.notify({ typeWebhook: 'incomingCall', from: chat, status, idMessage: id });
  await world.settled();
}

describe.runIf(onWhatsApp).concurrent('a call', () => {
  it('that nobody took gets one line a day, whatever is told of it', async () => {
    let ahead = 0;
    await using world = await openWorld({
      env: { WABOT_CALL_REPLY: 'true' },
      greenApi: { now: () => Date.now() + ahead },
    });
    await ring(world, 'C1', 'offer', 'hangUp', 'hangUp');
    await ring(world, 'C2', 'offer', 'declined');
    expect(world.heardBy(chat)).toEqual([expect.stringContaining('ответить не получилось')]);
    await world.ask(chat, 'Сколько стоит?');
    expect(world.heardBy(chat)).toHaveLength(2);
    ahead = 25 * 60 * 60 * 1000;
    world.ahead = ahead;
    await ring(world, 'C3', 'offer', 'hangUp');
    expect(world.heardBy(chat)[2]).toContain('ответить не получилось');
  });

  it('of whose end nothing is told gets the line after a minute, also after a restart', async () => {
    await using world = await openWorld({ env: { WABOT_CALL_REPLY: 'true' } });
    const call = { typeWebhook: 'incomingCall', from: chat, status: 'offer', idMessage: 'C1' };
    world.greenApi.notify(call);
    await world.greenApi.whenDelivered();
    await world.restart();
    await world.ask(customer(2), 'Сколько стоит?');
    expect(world.heardBy(chat)).toEqual([]);
    world.ahead = 61_000;
    await world.restart();
    expect(await world.replies(chat)).toEqual([expect.stringContaining('ответить не получилось')]);
    await ring(world, 'C1', 'hangUp');
    expect(world.heardBy(chat)).toHaveLength(1);
  });

  it('that was taken, or whose customer writes at once, gets none for its ringing', async () => {
    await using world = await openWorld({ env: { WABOT_CALL_REPLY: 'true' } });
    await ring(world, 'C1', 'offer', 'pickUp', 'hangUp');
    world.greenApi.notify({
      typeWebhook: 'incomingCall',
      from: chat,
      status: 'offer',
      idMessage: 'C2',
    });
    await world.greenApi.whenDelivered();
    await world.ask(chat, 'Сколько стоит?');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    expect(await world.journal((journal) => journal.inbox.waiting(chat))).toEqual([]);
  });

  it('that was taken gets none', async () => {
    await using world = await openWorld({ env: { WABOT_CALL_REPLY: 'true' } });
    await ring(world, 'C1', 'offer', 'pickUp');
    await ring(world, 'C1', 'hangUp');
    expect(world.heardBy(chat)).toEqual([]);
  });

  it('gets none where the customer wants to hear nothing, until they write', async () => {
    await using world = await openWorld({ env: { WABOT_CALL_REPLY: 'true' } });
    world.greenApi.say(chat, 'стоп');
    await world.settled();
    await ring(world, 'C1', 'offer', 'hangUp');
    expect(world.heardBy(chat)).toEqual([]);
    await world.ask(chat, 'Сколько стоит?');
    await ring(world, 'C2', 'offer', 'hangUp');
    expect(world.heardBy(chat)[1]).toContain('ответить не получилось');
  });

  it('gets none while the settings do not want it', async () => {
    await using world = await openWorld();
    await ring(world, 'C1', 'offer', 'hangUp');
    expect(world.heardBy(chat)).toEqual([]);
  });
});
