import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { customer, dialogueOf } from './dialogue.ts';
import { openFleet } from './fleet.ts';
import { until, type World } from './world.ts';

const machines = ['machine-1', 'machine-2'];

/** A model that says the price that was found. */
const price = (heard: Parameters<typeof dialogueOf>[0]): string =>
  /Стрижка; Цена: ([^\n;]+)/.exec(dialogueOf(heard).system)?.[1] ?? 'не знаю';

async function put(world: World, of: string): Promise<void> {
  const docs = join(world.folder, 'docs');
  await mkdir(docs, { recursive: true });
  await writeFile(join(docs, 'prices.csv'), `Услуга;Цена\nСтрижка;${of}\nМаникюр;7 000 ₸`);
}

/** What every machine's customers hear: the balancer brings each chat to another. */
async function heardByAll(world: World, from: number): Promise<string[]> {
  const chats = Array.from({ length: 4 }, (_, index) => customer(from + index));
  return Promise.all(chats.map((chat) => world.ask(chat, 'Сколько стоит стрижка?')));
}

describe('bots on one Redis with folders of their own', () => {
  it('build their index from the source each, and all follow its changes', async () => {
    const env = { WABOT_KNOWLEDGE: './docs', WABOT_KNOWLEDGE_TOKENS: '0' };
    await using fleet = await openFleet(0, {
      env: { ...env, WABOT_KNOWLEDGE_REFRESH: '1s' },
      openAi: { answer: price },
    });
    const { world } = fleet;
    await put(world, '5 000 ₸');
    for (const machine of machines) await fleet.grow({ WABOT_DATA: machine });
    expect(await heardByAll(world, 1)).toEqual(Array.from({ length: 4 }, () => '5 000 ₸'));
    for (const machine of machines)
      expect(await readdir(join(world.folder, machine, 'knowledge'))).toContain('index-1.db');
    await put(world, '5 500 ₸');
    for (const machine of machines)
      await until(async () =>
        expect(await readdir(join(world.folder, machine, 'knowledge'))).toContain('index-2.db'),
      );
    await until(async () =>
      expect(new Set(await heardByAll(world, Math.floor(Math.random() * 1e6)))).toEqual(
        new Set(['5 500 ₸']),
      ),
    );
  });
});
