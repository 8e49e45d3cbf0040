import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { GreenApiSandbox } from '../../src/sandbox/green-api/index.ts';
import { repeated } from '../rounds.ts';
import { customer, echo, saying, sayingsIn } from './dialogue.ts';
import { heardAt, openTwo } from './two-instances.ts';
import { until } from './world.ts';

const kills = repeated(2, 30);
const seconds = (['max', 'telegram'] as const).slice(0, repeated(1, 2));
const chats = Array.from({ length: 3 }, (_, index) => customer(index));
const mostUnanswered = 5;

interface Line {
  instance: GreenApiSandbox;
  chat: string;
  said: string[];
}

/** The same people write on both instances without end, each text only once. */
async function talk({ instance, chat, said }: Line, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    if (said.length - heardAt(instance, chat).flatMap(sayingsIn).length < mostUnanswered) {
      said.push(`${instance.idInstance}/${chat}/${said.length}`);
      instance.say(chat, saying(said.at(-1) ?? ''));
    }
    await sleep(50 + Math.random() * 300);
  }
}

it.each(seconds)(
  `a bot with WhatsApp and %s loses nothing, says nothing twice and mixes nothing up (${kills} kills)`,
  { timeout: 240_000 },
  async (second) => {
    await using two = await openTwo({
      second,
      idle: true,
      env: { WABOT_QUIET_MS: '20', WABOT_CHAT_HOURLY: '0', LOG_LEVEL: 'info' },
      greenApi: { latencyMs: () => Math.random() * 30, redeliverMs: 100 },
      openAi: { thinkMs: () => Math.random() * 80, answer: echo },
    });
    const lines = two.both.flatMap((instance) =>
      chats.map((chat): Line => ({ instance, chat, said: [] })),
    );
    let isOver = false;
    const talking = Promise.all(lines.map((line) => talk(line, () => isOver)));
    for (let kill = 0; kill < kills; kill += 1) {
      const running = await two.spawn();
      const before = two.both.map(({ sent }) => sent.length);
      if (kill % 5 !== 4)
        await until(() => {
          for (const [index, { sent }] of two.both.entries())
            expect(sent.length).toBeGreaterThan(before[index] ?? 0);
        });
      await sleep(Math.random() * 120);
      expect(await running.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
      two.bring(undefined);
    }
    isOver = true;
    await talking;
    const last = await two.spawn();
    for (const { instance, chat, said } of lines)
      await until(() => expect(heardAt(instance, chat).flatMap(sayingsIn)).toEqual(said));
    await until(async () =>
      expect(await two.world.journal((journal) => journal.health())).toEqual({
        waiting: 0,
        due: 0,
        dead: 0,
      }),
    );
    expect(await last.stop('SIGTERM')).toMatchObject({ code: 0 });
    for (const { instance, chat, said } of lines)
      expect(heardAt(instance, chat).flatMap(sayingsIn)).toEqual(said);
  },
);
