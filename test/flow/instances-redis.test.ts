import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { repeated } from '../rounds.ts';
import { customer, echo, saying, sayingsIn } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { heardAt, startSecond, TwoInstances } from './two-instances.ts';

const kills = 2;
const seconds = (['max', 'telegram'] as const).slice(0, repeated(1, 2));
const chats = [customer(1), customer(2)];

it.each(seconds)(
  `two processes on one Redis with WhatsApp and %s lose nothing and mix nothing up (${kills} kills)`,
  { timeout: 240_000 },
  async (messenger) => {
    await using fleet = await openFleet(0, {
      env: { WABOT_CHAT_HOURLY: '0' },
      greenApi: { redeliverMs: 100 },
      openAi: { answer: echo },
    });
    await using two = new TwoInstances(fleet.world, await startSecond(messenger));
    two.name();
    for (let count = 0; count < 2; count += 1) await fleet.grow();
    const said = (instance: number, chat: string): string[] =>
      Array.from({ length: kills }, (_, nth) => `${instance}/${chat}/${nth}`);
    const expectAll = (): void => {
      for (const instance of two.both)
        for (const chat of chats)
          expect(heardAt(instance, chat).flatMap(sayingsIn)).toEqual(
            said(instance.idInstance, chat),
          );
    };
    for (let nth = 0; nth < kills; nth += 1) {
      const [doomed, heir] = fleet.members;
      if (!doomed || !heir) return expect.fail();
      two.bring(doomed.port);
      for (const instance of two.both)
        for (const chat of chats)
          instance.say(chat, saying(`${instance.idInstance}/${chat}/${nth}`));
      await sleep(Math.random() * 400);
      await fleet.kill(doomed);
      two.bring(heir.port);
      await fleet.grow();
    }
    await vi.waitFor(expectAll, { timeout: 90_000, interval: 50 });
    // A reply that was sent once more would be on its way.
    await sleep(1_000);
    expectAll();
  },
);
