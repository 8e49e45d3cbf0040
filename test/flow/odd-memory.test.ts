import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabot, type Ran } from '../cli.ts';
import { oddAdapter, type Manner } from '../plugins/memory/keyv/odd-adapter.ts';
import { customer, saying, sayingsIn } from './dialogue.ts';
import { phoneOf, strangerNamed } from './messenger.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

async function oddWorld(manner: Manner): Promise<World> {
  const world = await openWorld({ idle: true });
  Object.assign(world.env, oddAdapter(world.folder, manner));
  return world;
}

function run(world: World, ...args: string[]): Promise<Ran> {
  return wabot(args, { cwd: world.folder, env: world.env });
}

describe('serve with a memory that does not answer', () => {
  it('says so, loses nothing, answers nobody without it, and goes on by itself', async () => {
    await using world = await oddWorld('calm');
    const running = await world.spawn();
    expect(sayingsIn(await world.ask(chat, saying('0')))).toEqual(['0']);
    const away = join(world.folder, 'away');
    writeFileSync(away, '');
    world.greenApi.say(chat, saying('1'));
    await running.saying(/service\.memory\.late.*turn-postponed/);
    expect(running.output.stderr).toContain('memory-silent');
    expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(['0']);
    rmSync(away);
    await world.replies(chat, 2);
    expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(['0', '1']);
    const shown = await run(world, 'history', 'show', '--phone', phoneOf(chat), '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ messages: 4 });
    expect(await running.stop()).toMatchObject({ code: 0, signal: null });
  });

  it('ends when it is told to, and leaves what waits to the next start', async () => {
    await using world = await oddWorld('holds');
    world.env['WABOT_DRAIN_MS'] = '300';
    world.env['WABOT_MEMORY_TIMEOUT_MS'] = '60000';
    writeFileSync(join(world.folder, 'away'), '');
    const running = await world.spawn();
    world.greenApi.say(chat, saying('0'));
    await until(() => expect(running.output.stderr).toContain('message-accepted'));
    expect(await running.stop()).toMatchObject({ code: 0, signal: null });
    world.bring(undefined);
    expect(await world.journal(({ inbox }) => inbox.waiting(chat))).toMatchObject([{ tries: 0 }]);
  });
});

describe('serve with an adapter that fails when nobody waits for it', () => {
  it('goes on, and names the adapter without what it says', async () => {
    await using world = await oddWorld('restless');
    const running = await world.spawn();
    expect(sayingsIn(await world.ask(chat, saying('0')))).toEqual(['0']);
    await until(() =>
      expect(running.output.stderr).toMatch(
        /"adapter":"odd-adapter","problem":"EODD".*memory-adapter-failed/,
      ),
    );
    expect(await running.stop()).toMatchObject({ code: 0, signal: null });
    expect(running.output.stderr).not.toContain('hidden-word');
    expect(running.output.stderr.match(/memory-adapter-failed/g)?.length).toBeLessThanOrEqual(2);
  });
});

describe('a command with an odd memory', () => {
  const phone = ['--phone', strangerNamed(customer(1))];

  it.each<[Manner, ...string[]]>([
    ['restless', 'chat', ...phone, 'hi'],
    ['restless', 'history', 'list'],
    ['restless', 'doctor', 'memory'],
    ['holds', 'chat', ...phone, 'hi'],
    ['holds', 'history', 'list'],
    ['holds', 'doctor', 'memory'],
  ])('%s: does its work and ends: %s %s', async (manner, ...args) => {
    await using world = await oddWorld(manner);
    expect(await run(world, ...args)).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('hidden-word'),
    });
  });

  it('prints nothing of the adapter', async () => {
    await using world = await oddWorld('prints');
    const { code, stdout, stderr } = await run(world, 'history', 'list', '--json');
    expect({ code, list: JSON.parse(stdout) as unknown, stderr }).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it.each([
    ['chat', ...phone, 'hi'],
    ['history', 'list'],
    ['history', 'show', ...phone],
    ['history', 'clear-all', '--yes'],
  ])('says that the memory is silent, and ends: %s %s', async (...args) => {
    await using world = await oddWorld('holds');
    writeFileSync(join(world.folder, 'away'), '');
    const ran = await run(world, ...args);
    expect(ran).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('did not answer within'),
    });
  });

  it('is told by the doctor what is wrong', async () => {
    await using world = await oddWorld('latin1');
    const mangled = await run(world, 'doctor', 'memory');
    expect(mangled).toMatchObject({ code: 3, stdout: expect.stringContaining('latin1') });
    Object.assign(world.env, oddAdapter(world.folder, 'refuses-letters'));
    expect(await run(world, 'doctor', 'memory')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('latin1'),
    });
    Object.assign(world.env, oddAdapter(world.folder, 'throws'));
    const thrown = await run(world, 'doctor', 'memory');
    expect(thrown).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('does not accept KEYV_URI'),
    });
    Object.assign(world.env, oddAdapter(world.folder, 'calm'));
    writeFileSync(join(world.folder, 'away'), '');
    expect(await run(world, 'doctor', 'memory', '--timeout', '1')).toMatchObject({ code: 4 });
  }, 180_000);
});
