import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { wabot } from '../cli.ts';
import { customer, saying, sayingsIn } from './dialogue.ts';
import { WatchedRedis } from '../plugins/redis/sentinels.ts';
import { openFleet, openFleetOn, type Fleet, type Member } from './fleet.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const chats = Array.from({ length: 12 }, (_, index) => customer(index));
const messages = 8;

/** Vendors that take their time. */
const busy: WorldOptions = {
  greenApi: { latencyMs: () => Math.random() * 40, inFlight: 6 },
  openAi: { thinkMs: () => Math.random() * 150 },
};

/** Everybody writes, in order, each message once the one before was taken. */
async function everybodyWrites({ greenApi }: World): Promise<void> {
  for (let nth = 0; nth < messages; nth += 1) {
    for (const chat of chats) greenApi.say(chat, saying(`${chat}/${nth}`));
    await greenApi.whenDelivered();
    await sleep(Math.random() * 400);
  }
}

/** What each customer said was answered once and in order. A dead process's chats come to another within half a minute. */
async function allHeard(world: World): Promise<void> {
  const said = (chat: string): string[] =>
    Array.from({ length: messages }, (_, nth) => `${chat}/${nth}`);
  const heard = (chat: string): string[] => world.heardBy(chat).flatMap(sayingsIn);
  for (const chat of chats)
    await patiently(() => expect(heard(chat).length).toBeGreaterThanOrEqual(messages));
  for (const chat of chats) expect(heard(chat)).toEqual(said(chat));
}

function patiently<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 90_000, interval: 50 });
}

async function processesDie(fleet: Fleet): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    await sleep(300 + Math.random() * 700);
    if (count === 1) expect(await fleet.retire()).toBe(0);
    else await fleet.kill();
    await fleet.grow();
  }
}

/** How often a process told of the outage. */
function outages({ running }: Member): number {
  return running.output.stderr.split('"event":"redis-unavailable"').length - 1;
}

function alarms(members: readonly Member[]): string[] {
  const lines = members.flatMap(({ running }) => running.output.stderr.split('\n'));
  // The balancer brings the notifications here, not the sandbox to an address that its settings name.
  const usual = /"redis-unavailable"|"nothing-can-arrive"/;
  return lines.filter((line) => /"level":"(?:warn|error)"/.test(line) && !usual.test(line));
}

describe('three processes on one Redis', { timeout: 240_000 }, () => {
  it('lose nothing, repeat nothing and keep the order while some are killed, one is stopped and one sleeps', async () => {
    await using fleet = await openFleet(4, busy);
    const { world } = fleet;
    const writing = everybodyWrites(world);
    await sleep(400);
    const [sleeper] = fleet.members.splice(0, 1);
    if (!sleeper) return expect.fail();
    fleet.hold(sleeper);
    await Promise.all([writing, processesDie(fleet)]);
    await allHeard(world);
    fleet.members.push(sleeper);
    sleeper.running.process.kill('SIGCONT');
    await patiently(async () =>
      expect((await fetch(`http://127.0.0.1:${sleeper.port}/ready`)).status).toBe(200),
    );
    await allHeard(world);
  });

  it('go on when their connections are cut and Redis itself is killed and comes back', async () => {
    await using fleet = await openFleet(3, busy);
    const { redis, world } = fleet;
    const begun = Date.now();
    const writing = everybodyWrites(world);
    await sleep(500);
    await redis.cli('client', 'kill', 'type', 'normal');
    await sleep(500);
    await redis.cli('client', 'kill', 'type', 'pubsub');
    await redis.stop('SIGKILL');
    await sleep(1500);
    await redis.start();
    await writing;
    await allHeard(world);
    expect(fleet.members.map(({ running }) => running.process.exitCode)).toEqual([
      null,
      null,
      null,
    ]);
    expect(alarms(fleet.members)).toEqual([]);
    expect(world.greenApi.deliveries.map(({ status }) => status)).toContain(503);
    const most = 1 + Math.floor((Date.now() - begun) / 60_000);
    for (const member of fleet.members)
      expect(outages(member)).toSatisfy((count: number) => count >= 1 && count <= most);
  });

  it('go on by themselves when the primary behind the sentinels is killed and a replica takes its place', async () => {
    await using fleet = await openFleetOn(await WatchedRedis.start(), 2, busy);
    const { redis, world } = fleet;
    const writing = everybodyWrites(world);
    await sleep(1_500);
    const killed = await redis.primary();
    await killed.stop('SIGKILL');
    await writing;
    await allHeard(world);
    expect((await redis.primary()).port).not.toBe(killed.port);
    // The old one comes back as a replica.
    await killed.start();
    world.greenApi.say(chats[0] ?? '', saying('afterwards'));
    await patiently(() =>
      expect(world.heardBy(chats[0] ?? '').flatMap(sayingsIn)).toContain('afterwards'),
    );
    expect(fleet.members.map(({ running }) => running.process.exitCode)).toEqual([null, null]);
    expect(alarms(fleet.members)).toEqual([]);
  });

  it('fetch messages one at a time, and another takes over when that one dies', async () => {
    await using fleet = await openFleet(2, { poll: true }, ['--poll']);
    const { world } = fleet;
    const [first = '', second = ''] = chats;
    world.greenApi.say(first, saying('before'));
    await world.replies(first);
    const pollers = fleet.members.filter(({ running }) =>
      running.output.stderr.includes('message-accepted'),
    );
    expect(pollers).toHaveLength(1);
    await fleet.kill(pollers[0] ?? expect.fail());
    world.greenApi.say(second, saying('after'));
    await patiently(() => expect(world.heardBy(second).flatMap(sayingsIn)).toEqual(['after']));
    expect(fleet.members[0]?.running.output.stderr).toContain('message-accepted');
  });
});

describe('a Redis that is unavailable at the end', { timeout: 60_000 }, () => {
  it('does not hold a stop up', async () => {
    await using fleet = await openFleet(1);
    const [chat = ''] = chats;
    expect(sayingsIn(await fleet.world.ask(chat, saying('before')))).toEqual(['before']);
    await fleet.redis.stop('SIGKILL');
    expect(await fleet.retire()).toBe(0);
  });

  it('does not hold a stop up either when it goes right after the start', async () => {
    await using fleet = await openFleet(1);
    await fleet.redis.stop('SIGKILL');
    expect(await fleet.retire()).toBe(0);
  });
});

describe('a Redis that is unavailable at startup', { timeout: 60_000 }, () => {
  const nowhere = 'redis://bot:hush-hush@127.0.0.1:1';

  it('ends with exit code 4 and says what to do', async () => {
    await using world = await openWorld({ idle: true, env: { REDIS_URL: nowhere } });
    const { code, stderr } = await wabot(['serve'], { cwd: world.folder, env: world.env });
    expect(code).toBe(4);
    expect(stderr).toContain('Redis at 127.0.0.1:1 cannot be reached');
    expect(stderr).toContain('WABOT_REDIS_FALLBACK=file');
    expect(stderr).not.toContain('hush');
  });

  it('is replaced by files when that is wanted; log, doctor and status say so', async () => {
    await using world = await openWorld({
      env: { REDIS_URL: nowhere, WABOT_REDIS_FALLBACK: 'file' },
    });
    const [chat = ''] = chats;
    expect(sayingsIn(await world.ask(chat, saying('on files')))).toEqual(['on files']);
    expect(await world.logged('plugin-replaced', 2)).toMatchObject([
      { kind: 'journal', chosen: 'redis', used: 'sqlite' },
      { kind: 'memory', chosen: 'redis', used: 'file' },
    ]);
    const options = { cwd: world.folder, env: world.env };
    const [status, doctor] = await Promise.all([
      wabot(['status'], options),
      wabot(['doctor', 'journal'], options),
    ]);
    expect(status.stdout).toContain('journal: sqlite stands in for redis');
    expect(doctor.stdout).toContain('uses files');
    for (const { stdout, stderr } of [status, doctor])
      expect(stdout + stderr + world.stderr).not.toContain('hush');
  });
});
