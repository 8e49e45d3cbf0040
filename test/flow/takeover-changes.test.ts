import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/kinds/turn-record.ts';
import { wabot } from '../cli.ts';
import { customer, questions } from './dialogue.ts';
import { Gate } from './gate.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

/** What is remembered of the chat, as `history show` tells it. */
async function shown(world: World): Promise<string[]> {
  const args = ['history', 'show', '--phone', phoneOf(chat), '--json'];
  const { stdout } = await wabot(args, { cwd: world.folder, env: world.env });
  const { entries } = JSON.parse(stdout) as { entries: Entry[] };
  return entries.map(({ role, text }) => `${role}: ${text}`);
}

const edited = (stanzaId: string, textMessage: string): Record<string, unknown> => ({
  typeMessage: 'editedMessage',
  editedMessageData: { textMessage, stanzaId },
});

const deleted = (stanzaId: string): Record<string, unknown> => ({
  typeMessage: 'deletedMessage',
  deletedMessageData: { stanzaId },
});

describe('what a person edits or takes back on the phone', () => {
  it('is followed in the memory, and silences nothing more', async () => {
    await using world = await openWorld({ env: { WABOT_PAUSE: '1h' } });
    const { phone } = world.greenApi;
    await world.ask(chat, 'Есть место на 15:00?');
    const first = phone.write(chat, 'Да, в 15:00');
    const second = phone.write(chat, 'Опаздывать нельзя!!!');
    await world.settled();
    const [before] = await world.journal(({ pauses }) => pauses.list());
    world.ahead = 60_000;
    phone.send(chat, edited(first, 'Да, в 15:30'), { at: Date.now() + 60_000 });
    phone.send(chat, deleted(second), { at: Date.now() + 60_000 });
    await world.settled();
    expect((await shown(world)).slice(2)).toEqual(['operator: Да, в 15:30']);
    expect(await world.journal(({ pauses }) => pauses.list())).toEqual([before]);
    expect(await world.journal((journal) => journal.inbox.waiting(chat))).toEqual([]);
  });

  it('is followed where another program did it, once, and by an edit under the id of its message', async () => {
    await using world = await openWorld();
    const { phone } = world.greenApi;
    await world.ask(chat, 'Есть место?');
    const id = phone.write(chat, 'Да', { by: 'program' });
    await world.settled();
    for (const text of ['Да, в 15:00', 'Да, в 16:00'])
      phone.send(chat, edited(id, text), {
        by: 'program',
        idMessage: id,
        at: Date.now() + text.charCodeAt(5) * 1000,
      });
    await world.settled();
    expect((await shown(world)).at(-1)).toBe('operator: Да, в 16:00');
  });

  it('is gone where it has become a command, which commands nothing', async () => {
    await using world = await openWorld();
    const { phone } = world.greenApi;
    await world.ask(chat, 'Есть место?');
    const id = phone.write(chat, 'Да');
    await world.settled();
    phone.send(chat, edited(id, '#бот'));
    await world.settled();
    expect((await shown(world)).join()).not.toMatch(/Да$|#/);
    expect(await world.journal(({ pauses }) => pauses.list())).toMatchObject([{ reason: 'phone' }]);
  });

  it('is followed where it was the bot’s, each part of a reply for itself', async () => {
    const parts = ['Первая часть. '.repeat(150).trim(), 'Вторая часть. '.repeat(150).trim()];
    await using world = await openWorld({ openAi: { answer: () => parts.join('\n\n') } });
    world.greenApi.say(chat, 'Есть место?');
    await world.settled();
    const { phone, sent } = world.greenApi;
    expect(world.heardBy(chat)).toEqual(parts);
    const [first = '', second = ''] = sent.map(({ idMessage }) => idMessage);
    for (const text of ['Да, в 15:00', 'Да, в 16:00']) {
      phone.send(chat, edited(first, text));
      await world.settled();
    }
    expect((await shown(world)).at(-1)).toBe(`bot: Да, в 16:00\n\n${parts[1]}`);
    phone.send(chat, deleted(second));
    await world.settled();
    expect((await shown(world)).at(-1)).toBe('bot: Да, в 16:00');
    phone.send(chat, deleted(first));
    await world.settled();
    expect(await shown(world)).toEqual(['customer: Есть место?']);
    expect(await world.journal(({ pauses }) => pauses.list())).toEqual([]);
    expect(world.heardBy(chat)).toHaveLength(2);
  });

  it('is nobody’s business in a chat whose customer never wrote', async () => {
    await using world = await openWorld();
    const id = world.greenApi.phone.write(chat, 'Мама, буду в пять');
    await world.settled();
    world.greenApi.phone.send(chat, edited(id, 'Мама, буду в шесть'));
    await world.settled();
    expect(JSON.stringify(await world.written())).not.toContain('буду в');
  });
});

describe('what a customer edits or takes back', () => {
  it('is followed where it was answered, and not answered again', async () => {
    await using world = await openWorld();
    const { greenApi } = world;
    const id = greenApi.say(chat, 'Сколько стоит курс?');
    await world.replies(chat, 1);
    greenApi.receive(chat, edited(id, 'Сколько стоит урок?'));
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    expect((await shown(world))[0]).toBe('customer: Сколько стоит урок?');
    greenApi.receive(chat, deleted(id));
    await world.settled();
    expect((await shown(world)).map((line) => line.split(':')[0])).toEqual(['bot']);
  });

  it('is answered as it is now where no answer has been settled', async () => {
    await using world = await openWorld({ idle: true });
    await using gate = await Gate.before(world.openAi.url);
    world.env['OPENAI_BASE_URL'] = `${gate.url}/v1`;
    await world.start();
    const asked = gate.close();
    const id = world.greenApi.say(chat, 'Сколько стоит курс?');
    await asked;
    world.greenApi.receive(chat, edited(id, 'Сколько стоит урок?'));
    await world.greenApi.whenDelivered();
    gate.open();
    await world.replies(chat, 1);
    await world.settled();
    expect(world.heardBy(chat)).toEqual([expect.stringContaining('урок')]);
    expect(
      questions(world.openAi)
        .at(-1)
        ?.said.map(({ text }) => text),
    ).toEqual(['Сколько стоит урок?']);
    expect((await shown(world))[0]).toBe('customer: Сколько стоит урок?');
  });

  it('is not answered at all where it was taken back before', async () => {
    await using world = await openWorld({ env: { WABOT_QUIET_MS: '400' } });
    const id = world.greenApi.say(chat, 'Ой, не туда');
    world.greenApi.receive(chat, deleted(id));
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
    expect(questions(world.openAi)).toEqual([]);
    await world.ask(chat, 'Здравствуйте');
    await until(async () => expect((await shown(world))[0]).toBe('customer: Здравствуйте'));
  });
});
