import { describe, expect, it } from 'vitest';
import { customer } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(1);
const stranger = customer(2);

const nothing = { waiting: [], records: [], charges: [], calls: 0, heard: [] };

/** What was kept of this chat and paid for it. */
async function keptOf(world: World, of: string): Promise<object> {
  const journal = await world.journal(async ({ inbox, turns, accounts }) => ({
    waiting: await inbox.waiting(of),
    records: await turns.unremembered(of),
    charges: (await Array.fromAsync(accounts.usage(0))).filter(
      ({ chat: charged, model }) => charged === of && model !== undefined,
    ),
  }));
  const calls = world.openAi.count('chat') + world.openAi.count('transcriptions');
  return { ...journal, calls, heard: world.heardBy(of) };
}

describe('who is not answered', () => {
  it.each([
    ['is on none of the lists', { WABOT_AUDIENCE: 'list', WABOT_ALLOW: `+${phoneOf(chat)}` }],
    ['is blocked', { WABOT_BLOCK: phoneOf(stranger) }],
    [
      'is on both lists',
      { WABOT_AUDIENCE: 'list', WABOT_ALLOW: phoneOf(stranger), WABOT_BLOCK: phoneOf(stranger) },
    ],
  ])('costs nothing where the phone %s', async (_, env) => {
    await using world = await openWorld({ env });
    world.greenApi.say(stranger, 'Здравствуйте, сколько стоит курс?');
    world.greenApi.speak(stranger, Buffer.from('not heard'));
    await world.settled();
    expect(await keptOf(world, stranger)).toEqual(nothing);
    await world.stop();
    expect((await world.written()).filter(({ text }) => text.includes('сколько стоит'))).toEqual(
      [],
    );
  });

  it('leaves everybody else with an answer', async () => {
    await using world = await openWorld({
      env: { WABOT_AUDIENCE: 'list', WABOT_ALLOW: phoneOf(chat), WABOT_BLOCK: phoneOf(stranger) },
    });
    expect(await world.ask(chat, 'Сколько стоит курс?')).toBe('Heard: Сколько стоит курс?');
  });

  it('is passed over where the message was accepted before the phone was blocked', async () => {
    await using world = await openWorld({
      env: { WABOT_QUIET_MS: '60000', WABOT_QUIET_MAX_MS: '60000' },
    });
    world.greenApi.say(stranger, 'Здравствуйте, сколько стоит курс?');
    await world.greenApi.whenDelivered();
    world.env['WABOT_BLOCK'] = phoneOf(stranger);
    world.env['WABOT_QUIET_MS'] = '0';
    await world.restart();
    await world.settled();
    expect(await keptOf(world, stranger)).toEqual(nothing);
  });

  it('leaves of the owner’s words the pause alone', async () => {
    await using world = await openWorld({ env: { WABOT_BLOCK: phoneOf(stranger) } });
    world.greenApi.say(stranger, 'Мама звонила');
    world.greenApi.phone.write(stranger, 'Буду поздно');
    world.greenApi.phone.speak(stranger, Buffer.from('not heard'));
    await world.settled();
    expect(await keptOf(world, stranger)).toEqual(nothing);
    expect(await world.journal(({ pauses }) => pauses.of(stranger))).toMatchObject([
      { reason: 'phone' },
    ]);
    await world.stop();
    expect((await world.written()).filter(({ text }) => text.includes('Буду поздно'))).toEqual([]);
  });
});
