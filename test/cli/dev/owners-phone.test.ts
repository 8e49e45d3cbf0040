import { describe, expect, it } from 'vitest';
import { ownerLine, OwnersPhone, ownersNumber } from '../../../src/cli/dev/owners-phone.ts';
import { startGreenApi } from '../../../src/sandbox/green-api/index.ts';

const customer = '77000000000@c.us';
const owner = `${ownersNumber}@c.us`;

describe('a line of the owner', () => {
  it.each([
    ['Да, в 15:00', { to: 'customer', text: 'Да, в 15:00' }],
    ['#бот', { to: 'customer', text: '#бот' }],
    ['@17 да,\nсвободно', { to: 'bot', text: 'да,\nсвободно', quotes: 17 }],
    ['@ 1', { to: 'bot', text: '1' }],
    ['@asel придёт', { to: 'customer', text: '@asel придёт' }],
  ])('%j', (line, expected) => {
    expect(ownerLine(line)).toEqual(expected);
  });
});

describe('the phone of the owner', () => {
  it('shows what arrives there alone, and replies to it by its number', async () => {
    const greenApi = await startGreenApi({ settings: { delaySendMessagesMilliseconds: 500 } });
    const phone = new OwnersPhone(greenApi);
    const send = (chatId: string, message: string): Promise<Response> =>
      fetch(`${greenApi.url}/waInstance${greenApi.idInstance}/sendMessage/${greenApi.token}`, {
        method: 'POST',
        body: JSON.stringify({ chatId, message }),
      });
    await send(customer, '№17 не для владельца');
    await send(owner, '№17 Айгуль ждёт человека');
    await greenApi.whenDrained();
    expect(phone.arrived.map(({ message }) => message)).toEqual(['№17 Айгуль ждёт человека']);
    phone.write({ to: 'bot', text: 'Иду', quotes: 17 }, customer);
    expect(() => phone.write({ to: 'bot', text: 'Иду', quotes: 7 }, customer)).toThrow('number 7');
    phone.write({ to: 'bot', text: '1' }, customer);
    phone.write({ to: 'customer', text: 'Я здесь' }, customer);
    const url = `${greenApi.url}/waInstance${greenApi.idInstance}`;
    const list = async (name: string): Promise<object[]> =>
      (await (await fetch(`${url}/${name}/${greenApi.token}`)).json()) as object[];
    const came = await list('lastIncomingMessages');
    expect(came).toMatchObject([
      { chatId: owner, textMessage: '1' },
      { chatId: owner, typeMessage: 'quotedMessage', textMessage: 'Иду' },
    ]);
    expect((await list('lastOutgoingMessages'))[0]).toMatchObject({
      chatId: customer,
      textMessage: 'Я здесь',
      sendByApi: false,
    });
    await greenApi.close();
  });
});
