import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { shortChat } from '../../src/core/phone.ts';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { start, wabot, type Ran } from '../cli.ts';
import { customer, dialogueOf } from './dialogue.ts';
import { listedAs, phoneOf, strangerNamed } from './messenger.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);
const phone = phoneOf(chat);

function run(world: World, ...args: string[]): Promise<Ran> {
  return wabot(args, { cwd: world.folder, env: world.env });
}

async function json(world: World, ...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await run(world, ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** Writes a line to the log again and again until something has happened. */
async function knock(world: World, line: string, happened: Promise<unknown>): Promise<void> {
  const knocking = new AbortController();
  void happened.finally(() => knocking.abort()).catch(() => {});
  while (!knocking.signal.aborted) {
    await appendFile(join(world.folder, 'logs/app.log'), `${line}\n`);
    await sleep(50);
  }
  await happened;
}

describe('beside a running serve', () => {
  it('`outbox retry` has it answer what it gave up, within seconds', async () => {
    await using world = await openWorld({ idle: true });
    await world.spawn();
    world.openAi.fault('chat', openAiFaults.invalidKey);
    await world.ask(chat, 'Сколько стоит курс?');
    const { givenUp } = (await json(world, 'outbox', 'list')) as { givenUp: { id: string }[] };
    expect(givenUp).toMatchObject([
      { kind: 'inbound', chat, text: 'Сколько стоит курс?', reason: 'service.openai.key' },
    ]);
    const id = givenUp[0]?.id ?? '';
    expect((await run(world, 'outbox', 'show', id)).stdout).toContain(listedAs(chat));
    expect(await json(world, 'outbox', 'retry', id)).toEqual({ retried: [id], skipped: [] });
    expect((await world.replies(chat, 2))[1]).toBe('Heard: Сколько стоит курс?');
    expect(await json(world, 'outbox', 'list')).toMatchObject({ givenUp: [], counts: { dead: 0 } });
  });

  it('`send` has it send, waits for it, and the bot knows what it said', async () => {
    await using world = await openWorld({ idle: true });
    await world.spawn();
    await world.ask(chat, 'Привет');
    expect(await json(world, 'send', '--phone', `+${phone}`, 'Ваш заказ готов.')).toEqual({
      chat,
      messages: ['Ваш заказ готов.'],
      by: 'serve',
    });
    expect(world.heardBy(chat)).toEqual(['Heard: Привет', 'Ваш заказ готов.']);
    await until(async () =>
      expect(await world.journal(({ turns }) => turns.unremembered())).toEqual([]),
    );
    await world.ask(chat, 'Какой заказ?');
    const asked = world.openAi.requests
      .flatMap((heard) => (heard.chat ? [dialogueOf(heard.chat)] : []))
      .at(-1);
    expect(asked?.said.map(({ text }) => text)).toEqual([
      'Привет',
      expect.stringContaining('Ваш заказ готов.'),
      'Какой заказ?',
    ]);
  });

  it('`usage` counts what it did', async () => {
    await using world = await openWorld({ idle: true });
    await world.spawn();
    await world.ask(chat, 'Привет');
    await until(async () =>
      expect(await json(world, 'usage', '--by', 'chat')).toMatchObject({
        lines: [{ key: chat, replies: 1 }],
      }),
    );
    const { code, stdout, stderr } = await run(world, 'usage', '--by', 'model', '--days', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sandbox +1 +\d+ +0 +\d+ +0\.0 +price unknown +█+$/m);
    expect(stderr).toContain('sandbox');
  });

  it('`logs --follow` shows what it does as it comes, until Ctrl+C', async () => {
    await using world = await openWorld({ idle: true });
    await world.spawn();
    const following = start(['logs', '--follow', '--chat', strangerNamed(chat), '-n', '0'], {
      cwd: world.folder,
      env: world.env,
    });
    // The log is followed from the moment at which it was opened; this line is there then at the latest.
    const line = {
      level: 'info',
      time: new Date().toISOString(),
      chat: shortChat(chat),
      event: 'test-line',
    };
    await knock(world, JSON.stringify(line), following.saying(/INFO {2}test-line/));
    await world.ask(chat, 'Привет');
    await world.ask(customer(22), 'Привет');
    await world.ask(chat, 'Пока');
    await following.saying(/reply-sent .*text="Heard: Пока"/);
    const { code, signal, stdout, stderr } = await following.stop('SIGINT');
    expect({ code, signal, stderr }).toEqual({ code: 130, signal: null, stderr: '' });
    expect(stdout).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d INFO {2}message-accepted chat=/m);
    expect(stdout.match(/reply-sent/g)).toHaveLength(2);
  });

  it('`logs` ends quietly when its reader goes away', async () => {
    await using world = await openWorld({ idle: true });
    await world.spawn();
    const following = start(['logs', '--follow'], { cwd: world.folder, env: world.env });
    await following.saying(/bot-started/);
    following.process.stdout.destroy();
    await knock(world, 'knock', following.ended);
    expect(await following.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  it('`replay` answers a message of its log again and sends nothing', async () => {
    await using world = await openWorld({ idle: true, prompt: 'Курс стоит 25 000 ₸.' });
    await world.spawn();
    const id = world.greenApi.say(chat, 'Сколько стоит курс?');
    await world.replies(chat);
    world.openAi.configure({ answer: () => 'Двадцать пять тысяч.' });
    expect(await json(world, 'replay', id)).toMatchObject({
      message: { id, chat },
      replies: ['Двадцать пять тысяч.'],
      language: 'ru',
    });
    expect(world.heardBy(chat)).toEqual(['Heard: Сколько стоит курс?']);
  });
});

describe('without a serve', () => {
  it('`send` sends by itself, and the next serve knows it', async () => {
    await using world = await openWorld({ idle: true });
    const first = await world.spawn();
    await world.ask(chat, 'Привет');
    await first.stop();
    const sent = await wabot(['send', '--phone', strangerNamed(chat)], {
      cwd: world.folder,
      env: world.env,
      stdin: 'Мы открылись!\n',
    });
    expect(sent).toMatchObject({ code: 0, stdout: '', stderr: 'Sent.\n' });
    expect(world.heardBy(chat)).toEqual(['Heard: Привет', 'Мы открылись!']);
    await world.spawn();
    await world.ask(chat, 'Где вы?');
    const asked = world.openAi.requests
      .flatMap((heard) => (heard.chat ? [dialogueOf(heard.chat)] : []))
      .at(-1);
    expect(asked?.said.map(({ text }) => text)).toEqual([
      'Привет',
      expect.stringContaining('Мы открылись!'),
      'Где вы?',
    ]);
  });

  it('`send` that cannot reach WhatsApp ends with 4, and the next serve sends', async () => {
    await using world = await openWorld({ idle: true });
    world.greenApi.fault('sendMessage', { status: 500, times: Infinity });
    const sent = await run(
      world,
      'send',
      '--phone',
      strangerNamed(chat),
      '--timeout',
      '2',
      'Позже',
    );
    expect(sent.code).toBe(4);
    expect(sent.stderr).toContain('stays in the outbox');
    world.greenApi.clearFaults();
    await world.spawn();
    expect(await world.replies(chat)).toEqual(['Позже']);
  });

  it('`send` of nothing is wrong usage', async () => {
    await using world = await openWorld({ idle: true });
    expect(await run(world, 'send', '--phone', strangerNamed(chat), '  ')).toMatchObject({
      code: 2,
    });
    expect(
      await wabot(['send', '--phone', strangerNamed(chat)], {
        cwd: world.folder,
        env: world.env,
        stdin: ' \n',
      }),
    ).toMatchObject({
      code: 2,
    });
    expect(await world.journal(({ outbox }) => outbox.due())).toEqual([]);
  });
});
