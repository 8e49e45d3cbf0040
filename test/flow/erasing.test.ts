import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabot } from '../cli.ts';
import { RedisServer } from '../plugins/redis/server.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer } from './dialogue.ts';
import { Gate } from './gate.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(1);
const phone = phoneOf(chat);
const secret = 'Меня зовут Айгерим';

/** Everything that stands in the bot's folder, and what it remembers. */
async function left(world: World): Promise<string> {
  const names = await readdir(world.folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

const latin = (text: string): string => Buffer.from(text).toString('latin1');

/** Erases the customer while the bot waits for the model's answer to him; resolves when that answer has come to nothing. */
async function eraseInFlight(world: World, gate: Gate, note?: Uint8Array): Promise<void> {
  const asked = gate.close();
  if (note) world.greenApi.speak(chat, note);
  else world.greenApi.say(chat, secret);
  await asked;
  const erased = await wabot(['history', 'erase', '--phone', phone, '--yes', '--json'], {
    cwd: world.folder,
    env: world.env,
  });
  expect(erased).toMatchObject({ code: 0 });
  expect(JSON.parse(erased.stdout)).toMatchObject({ history: true, logs: [{ mentions: 0 }] });
  gate.open();
  await world.logged('turn-dropped');
}

describe('a customer who is erased while the bot answers him', () => {
  it('is gone from history, journal and log, and hears nothing of that answer', async () => {
    await using world = await openWorld({ idle: true });
    await using gate = await Gate.before(world.openAi.url);
    world.env['OPENAI_BASE_URL'] = `${gate.url}/v1`;
    const serving = await world.spawn();
    await world.ask(chat, secret);
    await world.ask(customer(2), 'Другой клиент');
    await eraseInFlight(world, gate);
    const run = (...args: string[]) =>
      wabot([...args, '--json'], { cwd: world.folder, env: world.env });
    expect(JSON.parse((await run('history', 'list')).stdout)).toMatchObject({
      chats: [{ chat: customer(2) }],
    });
    expect(JSON.parse((await run('usage', '--by', 'chat')).stdout)).toMatchObject({
      lines: [{ key: customer(2) }],
    });
    expect(world.heardBy(chat)).toHaveLength(1);
    await serving.stop();
    const rest = await left(world);
    for (const word of [secret, 'Айгерим', phone]) expect(rest).not.toContain(latin(word));
    expect(rest).toContain(latin('Другой клиент'));
  });

  it('is not in the log with what was heard of him only then', async () => {
    await using world = await openWorld({ idle: true, openAi: { hear: () => secret } });
    await using gate = await Gate.before(world.openAi.url);
    world.env['OPENAI_BASE_URL'] = `${gate.url}/v1`;
    const serving = await world.spawn();
    await world.ask(chat, secret);
    await eraseInFlight(world, gate, await voice('ru-human-03'));
    world.greenApi.speak(customer(2), await voice('ru-human-03'));
    await world.logged('voice-heard');
    await serving.stop();
    const log = await world.log();
    expect(log.filter(({ event }) => event === 'voice-heard')).toHaveLength(1);
    expect(JSON.stringify(log)).not.toContain('0001');
  });

  it('the same where memory and journal are in Redis', async () => {
    await using redis = await RedisServer.start();
    await using world = await openWorld({ idle: true, env: { REDIS_URL: redis.url } });
    await using gate = await Gate.before(world.openAi.url);
    world.env['OPENAI_BASE_URL'] = `${gate.url}/v1`;
    await world.spawn();
    await world.ask(chat, secret);
    await world.ask(customer(2), 'Другой клиент');
    await eraseInFlight(world, gate);
    expect(world.heardBy(chat)).toHaveLength(1);
    const keys = await redis.cli('--scan');
    expect(keys).toContain(customer(2));
    expect(keys).not.toContain(phone);
  });
});

describe('a customer who is erased after a ticket', () => {
  it('is gone from what the owners were told of him, and from what they quoted of it', async () => {
    const owner = customer(900);
    const env = { WABOT_OWNERS: `+${phoneOf(owner)}` };
    await using world = await openWorld({ idle: true, env });
    const serving = await world.spawn();
    world.greenApi.say(chat, 'Позовите человека, пожалуйста', { name: 'Айгерим' });
    const [ticket = ''] = await world.replies(owner);
    expect(ticket).toContain('Айгерим');
    const original = { stanzaId: 'Q', participant: world.greenApi.phone.ownChat };
    world.greenApi.receive(owner, {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'Иду к вам', ...original },
      quotedMessage: { ...original, typeMessage: 'textMessage', textMessage: ticket },
    });
    await world.replies(owner, 2);
    await world.replies(chat, 2);
    await serving.stop();
    const erased = await wabot(['history', 'erase', '--phone', phone, '--yes', '--json'], {
      cwd: world.folder,
      env: world.env,
    });
    expect(erased).toMatchObject({ code: 0 });
    const journal = join(world.folder, 'data', 'journal.db');
    const rest = await readFile(journal, 'latin1');
    for (const word of ['Айгерим', 'Позовите', phone]) expect(rest).not.toContain(latin(word));
  });
});
