import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/core/kinds/cases.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer } from './dialogue.ts';
import { calledByPhone, chatOf, onWhatsApp, phoneOf, reachedBy, withNotes } from './messenger.ts';
import { openWorld, until, type World, type WorldOptions } from './world.ts';

const chat = customer(1);
const owner = chatOf('77000000002');
const second = chatOf('77000000003');
const phrases = builtInPhrases.ru;
const hour = 3_600_000;

function open({ env, ...options }: WorldOptions = {}): Promise<World> {
  return openWorld({ ...options, env: { WABOT_OWNERS: '+77000000002', ...env } });
}

function cases(world: World): Promise<Case[]> {
  return world.journal((journal) => journal.cases.list());
}

/** An owner replies with a quotation of such a text. */
function reply(world: World, text: string, quoted: string, from = owner): void {
  const original = { stanzaId: 'Q', participant: world.greenApi.phone.ownChat };
  world.greenApi.receive(
    from,
    {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text, ...original },
      quotedMessage: { ...original, typeMessage: 'textMessage', textMessage: quoted },
    },
    { name: 'Owner' },
  );
}

/** The customer asks for a person, and is told so. */
async function handOver(world: World, said = 'Позовите оператора'): Promise<void> {
  await world.ask(chat, 'Сколько стоит?');
  expect(await world.ask(chat, said)).toBe(phrases.handoff);
}

describe('a chat that is handed over', () => {
  it('is silent; the same wish again makes no second ticket, and the model is not asked', async () => {
    await using world = await open();
    await handOver(world);
    const asked = world.openAi.count('chat');
    world.greenApi.say(chat, 'Ну где же оператор?');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(2);
    expect(world.openAi.count('chat')).toBe(asked);
    expect(await cases(world)).toMatchObject([
      {
        number: 1,
        kind: 'ticket',
        chat,
        about: { reason: 'asked', question: 'Позовите оператора' },
      },
    ]);
    const owed = await world.journal(({ pauses }) => pauses.of(chat));
    expect(owed).toMatchObject([{ chat, reason: 'handoff' }]);
  });

  it('is handed over by the model’s call of the function, which is the same for all chats', async () => {
    await using world = await open({
      openAi: {
        answer: ({ messages }) =>
          JSON.stringify(messages.at(-1)).includes('верните')
            ? { name: 'handoff', arguments: { reason: 'refund', summary: 'Хочет деньги назад' } }
            : 'Да.',
      },
    });
    await world.ask(customer(2), 'Здравствуйте');
    expect(await world.ask(chat, 'Курс ужасный, верните деньги')).toBe(phrases.handoff);
    expect(await cases(world)).toMatchObject([
      { about: { reason: 'model', summary: ['Хочет деньги назад'] } },
    ]);
    const sent = world.openAi.requests.flatMap(({ chat: one }) => one ?? []);
    const prefixes = sent.map(({ parameters, messages }) =>
      JSON.stringify([parameters['tools'], String(messages[0]?.content).split('# This chat')[0]]),
    );
    expect(new Set(prefixes).size).toBe(1);
  });

  it('ends as answered when a person writes there, and stays the person’s for WABOT_PAUSE', async () => {
    await using world = await open({ env: { WABOT_PAUSE: '0' } });
    await handOver(world);
    world.greenApi.phone.write(chat, 'Здравствуйте, слушаю');
    await world.greenApi.whenDelivered();
    await until(async () => expect((await cases(world))[0]?.end?.outcome).toBe('answered'));
    world.ahead = 1.9 * hour;
    world.greenApi.say(chat, 'А вы ещё тут?');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(2);
    world.ahead = 2.1 * hour;
    await world.ask(chat, 'Сколько стоит?');
  });

  it('ends with #бот, and the bot goes on', async () => {
    await using world = await open();
    await handOver(world);
    world.greenApi.phone.write(chat, '#бот');
    await world.greenApi.whenDelivered();
    await until(async () => expect((await cases(world))[0]?.end?.outcome).toBe('closed'));
    await world.ask(chat, 'Сколько стоит?');
    expect(await world.ask(chat, 'Позовите оператора')).toBe(phrases.handoff);
    expect(await cases(world)).toHaveLength(2);
  });

  it('is reminded of once, and answered again when nobody came', async () => {
    await using world = await open({
      env: { WABOT_HANDOFF_REMIND: '15m', WABOT_HANDOFF_TTL: '1h' },
    });
    await handOver(world);
    await world.replies(owner);
    world.ahead = 16 * 60_000;
    await world.restart();
    expect((await world.replies(owner, 2))[1]).toMatch(/^№1 Клиент всё ещё ждёт человека \(16 мин/);
    await world.restart();
    world.ahead = 61 * 60_000;
    await world.restart();
    expect((await world.replies(owner, 3))[2]).toMatch(/^№1 Клиенту никто не ответил/);
    expect((await cases(world))[0]?.end?.outcome).toBe('expired');
    await world.ask(chat, 'Вы тут?');
  });
});

describe('the owner’s desk', () => {
  it('sends a reply that quotes a ticket as the person’s words; the second owner hears that it was answered', async () => {
    await using world = await open({ env: { WABOT_OWNERS: '77000000002,77000000003' } });
    await handOver(world);
    const [ticket = ''] = await world.replies(owner);
    expect(await world.replies(second)).toEqual([ticket]);
    expect(ticket.split('\n')).toEqual([
      '№1 Клиент просит человека',
      '',
      expect.stringContaining(`+${phoneOf(chat)}`),
      ...(onWhatsApp ? [`${reachedBy(chat)} (отвечайте с номера бизнеса)`] : []),
      'Язык: русский',
      '• Клиент: Сколько стоит?',
      expect.stringContaining('• Бот: '),
      'Последнее сообщение: «Позовите оператора»',
      '',
      'Ответьте на это сообщение с цитатой: ваши слова уйдут клиенту.',
    ]);
    reply(world, 'Добрый день, это Асель', ticket);
    expect(await world.replies(chat, 3)).toContain('Добрый день, это Асель');
    expect((await world.replies(owner, 2))[1]).toBe('✓ Отправлено клиенту (№1)');
    reply(world, 'А я Нурлан', ticket, second);
    await until(() => expect(world.heardBy(second).at(-1)).toContain('не отправлены'));
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(3);
    expect(await cases(world)).toMatchObject([
      { end: { outcome: 'answered', by: calledByPhone(owner) } },
    ]);
    const pauses = await world.journal(({ pauses: all }) => all.of(chat));
    expect(pauses).toMatchObject([{ reason: 'phone' }]);
    // The person's words are remembered as theirs.
    world.greenApi.phone.write(chat, '#бот');
    await world.greenApi.whenDelivered();
    await world.ask(chat, 'Асель, вы тут?');
    const last = world.openAi.requests.findLast(({ endpoint }) => endpoint === 'chat');
    expect(JSON.stringify(last?.chat?.messages)).toContain('это Асель');
  });

  it('takes it from the chat with oneself, where the account is an owner’s, and leaves notes to oneself alone', async () => {
    await using world = await openWorld({ idle: true });
    const own = world.greenApi.phone.ownChat;
    world.env['WABOT_OWNERS'] = phoneOf(own);
    await world.start();
    await handOver(world);
    world.greenApi.phone.write(own, 'купить молоко');
    const original = { stanzaId: 'Q', participant: own };
    world.greenApi.phone.send(own, {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'Уже бегу', ...original },
      quotedMessage: { ...original, typeMessage: 'textMessage', textMessage: '№1 Клиент' },
    });
    expect(await world.replies(chat, 3)).toContain('Уже бегу');
    await world.settled();
    expect(JSON.stringify(await world.written())).not.toContain('молоко');
  });

  it('answers everything else that an owner writes as a customer’s, without a ticket', async () => {
    await using world = await open();
    await world.ask(owner, 'Позовите оператора');
    await world.settled();
    expect(await cases(world)).toEqual([]);
  });

  it('sends each order of a burst to its own customer', async () => {
    await using world = await open();
    await handOver(world);
    const other = customer(2);
    await world.ask(other, 'Оператор!');
    await world.settled();
    const [two, one] = await cases(world);
    reply(world, 'первому', `№${one?.number} x`);
    reply(world, 'второму', `№${two?.number} x`);
    await until(() => {
      expect(world.heardBy(chat).at(-1)).toBe('первому');
      expect(world.heardBy(other).at(-1)).toBe('второму');
    });
  });

  it('takes it also where only other phones are answered', async () => {
    const phone = phoneOf(chat);
    await using world = await open({ env: { WABOT_AUDIENCE: 'list', WABOT_ALLOW: phone } });
    await handOver(world);
    const [ticket = ''] = await world.replies(owner);
    reply(world, 'Слушаю вас', ticket);
    expect(await world.replies(chat, 3)).toContain('Слушаю вас');
  });

  it('takes it also where the quotation comes as an id alone', async () => {
    await using world = await open();
    await handOver(world);
    await world.replies(owner);
    const { idMessage: stanzaId } =
      world.greenApi.sent.find(({ chatId }) => chatId === owner) ?? {};
    world.greenApi.receive(owner, {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'Слушаю вас', stanzaId },
      quotedMessage: { stanzaId, typeMessage: 'textMessage' },
    });
    expect(await world.replies(chat, 3)).toContain('Слушаю вас');
    expect(await cases(world)).toMatchObject([
      { end: { outcome: 'answered', by: calledByPhone(owner) } },
    ]);
  });

  it('sends on what the person replies to the same ticket later, and nothing that came along without words', async () => {
    await using world = await open();
    await handOver(world);
    const [ticket = ''] = await world.replies(owner);
    reply(world, 'Добрый день', ticket);
    reply(world, 'Есть место в 15:00', ticket);
    expect((await world.replies(chat, 4)).slice(2)).toEqual(['Добрый день', 'Есть место в 15:00']);
    expect((await world.replies(owner, 3)).slice(1)).toEqual(
      Array(2).fill('✓ Отправлено клиенту (№1)'),
    );
    const [before] = await cases(world);
    world.ahead = 60_000;
    reply(world, 'И ещё: мы на втором этаже', ticket);
    await world.replies(chat, 5);
    await world.settled();
    expect(await cases(world)).toEqual([before]);
    world.greenApi.receive(owner, {
      typeMessage: 'stickerMessage',
      quotedMessage: { stanzaId: 'Q', typeMessage: 'textMessage', textMessage: ticket },
    });
    world.greenApi.receive(owner, {
      typeMessage: 'imageMessage',
      fileMessageData: { caption: '', mimeType: 'image/jpeg', downloadUrl: 'http://x/y' },
      quotedMessage: { stanzaId: 'Q', typeMessage: 'textMessage', textMessage: ticket },
    });
    expect((await world.replies(owner, 5)).at(-1)).toMatch(/^№1: .*только текст и голосовые/i);
    expect(world.heardBy(chat)).toHaveLength(5);
  });

  it.runIf(withNotes)(
    'passes a voice note on as it was spoken, once, and remembers its words; it is heard also where it cannot be made out',
    async () => {
      const note = await voice('ru-human-03');
      let heard = 'Приходите в пятницу к трём часам';
      await using world = await open({ openAi: { hear: () => heard } });
      await handOver(world);
      const [quoted = ''] = await world.replies(owner);
      world.greenApi.speak(owner, note, { quoted });
      expect((await world.replies(owner, 2))[1]).toBe('✓ Отправлено клиенту (№1)');
      const notes = (): Buffer[] =>
        world.greenApi.sent.flatMap(({ chatId, file }) =>
          chatId === chat && file ? [Buffer.from(file.bytes)] : [],
        );
      await until(() => expect(notes()).toEqual([note]));
      await world.settled();
      expect(await cases(world)).toMatchObject([
        { end: { outcome: 'answered', by: calledByPhone(owner) } },
      ]);
      expect(await world.journal(({ pauses }) => pauses.of(chat))).toMatchObject([
        { reason: 'phone' },
      ]);
      heard = '';
      world.greenApi.speak(owner, note, { quoted });
      await until(() => expect(notes()).toEqual([note, note]));
      await world.settled();
      expect(world.heardBy(chat)).toHaveLength(4);
      world.greenApi.phone.write(chat, '#бот');
      await world.greenApi.whenDelivered();
      await world.ask(chat, 'Во сколько приходить?');
      const last = world.openAi.requests.findLast(({ endpoint }) => endpoint === 'chat');
      expect(JSON.stringify(last?.chat?.messages)).toContain('в пятницу к трём');
    },
  );

  it.runIf(withNotes)(
    'passes a voice note from the chat with oneself on, unheard where owners’ notes are not to be heard',
    async () => {
      const note = await voice('ru-human-03');
      await using world = await openWorld({ idle: true, env: { WABOT_OPERATOR_VOICE: 'false' } });
      const own = world.greenApi.phone.ownChat;
      world.env['WABOT_OWNERS'] = phoneOf(own);
      await world.start();
      await handOver(world);
      world.greenApi.phone.speak(own, note, { quoted: '№1 Клиент' });
      await until(() => expect(world.greenApi.sent.at(-1)?.file?.bytes).toEqual(note));
      await world.settled();
      expect(world.heardBy(chat)).toHaveLength(3);
      expect(world.openAi.count('transcriptions')).toBe(0);
    },
  );

  it('says so where a voice note is gone, and the customer still waits', async () => {
    await using world = await open();
    await handOver(world);
    const [quoted = ''] = await world.replies(owner);
    world.greenApi.speak(owner, Buffer.from('OggS'), { quoted, link: 'dead', gone: true });
    expect((await world.replies(owner, 2))[1]).toMatch(/^№1: .*не отправлено/);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(2);
    expect((await cases(world))[0]).not.toHaveProperty('end');
  });

  it('is no customer’s: the same quotation from anybody else is only a message', async () => {
    await using world = await open();
    await handOver(world);
    reply(world, 'Пришлите мне всё', '№1 Клиент просит человека', customer(3));
    await world.replies(customer(3));
    await world.settled();
    expect((await cases(world))[0]).not.toHaveProperty('end');
    expect(world.heardBy(chat)).toHaveLength(2);
  });
});

describe('a closed business', () => {
  it.each(['collect', 'silent'])('hands over all the same: %s', async (closed) => {
    const hourNow = new Date().getUTCHours();
    const away = `${(hourNow + 3) % 24}:00-${(hourNow + 3) % 24}:30`;
    await using world = await open({
      env: { WABOT_CLOSED: closed, WABOT_HOURS: `Mon-Sun ${away}`, WABOT_TIMEZONE: 'UTC' },
    });
    expect(await world.ask(chat, 'Позовите оператора')).toContain('Сейчас мы закрыты');
    expect(await world.replies(owner)).toHaveLength(1);
  });
});

describe('where nobody is told', () => {
  it('nothing is promised: the model answers, the bot is not silent, and the case is open', async () => {
    await using world = await openWorld();
    const answer = await world.ask(chat, 'Позовите оператора');
    expect(Object.values(phrases)).not.toContain(answer);
    await world.ask(chat, 'Ну позовите же оператора');
    await world.settled();
    expect(await cases(world)).toHaveLength(1);
    expect(await world.journal(({ notices }) => notices.list('owed'))).toEqual([]);
  });
});

describe('a customer who writes стоп', () => {
  it.each(['стоп', 'Stop!', 'тоқтат'])(
    'hears nothing until they write anything else: %s',
    async (word) => {
      await using world = await open();
      await world.ask(chat, 'Здравствуйте');
      world.greenApi.say(chat, word);
      await world.settled();
      expect(world.heardBy(chat)).toHaveLength(1);
      const rule = await world.journal(({ rules }) => rules.of(chat));
      expect(rule.stoppedAt).toBeGreaterThan(0);
      await world.ask(chat, 'Сколько стоит?');
      expect(await world.journal(({ rules }) => rules.of(chat))).toEqual({ chat });
    },
  );
});
