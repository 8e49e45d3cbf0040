import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SandboxMessenger } from '../../src/sandbox/green-api/index.ts';
import { wabotHere } from '../cli.ts';
import { customer, questions } from './dialogue.ts';
import { openWorld, until, type World, type WorldOptions } from './world.ts';

// What of the bot's promises hangs on the messenger, end to end; the channel's suite holds the wire.

const owner = '77000000002@c.us';
const messengerTitle = { max: 'MAX', telegram: 'Telegram' };

function open(messenger: SandboxMessenger, options: WorldOptions = {}): Promise<World> {
  return openWorld({ ...options, greenApi: { messenger, ...options.greenApi } });
}

describe.each(['max', 'telegram'] as const)('a customer in %s', (messenger) => {
  it('is answered once, over restarts and repeated notifications, under an id as it came', async () => {
    await using world = await open(messenger);
    const chat = world.greenApi.idOf(customer(1));
    expect(chat).toMatch(/^\d{8}$/);
    const id = world.greenApi.say(chat, 'Первый');
    expect(await world.replies(chat)).toEqual(['Heard: Первый']);
    world.greenApi.repeat(id);
    await world.settled();
    await world.restart();
    expect(await world.ask(chat, 'Второй')).toBe('Heard: Второй');
    expect(world.heardBy(chat)).toHaveLength(2);
    expect(world.serving.bot).toBeDefined();
    await wabotHere(['chat', '--phone', chat, 'Проба'], { cwd: world.folder, env: world.env });
    const told = questions(world.openAi);
    expect(told).toHaveLength(3);
    for (const { system } of told) {
      expect(system).toContain(`business on ${messengerTitle[messenger]}, in the name`);
      expect(system).not.toContain('WhatsApp');
    }
  });

  it('gets no answer while a person writes on the phone, and none in a group or from a bot', async () => {
    await using world = await open(messenger);
    const chat = world.greenApi.idOf(customer(2));
    await world.ask(chat, 'Есть кто?');
    world.greenApi.phone.write(chat, 'Я сама отвечу');
    await world.settled();
    world.greenApi.say(chat, 'Спасибо, жду');
    world.greenApi.say('-10000000000000', 'В группе');
    await world.settled();
    expect(world.greenApi.sent.map(({ message }) => message)).toEqual(['Heard: Есть кто?']);
  });

  it('is brought to the owner with the phone, and gets the owner’s reply', async () => {
    await using world = await open(messenger, { env: { WABOT_OWNERS: '+77000000002' } });
    const chat = world.greenApi.idOf(customer(3));
    const owners = world.greenApi.idOf(owner);
    world.greenApi.say(chat, 'Позовите, пожалуйста, человека');
    const [ticket = ''] = await world.replies(owners);
    expect(ticket).toContain('+77010000003');
    expect(ticket).not.toContain('wa.me');
    const { idMessage: stanzaId = '' } =
      world.greenApi.sent.find(({ chatId }) => chatId === owners) ?? {};
    const text = 'Иду к вам';
    world.greenApi.receive(owners, {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text, stanzaId, participant: world.greenApi.phone.ownChat },
    });
    await until(() => expect(world.heardBy(chat)).toContain(text));
  });

  it('is gone, once erased, from what the owner was told and has quoted', async () => {
    await using world = await open(messenger, { env: { WABOT_OWNERS: '+77000000002' } });
    const chat = world.greenApi.idOf(customer(6));
    const owners = world.greenApi.idOf(owner);
    world.greenApi.say(chat, 'Позовите, пожалуйста, человека', { name: 'Айгерим' });
    const [ticket = ''] = await world.replies(owners);
    const original = { stanzaId: 'Q', participant: world.greenApi.phone.ownChat };
    world.greenApi.receive(owners, {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'Иду к вам', ...original },
      quotedMessage: { ...original, typeMessage: 'textMessage', textMessage: ticket },
    });
    await world.replies(owners, 2);
    await world.settled();
    await world.stop();
    const erase = ['history', 'erase', '--phone', chat, '--yes'];
    expect((await wabotHere(erase, { cwd: world.folder, env: world.env })).code).toBe(0);
    const journal = await readFile(join(world.folder, 'data', 'journal.db'), 'utf8');
    for (const word of ['Айгерим', 'Позовите', '77010000006']) expect(journal).not.toContain(word);
  });

  it('is answered or not by the phone in the lists of the settings', async () => {
    const env = { WABOT_AUDIENCE: 'list', WABOT_ALLOW: '+77010000004' };
    await using world = await open(messenger, { env });
    const [known, stranger] = [customer(4), customer(5)].map((each) => world.greenApi.idOf(each));
    world.greenApi.say(stranger ?? '', 'Кто вы?');
    expect(await world.ask(known ?? '', 'Можно вопрос?')).toContain('Можно вопрос?');
    await world.settled();
    expect(world.greenApi.sent).toHaveLength(1);
  });
});
