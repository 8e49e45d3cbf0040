import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/kinds/cases.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import type { Scripted } from '../../src/sandbox/openai/sandbox.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { customer } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const anna = customer(1);
const prompt = `# Цены

Курс английского стоит 35 000 ₸ в месяц.

# Адрес

Мы на улице Абая, 10.`;

const parking = 'Есть ли у вас парковка?';
const line = `[not known: ${parking}]`;

/** A world of this prompt; the answers are those of the sandbox's own model once there are no others. */
function open(said: Scripted[], options: WorldOptions = {}): Promise<World> {
  return openWorld({
    prompt,
    ...options,
    env: { WABOT_QUIET_MS: '0', WABOT_TIME_ZONE: 'Asia/Almaty', ...options.env },
    openAi: { answer: () => said.shift(), ...options.openAi },
  });
}

function questions(world: World): Promise<Case[]> {
  return world.journal(({ cases }) => cases.list({ kind: 'question' }));
}

const command = (world: World, ...args: string[]): Promise<RanHere> =>
  wabotHere(['questions', ...args], { cwd: world.folder, env: world.env });

async function listed(world: World, ...args: string[]): Promise<unknown[]> {
  const { value } = await command(world, 'list', ...args, '--json');
  return (value as { questions: unknown[] }).questions;
}

const pool = expect.stringMatching(/бассейн/) as string;

describe('a question that the prompt does not answer', () => {
  it('is noted by a function, listed with its like, answered into the prompt, and gone with its customer', async () => {
    const call = { name: 'not_known', arguments: { question: parking } };
    const said: Scripted[] = [];
    await using world = await open(said);
    expect(await world.ask(anna, 'Сколько стоит курс английского?')).toContain('35 000');
    expect(await world.ask(anna, 'Есть ли у вас бассейн?')).not.toMatch(/not.known/i);
    await world.ask(customer(2), 'А бассейн у вас есть? Мой номер +7 701 123 45 67');
    said.push(call, 'Этого я не знаю.', { ...call, text: 'И этого не знаю.' });
    expect(await world.ask(customer(3), parking)).toContain('Этого я не знаю.');
    expect(await world.ask(customer(3), parking)).toBe('И этого не знаю.');
    said.push('Курс стоит 45 000 ₸.', 'Курс стоит 35 000 ₸.');
    await world.ask(customer(4), 'Сколько стоит курс?');
    await world.settled();
    expect(await listed(world)).toMatchObject([
      { number: 4, count: 2, chats: 1, state: 'open', question: parking },
      { number: 2, count: 2, chats: 2, language: 'ru', state: 'open', question: pool },
    ]);
    const { stdout } = await command(world, 'show', '1');
    expect(stdout).toContain('7701…4567');
    expect(stdout + (await command(world, 'list', '--json')).stdout).not.toMatch(/123.?45/);
    const { value } = await command(world, 'answer', '1', 'Да, бассейн на крыше.', '--json');
    expect(value).toMatchObject({ number: 2, version: { version: 1 }, paste: null });
    expect(await readFile(join(world.folder, 'prompt.md'), 'utf8')).toMatch(
      /# Вопросы и ответы\n\n.*бассейн.*\?\nДа, бассейн на крыше\.\n$/,
    );
    expect(await world.ask(customer(5), 'Есть ли у вас бассейн?')).toContain('на крыше');
    expect(await command(world, 'answer', '2', 'Нет.')).toMatchObject({ code: 2 });
    expect(await command(world, 'show', '99')).toMatchObject({ code: 2 });
    expect((await command(world, 'ignore', '4')).stderr).toContain('Ignored: question 4.');
    expect(await listed(world)).toEqual([]);
    expect(await listed(world, '--all')).toHaveLength(2);
    await wabotHere(['history', 'erase', '--phone', phoneOf(customer(3)), '--yes'], {
      cwd: world.folder,
      env: world.env,
    });
    expect(await listed(world, '--all')).toMatchObject([{ number: 2, state: 'answered' }]);
  });

  it('is noted by a line that nobody gets to see where the service takes no functions', async () => {
    const said: Scripted[] = [];
    await using world = await open(said, { openAi: { refuses: ['tools'] } });
    const answers: [string, ...string[]][] = [
      [`Этого я не знаю.\n\n${line}`],
      ['Этого я не знаю.\n**[Неизвестно: Парковка]**'],
      [`${'Этого я, к сожалению, не знаю. '.repeat(200)}\n${line}`],
      ['Этого я не знаю.\n[not known: Есть ли'],
      [`Парковка стоит 700 ₸.\n${line}`, `Этого я не знаю.\n${line}`],
    ];
    // By the first turn after a start it is found out that there are no functions.
    await world.ask(customer(2), 'Сколько стоит курс английского?');
    await world.ask(anna, 'Есть ли у вас бассейн?');
    for (const [index, each] of answers.entries()) {
      said.push(...each);
      await world.ask(customer(10 + index), parking);
    }
    await world.settled();
    const heard = answers.map((_, index) => world.heardBy(customer(10 + index)).join('\n'));
    expect(heard.every((each) => each.includes('Этого я'))).toBe(true);
    const all = [...heard, ...world.heardBy(anna)].join('\n');
    expect(all).not.toMatch(/\[n|not.?k|неизвестно:/i);
    expect(await questions(world)).toHaveLength(1 + answers.length);
    expect((await questions(world)).every(({ about }) => about.reason === 'model')).toBe(true);
    const memory = await readFile(join(world.folder, 'data/memory.db'), 'utf8');
    expect(memory).not.toMatch(/\[not k/i);
  });

  it('is noted by the guard that lets no invented figure pass, beside the ticket; in a draft and unseen, too', async () => {
    const env = { WABOT_OWNERS: '+77009000001' };
    await using world = await open([], {
      env,
      openAi: { answer: () => 'Парковка стоит 700 ₸ в час.' },
    });
    expect(await world.ask(anna, parking)).toContain(builtInPhrases.ru.noFigures);
    const modes = [
      [customer(2), 'draft'],
      [customer(3), 'observe'],
    ] as const;
    for (const [chat, mode] of modes) {
      await world.journal(({ rules }) => rules.set(chat, { mode }));
      world.greenApi.say(chat, parking);
    }
    await world.settled();
    const opened = await world.journal(({ cases }) => cases.list());
    const named = (of: string): string[] =>
      opened
        .filter(({ chat }) => chat === of)
        .map(({ kind }) => kind)
        .toSorted();
    expect(named(anna)).toEqual(['question', 'ticket']);
    for (const [chat] of modes) expect(named(chat)).toContain('question');
    expect(await listed(world)).toMatchObject([{ count: 3, chats: 3, question: parking }]);
  });
});
