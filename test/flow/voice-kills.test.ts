import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { customer, echo, saying, sayingsIn } from './dialogue.ts';
import { heardAloud } from './voices.ts';
import { openWorld, until, type World } from './world.ts';
import { repeated } from '../rounds.ts';

const kills = repeated(3, 8);
const chats = [0, 1, 2];
const mostUnanswered = 4;
const dice = (most: number) => (): number => Math.random() * most;

const env = { WABOT_VOICE_REPLY: 'always', WABOT_QUIET_MS: '20', LOG_LEVEL: 'info' };

const heard = (world: World, number: number): string[] =>
  heardAloud(world, customer(number)).flatMap(sayingsIn);

const nothingLeft = (world: World): Promise<void> =>
  until(async () =>
    expect(await world.journal((journal) => journal.health())).toEqual({
      waiting: 0,
      due: 0,
      dead: 0,
    }),
  );

describe('a bot that speaks and is killed', () => {
  it.each([
    ['after the note went up', true],
    ['before it went up', false],
  ])('%s says it once', { timeout: 120_000 }, async (_, effect) => {
    await using world = await openWorld({ idle: true, env, openAi: { answer: echo } });
    world.greenApi.fault('sendFileByUpload', { effect, line: 'hang' });
    const first = await world.spawn();
    world.greenApi.say(customer(0), saying('one'));
    await until(() => expect(world.greenApi.count('sendFileByUpload')).toBe(1));
    expect(await first.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    world.bring(undefined);
    const second = await world.spawn();
    world.greenApi.say(customer(0), saying('two'));
    await until(() => expect(heard(world, 0)).toContain('two'));
    await nothingLeft(world);
    expect(heard(world, 0)).toEqual(['one', 'two']);
    expect(heardAloud(world, customer(0)).every((each) => each.startsWith('🎤'))).toBe(true);
    expect(await second.stop('SIGTERM')).toMatchObject({ code: 0 });
  });

  it('while it is spoken says it once', { timeout: 120_000 }, async () => {
    await using world = await openWorld({ idle: true, env, openAi: { answer: echo } });
    world.openAi.fault('speech', { line: 'hang' });
    const first = await world.spawn();
    world.greenApi.say(customer(0), saying('one'));
    await until(() => expect(world.openAi.count('speech')).toBe(1));
    expect(await first.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    const second = await world.spawn();
    await until(() => expect(heard(world, 0)).toEqual(['one']));
    await nothingLeft(world);
    expect([heard(world, 0), world.openAi.count('speech')]).toEqual([['one'], 2]);
    expect(await second.stop('SIGTERM')).toMatchObject({ code: 0 });
  });

  it(
    `again and again loses nothing, says nothing twice, and keeps the order (${kills} kills)`,
    { timeout: 240_000 },
    async () => {
      const greenApi = { latencyMs: dice(30), redeliverMs: 100 };
      await using world = await openWorld({
        idle: true,
        env,
        greenApi,
        openAi: { thinkMs: dice(80), answer: echo },
      });
      const said = new Map(chats.map((number) => [number, [] as string[]]));
      let over = false;
      const talk = async (number: number): Promise<void> => {
        for (const texts = said.get(number) ?? []; !over; await sleep(50 + dice(300)())) {
          if (texts.length - heard(world, number).length >= mostUnanswered) continue;
          texts.push(`${number}-${texts.length}`);
          world.greenApi.say(customer(number), saying(texts.at(-1) ?? ''));
        }
      };
      const talking = Promise.all(chats.map(talk));
      for (let kill = 0; kill < kills; kill += 1) {
        const running = await world.spawn();
        const sent = world.greenApi.sent.length;
        await until(() => expect(world.greenApi.sent.length).toBeGreaterThan(sent));
        await sleep(dice(120)());
        expect(await running.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
        world.bring(undefined);
      }
      over = true;
      await talking;
      const last = await world.spawn();
      for (const number of chats)
        await until(() => expect(heard(world, number)).toEqual(said.get(number)));
      await nothingLeft(world);
      expect(await last.stop('SIGTERM')).toMatchObject({ code: 0 });
      for (const number of chats) expect(heard(world, number)).toEqual(said.get(number));
      expect(world.greenApi.sent.filter(({ file }) => file).length).toBeGreaterThan(
        world.greenApi.sent.length / 2,
      );
    },
  );
});
