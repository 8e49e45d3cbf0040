import { describe, expect, it } from 'vitest';
import { wabot } from '../cli.ts';
import { customer } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(1);

function rule(world: World, command: string, ...args: string[]): Promise<unknown> {
  const phone = phoneOf(chat);
  return wabot([command, '--phone', phone, ...args], { cwd: world.folder, env: world.env });
}

describe('what is due already', () => {
  const stops: Record<string, (world: World) => Promise<unknown>> = {
    'a customer writes стоп': (world) => {
      world.greenApi.say(chat, 'стоп');
      return world.greenApi.whenDelivered();
    },
    'their phone is blocked': (world) => rule(world, 'block'),
    'their answers are drafts from now on': (world) => rule(world, 'mode', 'draft'),
    'their chat is only observed from now on': (world) => rule(world, 'mode', 'observe'),
  };

  it.each(Object.entries(stops))('does not leave any more where %s', async (_, stop) => {
    await using world = await openWorld({ env: { WABOT_OWNERS: '+77000000002' } });
    world.greenApi.fault('sendMessage', { status: 429, times: 50 });
    world.greenApi.say(chat, 'Здравствуйте');
    await world.logged('reply-delayed');
    await stop(world);
    world.greenApi.clearFaults();
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
    expect(await world.journal((journal) => journal.letters.list(5))).toMatchObject([
      { kind: 'outbound', chat, reason: 'paused' },
    ]);
  });
});
