import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wabot, type Ran } from '../cli.ts';
import { customer, dialogueOf, echo, saying } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const [anna, bolat] = [customer(1), customer(2)];

/** A command as a process of its own, beside the bot that runs as another one. */
async function beside(world: World, ...args: string[]): Promise<Ran> {
  return wabot(['history', ...args], { cwd: world.folder, env: world.env });
}

async function json(world: World, ...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await beside(world, ...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** Waits until so many messages of the first customer are in the memory; replies are sent meanwhile. */
async function remembered(world: World, messages: number): Promise<void> {
  await until(async () =>
    expect(await json(world, 'show', '--phone', anna)).toMatchObject({ messages }),
  );
}

/** What the model was last told by the system, and how much of the past it saw. */
function lastAsked(world: World): { system: string; said: { role: string; text: string }[] } {
  const heard = world.openAi.requests.findLast((request) => request.chat);
  if (!heard?.chat) throw new Error('The model was not asked');
  return dialogueOf(heard.chat);
}

it(
  'the commands work beside a running bot, which sees every effect at its next turn',
  { timeout: 240_000 },
  async () => {
    await using world = await openWorld({ idle: true });
    await world.spawn();
    for (const text of ['first', 'second']) await world.ask(anna, saying(text));
    await world.ask(bolat, saying('hello'));

    const listed = async (): Promise<string[]> => {
      const { chats } = (await json(world, 'list')) as { chats: { chat: string }[] };
      return chats.map(({ chat }) => chat);
    };
    await until(async () => expect(await listed()).toEqual([bolat, anna]));
    expect((await beside(world, 'show', '--phone', anna)).stdout).toMatch(
      /Customer: ‹first›[^]*Bot: Heard: ‹second›/,
    );

    const exported = await beside(world, 'export', '--phone', anna);
    expect(await json(world, 'clear', '--phone', anna)).toMatchObject({ cleared: true });
    await world.ask(anna, saying('third'));
    expect(lastAsked(world).said.map(({ text }) => text)).toEqual(['‹third›']);
    expect(lastAsked(world).system).toContain('first message of the customer');

    await remembered(world, 2);

    await writeFile(join(world.folder, 'anna.jsonl'), exported.stdout);
    await json(world, 'clear-all', '--yes');
    expect(await json(world, 'import', 'anna.jsonl')).toMatchObject({ imported: 1 });
    await world.ask(anna, saying('fourth'));
    expect(lastAsked(world).said.map(({ text }) => text)).toEqual([
      '‹first›',
      'Heard: ‹first›',
      '‹second›',
      'Heard: ‹second›',
      '‹fourth›',
    ]);

    await remembered(world, 6);

    const before = world.openAi.count('chat');
    expect(await json(world, 'summary', '--phone', anna)).toMatchObject({
      found: true,
      model: 'sandbox',
    });
    expect(world.openAi.count('chat')).toBe(before + 1);

    expect(await json(world, 'erase', '--phone', anna, '--yes')).toMatchObject({
      history: true,
      logs: [{ file: join(world.folder, 'logs/app.log') }],
    });
    for (const name of ['memory.db', 'memory.db-wal', 'journal.db', 'journal.db-wal']) {
      const bytes = await readFile(join(world.folder, 'data', name));
      expect([name, bytes.includes(anna), bytes.includes('‹fourth›')]).toEqual([
        name,
        false,
        false,
      ]);
    }
    await world.ask(anna, saying('fifth'));
    expect(lastAsked(world).said).toHaveLength(1);
  },
);

it(
  'what falls off the limit stays remembered: at first as it was said, then in a summary',
  { timeout: 120_000 },
  async () => {
    const note = 'The customer is called Айгүл and wants the evening course.';
    await using world = await openWorld({
      env: { WABOT_HISTORY_LIMIT: '4' },
      openAi: {
        answer: (chat) =>
          dialogueOf(chat).system.startsWith('You keep the memory') ? note : echo(chat),
      },
    });
    await world.ask(anna, saying('My name is Айгүл'));
    for (let number = 2; number <= 5; number += 1)
      await world.ask(anna, saying(`message ${number}`));
    await world.settled();
    expect(lastAsked(world).said).toHaveLength(5);
    expect(lastAsked(world).said[0]?.text).toContain('Customer: ‹My name is Айгүл›');

    for (let number = 6; number <= 7; number += 1)
      await world.ask(anna, saying(`message ${number}`));
    const [folded] = await world.logged('summary-folded');
    expect(folded).toMatchObject({ entries: 10, model: 'sandbox' });
    await world.ask(anna, saying('What is my name?'));
    const { system, said } = lastAsked(world);
    expect(said[0]?.text).toContain(`<earlier>\n${note}\n</earlier>`);
    expect(system).not.toContain('Айгүл');
    expect(said).toHaveLength(5);

    await world.settled();
    await wabot(['history', 'clear', '--phone', anna], { cwd: world.folder, env: world.env });
    await world.ask(anna, saying('Hello again'));
    expect(JSON.stringify(lastAsked(world))).not.toContain('Айгүл');
  },
);

it('nothing is folded when no summary is wanted', { timeout: 120_000 }, async () => {
  await using world = await openWorld({
    env: { WABOT_HISTORY_LIMIT: '2', WABOT_SUMMARY: 'false' },
  });
  for (let number = 1; number <= 9; number += 1) await world.ask(anna, saying(`message ${number}`));
  await world.settled();
  expect(world.openAi.count('chat')).toBe(9);
  expect(JSON.stringify(lastAsked(world))).not.toContain('<earlier>');
});
