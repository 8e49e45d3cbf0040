import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { start, wabot } from '../cli.ts';
import { call } from './caller.ts';
import { customer, saying, sayingsIn } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

/** Starts the bot again in this process and looks what it still says. */
async function afterwards(world: World): Promise<string[]> {
  world.openAi.clearFaults();
  world.ahead += 60_000;
  await world.start();
  await world.settled();
  return world.heardBy(chat).flatMap(sayingsIn);
}

describe('SIGTERM', () => {
  it('has running answers finished, hears no more, and ends with 0', async () => {
    await using world = await openWorld({ idle: true, openAi: { thinkMs: 700 } });
    const running = await world.spawn();
    world.greenApi.say(chat, saying('0'));
    await until(() => expect(world.openAi.count('chat')).toBe(1));
    running.process.kill('SIGTERM');
    await running.saying(/bot-stopping/);
    world.greenApi.say(chat, saying('1'));
    await until(() => expect(world.greenApi.deliveries.at(-1)?.status).toBe(503));
    expect(await running.ended).toMatchObject({ code: 0, signal: null });
    expect(running.output.stderr).toContain('bot-stopped');
    expect(world.heardBy(chat).flatMap(sayingsIn)).toEqual(['0']);
    world.bring(undefined);
    expect(await afterwards(world)).toEqual(['0', '1']);
  });

  it('leaves to the journal what does not end in time', async () => {
    await using world = await openWorld({ idle: true, env: { WABOT_DRAIN_MS: '300' } });
    world.openAi.fault('chat', openAiFaults.hang);
    const running = await world.spawn();
    world.greenApi.say(chat, saying('0'));
    await until(() => expect(world.openAi.count('chat')).toBe(1));
    expect(await running.stop('SIGTERM')).toMatchObject({ code: 0 });
    world.bring(undefined);
    expect(await world.journal(({ inbox }) => inbox.waiting(chat))).toMatchObject([{ tries: 0 }]);
    expect(await afterwards(world)).toEqual(['0']);
  });

  it('cuts a send that hangs: it is looked up at the next start', async () => {
    await using world = await openWorld({ idle: true, env: { WABOT_DRAIN_MS: '300' } });
    world.greenApi.fault('sendMessage', { line: 'hang', effect: true });
    const running = await world.spawn();
    world.greenApi.say(chat, saying('0'));
    await world.replies(chat);
    expect(await running.stop('SIGTERM')).toMatchObject({ code: 0 });
    world.bring(undefined);
    expect(await world.journal(({ outbox }) => outbox.due())).toHaveLength(1);
    expect(await afterwards(world)).toEqual(['0']);
    expect(await world.journal(({ outbox }) => outbox.due())).toEqual([]);
  });

  it('a second time leaves at once, and loses nothing', async () => {
    await using world = await openWorld({ idle: true, env: { WABOT_DRAIN_MS: '600000' } });
    world.openAi.fault('chat', openAiFaults.hang);
    const running = await world.spawn();
    world.greenApi.say(chat, saying('0'));
    await until(() => expect(world.openAi.count('chat')).toBe(1));
    running.process.kill('SIGTERM');
    await running.saying(/bot-stopping/);
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
    world.bring(undefined);
    expect(await afterwards(world)).toEqual(['0']);
  });

  it('right after the start ends with 0', async () => {
    await using world = await openWorld({ idle: true });
    const running = await world.spawn();
    expect(await running.stop('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('a bot without a terminal', () => {
  it('runs on when standard input ends and nobody reads standard error', async () => {
    await using world = await openWorld({ idle: true });
    const running = await world.spawn();
    running.process.stdin.end();
    running.process.stderr.destroy();
    for (const text of ['0', '1']) expect(await world.ask(chat, text)).toBe(`Heard: ${text}`);
    expect(await running.stop('SIGTERM')).toMatchObject({ code: 0 });
    expect((await world.log()).map(({ event }) => event)).toContain('bot-stopped');
  });
});

describe('a bot that cannot start', () => {
  it('names every missing setting at once, with exit 3', async () => {
    const { code, stderr, stdout } = await wabot(['serve']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    for (const name of ['GREEN_ID_INSTANCE', 'GREEN_API_TOKEN']) expect(stderr).toContain(name);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('.env.example');
  });

  it.each(['PORT', 'CONSOLE_PORT'])('says whose %s is not, with exit 3', async (setting) => {
    await using world = await openWorld({ idle: true });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const { code, stderr } = await wabot(['serve'], {
      cwd: world.folder,
      env: { ...world.env, WABOT_ADMIN_TOKEN: 'Schlagobers-mit-Zimt-77', [setting]: port },
    });
    other.close();
    expect(code).toBe(3);
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
      RegExp(`port ${port} is taken .*Set ${setting} `),
    );
    expect(await world.journal((journal) => journal.health())).toMatchObject({ waiting: 0 });
  });

  it('because another bot works on the same data says so, with exit 3, and leaves that one alone', async () => {
    await using world = await openWorld();
    const second = start(['serve'], { cwd: world.folder, env: world.env });
    const { code, stderr } = await second.ended;
    expect(code).toBe(3);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('WABOT_DATA');
    expect(await world.ask(chat, 'Привет')).toBe('Heard: Привет');
    expect((await call(`${world.url}/ready`, 'GET')).status).toBe(200);
  });
});
