import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabot } from '../cli.ts';
import { customer } from './dialogue.ts';
import { onWhatsApp, phoneOf } from './messenger.ts';
import { School } from './school.ts';
import { openWorld, type World } from './world.ts';

const anna = customer(1);
const claim = 'Готово, я записал вас на урок.';
const wish = 'Запишите меня на урок в 15:00';

interface Shown {
  reply?: string;
  replies?: string[];
  calls: { name: string; arguments: string; result: string; outcome: string }[];
  functions: { name: string; calls: number }[];
}

/** A bot that books at this school where it is asked to, and says so; `acts`: whether its model calls anything. */
async function openBooking(school: School, acts: () => boolean = () => true): Promise<World> {
  const world = await openWorld({
    idle: true,
    env: { WABOT_QUIET_MS: '0' },
    openAi: {
      answer({ messages }) {
        if (messages.at(-1)?.role === 'tool') return claim;
        return acts() ? { name: 'book_lesson', arguments: { time: '15:00' } } : 'Секунду.';
      },
    },
  });
  await school.describe(world.folder);
  world.env['WABOT_TOOLS'] = join(world.folder, 'tools.yaml');
  return world;
}

async function run(world: World, args: readonly string[]): Promise<Shown> {
  const { stdout } = await wabot([...args, '--json'], { cwd: world.folder, env: world.env });
  return JSON.parse(stdout) as Shown;
}

describe('functions without WhatsApp', () => {
  it.runIf(onWhatsApp)('run in `chat`, and what they change is changed', async () => {
    await using school = await School.open(() => false);
    await using world = await openBooking(school);
    const phone = phoneOf(anna);
    const { reply, calls } = await run(world, ['chat', '--phone', phone, wish]);
    expect([reply, school.booked]).toEqual([claim, [phone]]);
    expect(calls).toMatchObject([
      { name: 'book_lesson', arguments: '{"time":"15:00"}', outcome: 'done' },
    ]);
  });

  it('change nothing in `replay`: the kept result is taken, or it is said what would be called', async () => {
    let acts = true;
    await using school = await School.open(() => false);
    await using world = await openBooking(school, () => acts);
    await world.start();
    const id = world.greenApi.say(anna, wish);
    await world.replies(anna);
    acts = false;
    const other = world.greenApi.say(customer(2), wish);
    await world.replies(customer(2));
    acts = true;
    await world.settled();
    const kept = await run(world, ['replay', id]);
    expect(kept.replies).toEqual([claim]);
    expect(kept.calls).toMatchObject([{ name: 'book_lesson', outcome: 'done' }]);
    const dry = await run(world, ['replay', other]);
    expect(dry.replies).toEqual([]);
    expect(dry.calls).toMatchObject([
      { name: 'book_lesson', arguments: '{"time":"15:00"}', outcome: 'not called' },
    ]);
    expect(school.booked).toEqual([phoneOf(anna)]);
    const { calls } = await run(world, ['history', 'show', '--phone', phoneOf(anna)]);
    expect(calls).toMatchObject([{ name: 'book_lesson', outcome: 'done' }]);
    const { functions } = await run(world, ['usage']);
    expect(functions).toEqual([{ name: 'book_lesson', calls: 1, refused: 0, failed: 0 }]);
  });
});
