import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/kinds/cases.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import type { Scripted } from '../../src/sandbox/openai/sandbox.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { customer } from './dialogue.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const anna = customer(1);
const prompt = `# Цены

Курс английского стоит 35 000 ₸ в месяц.

# Адрес

Мы на улице Абая, 10.`;

const parking = 'Есть ли у вас парковка?';
const line = `[not known: ${parking}]`;

/** A world of this prompt; the answers are those of the sandbox's own model unless they are given. */
function open(answer?: () => Scripted, options: WorldOptions = {}): Promise<World> {
  return openWorld({
    prompt,
    ...options,
    env: { WABOT_QUIET_MS: '0', WABOT_TIME_ZONE: 'Asia/Almaty', ...options.env },
    openAi: { answer: answer ?? (() => undefined), ...options.openAi },
  });
}

const withoutFunctions = { refuses: ['tools'] };

function questions(world: World): Promise<Case[]> {
  return world.journal(({ cases }) => cases.list({ kind: 'question' }));
}

const command = (world: World, ...args: string[]): Promise<RanHere> =>
  wabotHere(['questions', ...args], { cwd: world.folder, env: world.env });

async function listed(world: World, ...args: string[]): Promise<unknown[]> {
  const { value } = await command(world, 'list', ...args, '--json');
  return (value as { questions: unknown[] }).questions;
}

describe('a question that the prompt does not answer', () => {
  it.each([
    ['with functions', {}],
    ['without functions', withoutFunctions],
  ])('is noted by the sandbox’s model %s, and what it answers is not', async (_, openAi) => {
    await using world = await open(undefined, { openAi });
    expect(await world.ask(anna, 'Сколько стоит курс английского?')).toContain('35 000');
    const reply = await world.ask(anna, 'Есть ли у вас бассейн?');
    expect(reply).not.toMatch(/not.known/i);
    await world.ask(customer(2), 'А бассейн у вас есть? Мой номер +7 701 123 45 67');
    await world.settled();
    expect(await listed(world)).toMatchObject(
      [{ count: 2, chats: 2, language: 'ru', state: 'open', question: /бассейн/ }].map((each) => ({
        ...each,
        question: expect.stringMatching(each.question) as string,
      })),
    );
    const { stdout } = await command(world, 'show', '2', '--json');
    expect(stdout).toContain('7701…4567');
    expect(stdout + (await command(world, 'list')).stdout).not.toMatch(/123.?45/);
  });

  it('is opened by a function of which the customer sees nothing, nor the memory', async () => {
    const call = { name: 'not_known', arguments: { question: parking } };
    const said: Scripted[] = [call, 'Этого я не знаю.', { ...call, text: 'И этого не знаю.' }];
    await using world = await open(() => said.shift());
    expect(await world.ask(anna, parking)).toContain('Этого я не знаю.');
    expect(await world.ask(anna, parking)).toBe('И этого не знаю.');
    await world.settled();
    expect(await questions(world)).toMatchObject([
      { chat: anna, about: { summary: [parking], question: parking, reason: 'model' } },
      { chat: anna },
    ]);
    expect(world.openAi.count('chat')).toBe(3);
    const { stdout } = await wabotHere(['history', 'show', '--phone', anna.replace(/\D/g, '')], {
      cwd: world.folder,
      env: world.env,
    });
    expect(stdout).toContain('Этого я не знаю.');
    expect(stdout).not.toContain('not_known');
  });

  it.each<[string, string, WorldOptions['openAi']]>([
    ['at the end', `Этого я не знаю.\n\n${line}`, {}],
    ['in other words', 'Этого я не знаю.\n**[Неизвестно: Парковка]**', {}],
    ['of a long answer', `${'Этого я, к сожалению, не знаю. '.repeat(200)}\n${line}`, {}],
    ['that breaks off', 'Этого я не знаю.\n[not known: Есть ли', { finish: 'length' }],
    ['that has hardly begun', 'Этого я не знаю. Спросите нас.\n[not k', { finish: 'length' }],
  ])('is a line %s that nobody gets to see', async (_, answer, more) => {
    await using world = await open(() => answer, { openAi: { ...withoutFunctions, ...more } });
    await world.ask(anna, parking);
    await world.settled();
    expect(world.heardBy(anna).join('\n')).toContain('Этого я');
    expect(world.heardBy(anna).join('\n')).not.toMatch(/\[|not.?k|неизвестно/i);
    const remembered = await readFile(join(world.folder, 'data/memory.db'), 'utf8').catch(() => '');
    expect(remembered).not.toMatch(/\[not k/i);
  });

  it('is noted once where a guard has the answer written once more', async () => {
    const said = [`Парковка стоит 700 ₸.\n${line}`, `Этого я не знаю.\n${line}`];
    await using world = await open(() => said.shift(), { openAi: withoutFunctions });
    expect(await world.ask(anna, parking)).toContain('Этого я не знаю.');
    await world.settled();
    expect(await questions(world)).toMatchObject([{ about: { reason: 'model' } }]);
  });

  it('is noted by the guard that lets no invented figure pass, beside the ticket', async () => {
    await using world = await open(() => 'Парковка стоит 700 ₸ в час.', {
      env: { WABOT_OWNERS: '+77009000001' },
    });
    expect(await world.ask(anna, parking)).toContain(builtInPhrases.ru.noFigures);
    await world.settled();
    const opened = await world.journal(({ cases }) => cases.list({ chat: anna }));
    expect(opened.map(({ kind, about }) => `${kind} ${about.reason}`).toSorted()).toEqual([
      'question numbers',
      'ticket numbers',
    ]);
    expect(await listed(world)).toMatchObject([{ question: parking, example: parking }]);
  });

  it('is not noted where a guard has had the right figure written', async () => {
    const said = ['Курс стоит 45 000 ₸.', 'Курс стоит 35 000 ₸.'];
    await using world = await open(() => said.shift());
    await world.ask(anna, 'Сколько стоит курс?');
    await world.settled();
    expect(await questions(world)).toEqual([]);
  });

  it.each(['draft', 'observe'])('is noted in the mode %s, too', async (mode) => {
    const env = { WABOT_MODE: mode, WABOT_OWNERS: '+77009000001' };
    await using world = await open(undefined, { env });
    world.greenApi.say(anna, 'Есть ли у вас бассейн?');
    await world.settled();
    expect(await questions(world)).toHaveLength(1);
    expect(await world.journal(({ cases }) => cases.list({ kind: 'draft' }))).toHaveLength(1);
  });

  it('is not asked for with WABOT_QUESTIONS=false', async () => {
    await using world = await open(undefined, { env: { WABOT_QUESTIONS: 'false' } });
    await world.ask(anna, 'Есть ли у вас бассейн?');
    await world.settled();
    expect(await questions(world)).toEqual([]);
    expect(JSON.stringify(world.openAi.requests)).not.toContain('not_known');
  });
});

describe('wabot questions', () => {
  it('answers into the prompt, after which the bot knows it; what is ignored and who is erased is gone', async () => {
    await using world = await open();
    await world.ask(anna, 'Есть ли у вас бассейн?');
    await world.ask(customer(2), 'Можно прийти с собакой?');
    await world.ask(customer(3), 'Есть ли скидка пенсионерам?');
    await world.settled();
    expect((await command(world, 'list')).stdout).toMatch(/ID +ASKED +LAST +LANGUAGE +QUESTION/);
    expect((await command(world, 'ignore', '2')).stderr).toContain('Ignored: question 2.');
    const { value } = await command(world, 'answer', '1', 'Да, бассейн на крыше.', '--json');
    expect(value).toMatchObject({ number: 1, version: { version: 1 }, paste: null });
    expect(await readFile(join(world.folder, 'prompt.md'), 'utf8')).toMatch(
      /# Вопросы и ответы\n\n.*бассейн\?\nДа, бассейн на крыше\.\n$/,
    );
    expect(await world.ask(customer(4), 'Есть ли у вас бассейн?')).toContain('на крыше');
    expect(await command(world, 'answer', '1', 'Нет.')).toMatchObject({ code: 2 });
    expect(await command(world, 'show', '99')).toMatchObject({ code: 2 });
    expect(await listed(world)).toMatchObject([{ number: 3 }]);
    expect(await listed(world, '--all')).toHaveLength(3);
    const phone = customer(3).replace(/\D/g, '');
    const options = { cwd: world.folder, env: world.env };
    await wabotHere(['history', 'erase', '--phone', phone, '--yes'], options);
    expect(await listed(world)).toEqual([]);
  });
});
