import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/kinds/turn-record.ts';
import { wabot } from '../cli.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer } from './dialogue.ts';
import { Gate } from './gate.ts';
import { group, phoneOf, reachedBy } from './messenger.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);
const other = customer(2);
const owner = customer(99);

/** What is remembered of a chat, as `history show` tells it. */
async function shown(world: World, of = chat): Promise<Pick<Entry, 'role' | 'text'>[]> {
  const args = ['history', 'show', '--phone', phoneOf(of), '--json'];
  const { stdout } = await wabot(args, { cwd: world.folder, env: world.env });
  const { entries } = JSON.parse(stdout) as { entries: Entry[] };
  return entries.map(({ role, text }) => ({ role, text }));
}

async function run(world: World, ...args: string[]): Promise<unknown> {
  const { stdout } = await wabot([...args, '--json'], { cwd: world.folder, env: world.env });
  return JSON.parse(stdout);
}

/** Everything that the model was asked since, as one text. */
function asked(world: World): string {
  const last = world.openAi.requests.findLast(({ endpoint }) => endpoint === 'chat');
  return JSON.stringify(last?.chat?.messages ?? []);
}

/** A file as GREEN-API reports it. */
function file(typeMessage: string, caption: string): Record<string, unknown> {
  const fileMessageData = { downloadUrl: '', caption, fileName: 'a', mimeType: 'image/jpeg' };
  return { typeMessage, fileMessageData };
}

describe('a person who writes from the phone', () => {
  const kinds: Record<string, (world: World) => unknown> = {
    'a text': ({ greenApi }) => greenApi.phone.write(chat, 'Я здесь'),
    'an extended text': ({ greenApi }) =>
      greenApi.phone.send(chat, {
        typeMessage: 'extendedTextMessage',
        extendedTextMessageData: { text: 'https://example.kz' },
      }),
    'a reply': ({ greenApi }) =>
      greenApi.phone.send(chat, {
        typeMessage: 'quotedMessage',
        extendedTextMessageData: { text: 'занято', stanzaId: 'A', participant: chat },
        quotedMessage: { stanzaId: 'A', participant: chat, typeMessage: 'textMessage' },
      }),
    'a picture': ({ greenApi }) => greenApi.phone.send(chat, file('imageMessage', 'прайс')),
    'a document': ({ greenApi }) => greenApi.phone.send(chat, file('documentMessage', '')),
    'a place': ({ greenApi }) =>
      greenApi.phone.send(chat, {
        typeMessage: 'locationMessage',
        locationMessageData: { latitude: 1, longitude: 2, nameLocation: 'Салон' },
      }),
    'a sticker': ({ greenApi }) => greenApi.phone.send(chat, file('stickerMessage', '')),
    'a voice note': ({ greenApi }) => greenApi.phone.speak(chat, Buffer.from('not heard')),
    'another program': ({ greenApi }) => greenApi.phone.write(chat, 'Из CRM', { by: 'program' }),
  };

  it.each(Object.entries(kinds))('silences the bot in that chat alone: %s', async (_, write) => {
    await using world = await openWorld();
    await world.ask(chat, 'Здравствуйте');
    write(world);
    await world.greenApi.whenDelivered();
    world.greenApi.say(chat, 'А сколько стоит?');
    await world.ask(other, 'Добрый день');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
  });

  it('silences it also with an id that a message of the bot has in another chat', async () => {
    await using world = await openWorld();
    await world.ask(other, 'Здравствуйте');
    await world.ask(chat, 'Здравствуйте');
    const [ours] = world.greenApi.sent;
    world.greenApi.phone.write(chat, 'Я здесь', { idMessage: ours?.idMessage ?? '' });
    await world.greenApi.whenDelivered();
    world.greenApi.say(chat, 'А сколько стоит?');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
  });

  const harmless: Record<string, (world: World, id: string) => unknown> = {
    'a reaction': ({ greenApi }, id) =>
      greenApi.phone.send(chat, {
        typeMessage: 'reactionMessage',
        extendedTextMessageData: { text: '👍' },
        quotedMessage: { stanzaId: id, participant: chat },
      }),
    'an edit': ({ greenApi }, id) =>
      greenApi.phone.send(chat, {
        typeMessage: 'editedMessage',
        editedMessageData: { textMessage: 'иначе', stanzaId: id },
      }),
    'a deletion': ({ greenApi }, id) =>
      greenApi.phone.send(chat, {
        typeMessage: 'deletedMessage',
        deletedMessageData: { stanzaId: id },
      }),
    'a message to oneself': ({ greenApi }) =>
      greenApi.phone.write(greenApi.phone.ownChat, 'купить молоко'),
    'a message to a group': ({ greenApi }) => greenApi.phone.write(group, 'всем привет'),
    'a call': ({ greenApi }) =>
      greenApi.notify({ typeWebhook: 'incomingCall', from: chat, status: 'offer' }),
    'a message from before the pause would be over': ({ greenApi }) =>
      greenApi.phone.write(chat, 'давно', { at: Date.now() - 3 * 60 * 60 * 1000 }),
    'an own message reported as written by hand': ({ greenApi }) => {
      const [sent] = greenApi.sent;
      return greenApi.phone.write(chat, sent?.message ?? '', { idMessage: sent?.idMessage ?? '' });
    },
  };

  it.each(Object.entries(harmless))('does not silence it by %s', async (_, write) => {
    await using world = await openWorld();
    await world.ask(chat, 'Здравствуйте');
    write(world, world.greenApi.sent[0]?.idMessage ?? '');
    await world.greenApi.whenDelivered();
    await world.ask(chat, 'А сколько стоит?');
    expect(await world.journal(({ pauses }) => pauses.list())).toEqual([]);
  });

  it('drops the turn under way and withdraws its reply; what was said by both sides is remembered', async () => {
    await using world = await openWorld({ idle: true });
    await using gate = await Gate.before(world.openAi.url);
    world.env['OPENAI_BASE_URL'] = `${gate.url}/v1`;
    await world.start();
    const model = gate.close();
    world.greenApi.say(chat, 'Есть место на 15:00?');
    await model;
    world.greenApi.phone.write(chat, 'Да, в 15:00 свободно');
    await world.greenApi.whenDelivered();
    gate.open();
    await world.settled();
    world.greenApi.say(chat, 'Спасибо');
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
    expect(await shown(world)).toEqual([
      { role: 'customer', text: 'Есть место на 15:00?' },
      { role: 'operator', text: 'Да, в 15:00 свободно' },
      { role: 'customer', text: 'Спасибо' },
    ]);
    await run(world, 'resume', '--phone', phoneOf(chat));
    await world.ask(chat, 'Где вы?');
    expect(asked(world)).toContain('Да, в 15:00 свободно');
  });

  it('withdraws a reply that waits for a later try, and takes it out of the memory', async () => {
    await using world = await openWorld();
    world.greenApi.fault('sendMessage', { status: 429, times: 50 });
    world.greenApi.say(chat, 'Здравствуйте');
    await world.logged('reply-delayed');
    world.greenApi.phone.write(chat, 'Здравствуйте, слушаю');
    await world.logged('reply-withdrawn');
    world.greenApi.clearFaults();
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
    const letters = await world.journal((journal) => journal.letters.list(5));
    expect(letters).toMatchObject([{ kind: 'outbound', chat, reason: 'paused' }]);
    expect((await shown(world)).map(({ role }) => role)).toEqual(['customer', 'operator']);
  });

  it('is heard where he spoke, unless the owner does not want that', async () => {
    await using world = await openWorld({ openAi: { hear: () => 'приходите завтра в пять' } });
    await world.ask(chat, 'Здравствуйте');
    world.greenApi.phone.speak(chat, await voice('ru-human-03'));
    await until(async () =>
      expect((await shown(world)).at(-1)).toEqual({
        role: 'operator',
        text: 'приходите завтра в пять',
      }),
    );
  });

  it('leaves no word in the journal or the memory of somebody who never wrote to the bot', async () => {
    await using world = await openWorld();
    world.greenApi.phone.write(chat, 'Мама, буду поздно');
    await world.settled();
    const pauses = await world.journal(({ pauses: all }) => all.list());
    expect(pauses).toMatchObject([{ chat, reason: 'phone' }]);
    expect(JSON.stringify(await world.written())).not.toContain('буду поздно');
  });
});

describe('the time of a pause', () => {
  it('counts from the last message; the bot then waits until the customer writes again', async () => {
    await using world = await openWorld({ env: { WABOT_PAUSE: '1h' } });
    await world.ask(chat, 'Здравствуйте');
    world.greenApi.phone.write(chat, 'Минуту');
    await world.greenApi.whenDelivered();
    world.greenApi.say(chat, 'Жду');
    await world.settled();
    world.ahead = 61 * 60 * 1000;
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    await world.ask(chat, 'Вы тут?');
  });

  it('is none where WABOT_PAUSE is 0, but a person has answered all the same', async () => {
    await using world = await openWorld({ env: { WABOT_PAUSE: '0' } });
    await world.ask(chat, 'Здравствуйте');
    world.greenApi.phone.write(chat, 'Скидка 10%');
    await world.settled();
    await world.ask(chat, 'Точно?');
    expect(asked(world)).toContain('Скидка 10%');
  });

  it('is until somebody resumes it where WABOT_PAUSE is forever', async () => {
    await using world = await openWorld({ env: { WABOT_PAUSE: 'forever' } });
    await world.ask(chat, 'Здравствуйте');
    world.greenApi.phone.write(chat, 'Я здесь');
    await world.greenApi.whenDelivered();
    world.ahead = 40 * 24 * 3_600_000;
    await world.restart();
    world.greenApi.say(chat, 'Вы тут?', { at: Date.now() + world.ahead });
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    world.greenApi.phone.write(chat, '#бот', { at: Date.now() + world.ahead });
    await world.greenApi.whenDelivered();
    world.greenApi.say(chat, 'Ау?', { at: Date.now() + world.ahead });
    expect(await world.replies(chat, 2)).toHaveLength(2);
  });

  it('is none by another program where WABOT_PAUSE_ON_API is off, and what that wrote is known', async () => {
    await using world = await openWorld({ env: { WABOT_PAUSE_ON_API: 'false' } });
    await world.ask(chat, 'Здравствуйте');
    world.greenApi.phone.write(chat, 'Заказ 17 готов', { by: 'program' });
    await world.greenApi.whenDelivered();
    await world.ask(chat, 'Можно забрать?');
    expect(asked(world)).toContain('Заказ 17 готов');
  });

  it('ends with a question left, which is told once', async () => {
    const env = { WABOT_PAUSE: '2s', WABOT_OWNERS: phoneOf(owner) };
    await using world = await openWorld({ env });
    await world.ask(chat, 'Здравствуйте');
    world.greenApi.phone.write(chat, 'Минуту');
    await world.greenApi.whenDelivered();
    world.greenApi.say(chat, 'А доставка есть?');
    await world.logged('question-left');
    expect(await run(world, 'status')).toMatchObject({ unanswered: [{ chat }] });
    expect(world.heardBy(chat)).toHaveLength(1);
    const [told] = await world.replies(owner);
    expect(told).toContain('«А доставка есть?»');
    expect(told).toContain(reachedBy(chat));
    await world.settled();
    expect(world.heardBy(owner)).toHaveLength(1);
  });

  it('leaves no question by what the app sends by itself, nor where a person had the last word', async () => {
    const env = { WABOT_PAUSE: '3s', WABOT_PAUSE_IGNORE: 'Скоро ответим.' };
    await using world = await openWorld({ env });
    for (const each of [chat, other]) {
      await world.ask(each, 'Здравствуйте');
      world.greenApi.phone.write(each, 'Минуту');
      await world.greenApi.whenDelivered();
      world.greenApi.say(each, 'А доставка есть?');
      await world.greenApi.whenDelivered();
    }
    world.greenApi.phone.write(chat, 'Скоро ответим.');
    world.greenApi.phone.write(other, 'Есть');
    await world.greenApi.whenDelivered();
    world.greenApi.say(other, 'Ок, спасибо!');
    await world.greenApi.whenDelivered();
    await until(async () => {
      const pauses = await world.journal(({ pauses: all }) => all.list());
      const left = pauses.map((pause) => [pause.chat, pause.unanswered]);
      expect(Object.fromEntries(left)).toEqual({ [chat]: true, [other]: false });
    });
    expect((await world.logged('question-left')).map((line) => line['chat'])).toHaveLength(1);
  });

  it('ends with an answer where the settings want one', async () => {
    const env = { WABOT_PAUSE: '2s', WABOT_PAUSE_END: 'answer' };
    await using world = await openWorld({ env });
    await world.ask(chat, 'Здравствуйте');
    world.greenApi.phone.write(chat, 'Минуту');
    await world.greenApi.whenDelivered();
    world.greenApi.say(chat, 'А доставка есть?');
    expect(await world.replies(chat, 2)).toHaveLength(2);
  });

  it('shows what waits for its end in the history at once, also of a chat that is new to it', async () => {
    await using world = await openWorld({ env: { WABOT_PAUSE_END: 'answer' } });
    await world.ask(chat, 'Здравствуйте');
    for (const each of [chat, other]) world.greenApi.phone.write(each, 'Минуту');
    await world.greenApi.whenDelivered();
    for (const each of [chat, other]) world.greenApi.say(each, 'А доставка есть?');
    await world.greenApi.whenDelivered();
    expect((await shown(world)).slice(2)).toEqual([
      { role: 'operator', text: 'Минуту' },
      { role: 'customer', text: 'А доставка есть?' },
    ]);
    expect((await shown(world, other)).at(-1)?.text).toBe('А доставка есть?');
  });
});
