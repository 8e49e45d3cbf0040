import { describe, expect, it } from 'vitest';
import { namedChat } from '../../src/cli/base/named-chat.ts';
import { builtIn } from '../../src/plugins/index.ts';
import type { GreenApiSandbox } from '../../src/sandbox/green-api/index.ts';
import { customer, questions } from './dialogue.ts';
import { heardAt, openTwo, webhookTokens, type TwoInstances } from './two-instances.ts';
import { until } from './world.ts';

const owner = '77000000002@c.us';

/** A notification of an instance as somebody brings it who knows this token. */
async function brought(two: TwoInstances, token: string, idInstance: number): Promise<number> {
  const body = {
    typeWebhook: 'incomingMessageReceived',
    instanceData: { idInstance, wid: '77000000000@c.us', typeInstance: 'whatsapp' },
    timestamp: Math.floor(Date.now() / 1000),
    idMessage: `M${token}${idInstance}`,
    senderData: { chatId: customer(9), sender: customer(9), chatName: '', senderName: '' },
    messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: 'Вброс' } },
  };
  const { status } = await fetch(`${two.world.url}/webhook`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return status;
}

async function ask(instance: GreenApiSandbox, chat: string, text: string): Promise<string> {
  const before = heardAt(instance, chat).length;
  instance.say(chat, text);
  return until(() => {
    const [heard] = heardAt(instance, chat).slice(before);
    if (heard === undefined) throw new Error('no reply');
    return heard;
  });
}

/** The chats that memory and journal know of. */
async function chatsOf(two: TwoInstances): Promise<string[]> {
  const chats: string[] = [];
  await two.world.journal(async (journal) => {
    for await (const { chat } of journal.accounts.usage(0)) chats.push(chat);
  });
  return [...new Set(chats)].toSorted();
}

describe('a bot with two instances', () => {
  it('answers the same person on each where they wrote, and remembers each chat by itself', async () => {
    await using two = await openTwo();
    const { first, second } = two;
    expect(await ask(first, customer(1), 'В ватсапе')).toBe('Heard: В ватсапе');
    expect(await ask(second, customer(1), 'В максе')).toBe('Heard: В максе');
    await two.restart();
    expect(await ask(second, customer(1), 'Ещё')).toBe('Heard: Ещё');
    expect(heardAt(first, customer(1))).toEqual(['Heard: В ватсапе']);
    expect(await chatsOf(two)).toEqual([
      `${second.idOf(customer(1))}#${second.idInstance}`,
      customer(1),
    ]);
  });

  it('tells the model in which messenger the customer writes, each in words of its own that stay', async () => {
    await using two = await openTwo();
    const { first, second, world } = two;
    await ask(first, customer(1), 'В ватсапе');
    await ask(second, customer(1), 'В максе');
    await ask(first, customer(2), 'Снова там');
    await ask(second, customer(2), 'И здесь');
    const told = questions(world.openAi).map(({ system }) => system.split('# This chat', 1)[0]);
    expect(told[0]).toContain('customers of one business on WhatsApp, in the name');
    expect(told[1]).toBe(told[0]?.replace('business on WhatsApp', 'business on MAX'));
    expect(told.slice(2)).toEqual(told.slice(0, 2));
  });

  it('believes a notification only with the token of the instance that it names', async () => {
    await using two = await openTwo();
    const [one, other] = webhookTokens;
    const { first, second } = two;
    expect(await brought(two, one, second.idInstance)).toBe(401);
    expect(await brought(two, other, first.idInstance)).toBe(401);
    expect(await brought(two, 'a-token-of-nobody-at-all', first.idInstance)).toBe(401);
    expect(await brought(two, other, 5_500_000_001)).toBe(200);
    await two.settled();
    expect([...first.sent, ...second.sent]).toEqual([]);
    expect(await brought(two, one, first.idInstance)).toBe(200);
    await until(() => expect(heardAt(first, customer(9))).toEqual(['Heard: Вброс']));
  });

  it('keeps the chats of a bot that had one instance, in whatever order both are named', async () => {
    await using two = await openTwo({ idle: true });
    const { first, second } = two;
    two.name([first]);
    await two.start();
    await ask(first, customer(2), 'Раньше');
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      two.name(order);
      await two.restart();
      expect(await ask(first, customer(2), 'Снова')).toBe('Heard: Снова');
      await ask(second, customer(2), 'Тоже');
      expect(await chatsOf(two)).toEqual([
        `${second.idOf(customer(2))}#${second.idInstance}`,
        customer(2),
      ]);
    }
    two.name([second]);
    await two.restart();
    await ask(second, customer(2), 'Один остался');
    expect(await chatsOf(two)).toHaveLength(2);
  });

  it('lets one instance rest for its rate, and goes on with the other', async () => {
    await using two = await openTwo();
    const { first, second } = two;
    second.fault('sendMessage', { status: 429, headers: { 'retry-after': '4' }, times: 1 });
    second.say(customer(3), 'Медленно');
    await until(() => expect(second.count('sendMessage')).toBe(1));
    expect(await ask(first, customer(3), 'Быстро')).toBe('Heard: Быстро');
    expect(heardAt(second, customer(3))).toEqual([]);
    await until(() => expect(heardAt(second, customer(3))).toEqual(['Heard: Медленно']));
  });

  it('is silent in the chat where a person has written, and in no other', async () => {
    await using two = await openTwo();
    const { first, second } = two;
    await ask(first, customer(4), 'Раз');
    await ask(second, customer(4), 'Два');
    second.phone.write(second.idOf(customer(4)), 'Я отвечу сама');
    await two.settled();
    second.say(customer(4), 'Жду');
    expect(await ask(first, customer(4), 'А здесь?')).toBe('Heard: А здесь?');
    await two.settled();
    expect(heardAt(second, customer(4))).toEqual(['Heard: Два']);
  });

  it('brings tickets of both to the owner, whose reply goes where the customer is', async () => {
    await using two = await openTwo({ env: { WABOT_OWNERS: '+77000000002' } });
    const { first, second } = two;
    second.say(customer(5), 'Позовите, пожалуйста, человека');
    await until(() => expect(heardAt(first, owner)).toHaveLength(1));
    expect(heardAt(second, owner)).toEqual([]);
    const { idMessage: stanzaId = '' } = first.sent.find(({ chatId }) => chatId === owner) ?? {};
    first.receive(owner, {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'Иду к вам', stanzaId, participant: first.phone.ownChat },
    });
    await until(() => expect(heardAt(second, customer(5))).toContain('Иду к вам'));
    expect(heardAt(first, customer(5))).toEqual([]);
  });

  it('brings them to the owner through the one that is left where the first is gone', async () => {
    await using two = await openTwo({ env: { WABOT_OWNERS: '+77000000002' }, second: 'telegram' });
    const { second } = two;
    two.name([second]);
    await two.restart();
    second.say(customer(5), 'Позовите, пожалуйста, человека');
    await until(() => expect(heardAt(second, owner)).toHaveLength(1));
    const own = second.idOf(owner);
    const { idMessage: stanzaId = '' } = second.sent.find(({ chatId }) => chatId === own) ?? {};
    second.receive(own, {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'Иду к вам', stanzaId, participant: second.phone.ownChat },
    });
    await until(() => expect(heardAt(second, customer(5))).toContain('Иду к вам'));
  });

  it('goes by the lists of phones on each', async () => {
    const env = {
      WABOT_OWNERS: '+77000000002',
      WABOT_AUDIENCE: 'list',
      WABOT_ALLOW: '77010000006',
    };
    await using two = await openTwo({ env, second: 'telegram' });
    const { first, second } = two;
    for (const instance of two.both) {
      instance.say(customer(7), 'Чужой');
      expect(await ask(instance, customer(6), 'Свой')).toBe('Heard: Свой');
      expect(await ask(instance, owner, 'Владелец')).toBe('Heard: Владелец');
    }
    await two.settled();
    expect([...heardAt(first, customer(7)), ...heardAt(second, customer(7))]).toEqual([]);
  });

  it('is ready while one of them can be used, and says which cannot', async () => {
    await using two = await openTwo({ env: { WABOT_ADMIN_TOKEN: 'an-admin-token-of-the-test' } });
    const { second } = two;
    second.setState('notAuthorized');
    await until(async () => {
      const response = await fetch(`${two.world.url}/ready`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        ready: true,
        detail: [`the MAX (${second.idInstance}) account is notAuthorized`],
        accounts: [
          {
            id: String(two.first.idInstance),
            messenger: 'WhatsApp',
            state: 'authorized',
            isReady: true,
          },
          {
            id: String(second.idInstance),
            messenger: 'MAX',
            state: 'notAuthorized',
            isReady: false,
          },
        ],
      });
    });
    const metrics = await fetch(`${two.world.url}/metrics`, {
      headers: { authorization: 'Bearer an-admin-token-of-the-test' },
    });
    const figures = await metrics.text();
    expect(figures).toContain(`wabot_instance_ready{instance="${two.first.idInstance}"} 1`);
    expect(figures).toContain(`wabot_instance_ready{instance="${second.idInstance}"} 0`);
    two.first.setState('blocked');
    await until(async () => expect((await fetch(`${two.world.url}/ready`)).status).toBe(503));
  });

  it('is found by a phone on whichever it wrote, and told apart where it wrote on both', async () => {
    await using two = await openTwo();
    const { first, second } = two;
    await ask(second, customer(8), 'В максе');
    const place = { catalog: builtIn, environment: two.world.env };
    const inMax = `${second.idOf(customer(8))}#${second.idInstance}`;
    const named = (...more: [string?]): Promise<string> =>
      namedChat('--phone', '77010000008', place, ...more);
    expect(await named()).toBe(inMax);
    await ask(first, customer(8), 'В ватсапе');
    await expect(named()).rejects.toThrow(
      `Several chats fit: ${first.idInstance} (WhatsApp): +77010000008; ${second.idInstance} (MAX): ${second.idOf(customer(8))}`,
    );
    expect(await named('max')).toBe(inMax);
    expect(await named(String(first.idInstance))).toBe(customer(8));
    await expect(named('telegram')).rejects.toThrow('There is no instance telegram');
    expect(await namedChat('--phone', inMax, place)).toBe(inMax);
    expect(await namedChat('--phone', '77019999999', place)).toBe('77019999999@c.us');
    const other = String(first.idInstance);
    for (const another of [other, '3100000009'])
      await expect(namedChat('--phone', inMax, place, another)).rejects.toThrow('two instances');
    two.name([first]);
    expect(await namedChat('--phone', inMax, place)).toBe(inMax);
    await expect(namedChat('--phone', '10000999#55', place)).rejects.toThrow('no instance 55');
    two.name([second]);
    expect(await named(other)).toBe(customer(8));
  });

  it('fetches from both, also while one of them refuses', async () => {
    await using two = await openTwo({ idle: true, poll: true });
    const { first, second } = two;
    for (const each of two.both) each.configure({ webhookUrl: '' });
    two.world.env['GREEN_API_TOKEN'] = `${first.token},wrong`;
    await two.world.start();
    expect(await ask(first, customer(7), 'Слышно?')).toBe('Heard: Слышно?');
    await two.world.stop();
    two.name();
    await two.world.start();
    expect(await ask(second, customer(7), 'А тут?')).toBe('Heard: А тут?');
  });
});
