import { describe, expect, it } from 'vitest';
import { messengers } from '../../src/sandbox/green-api/index.ts';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { customer } from './dialogue.ts';
import { owner, startAlertReceivers } from './alert-receivers.ts';
import { chatOf, messenger, reachedBy } from './messenger.ts';
import { openWorld, until } from './world.ts';

describe('an owner with three routes', () => {
  it('hears of a logged-out account by all but WhatsApp, however it flaps', async () => {
    await using receivers = await startAlertReceivers();
    await using world = await openWorld({ env: { ...receivers.env, WABOT_LANGUAGES: 'ru' } });
    await world.logged('channel-state');
    for (let flap = 0; flap < 50; flap += 1) {
      world.greenApi.notify({
        typeWebhook: 'stateInstanceChanged',
        stateInstance: 'notAuthorized',
      });
      await world.greenApi.whenDelivered();
      world.greenApi.notify({ typeWebhook: 'stateInstanceChanged', stateInstance: 'authorized' });
      await world.greenApi.whenDelivered();
    }
    world.greenApi.notify({ typeWebhook: 'stateInstanceChanged', stateInstance: 'notAuthorized' });
    await world.greenApi.whenDelivered();
    await until(() => expect(receivers.telegram.written).toHaveLength(1));
    await until(() => expect(receivers.events).toHaveLength(1));
    expect(receivers.telegram.written[0]?.text).toMatch(
      new RegExp(`^⚠️ Аккаунт ${messengers[messenger]} не работает[^]*notAuthorized`),
    );
    expect(receivers.events[0]).toMatchObject({ type: 'alert.account' });
    expect(world.heardBy(chatOf(owner))).toEqual([]);
  });

  it('is told how to answer a ticket only where an answer reaches the bot', async () => {
    await using receivers = await startAlertReceivers();
    await using world = await openWorld({ env: { ...receivers.env, WABOT_LANGUAGES: 'ru' } });
    world.greenApi.say(customer(1), 'Позовите человека');
    const [ticket = ''] = await world.replies(chatOf(owner));
    expect(ticket).toContain('Ответьте на это сообщение с цитатой');
    await until(() => expect(receivers.telegram.written).toHaveLength(1));
    const text = receivers.telegram.written[0]?.text;
    expect(text).toContain(reachedBy(customer(1)));
    expect(text).not.toContain('Ответьте на это');
  });

  it('hears of a refused key everywhere, once', async () => {
    await using receivers = await startAlertReceivers();
    await using world = await openWorld({
      env: { ...receivers.env, WABOT_LANGUAGES: 'ru', WABOT_TURN_TRIES: '1' },
    });
    world.openAi.fault('chat', openAiFaults.invalidKey);
    for (let each = 0; each < 3; each += 1) world.greenApi.say(customer(each), 'Сколько стоит?');
    await until(() => expect(receivers.events.map(({ type }) => type)).toContain('alert.model'));
    const [told = ''] = await world.replies(chatOf(owner));
    expect(told).toContain('Сервис, который пишет ответы, отказывает');
    await until(() => expect(receivers.telegram.written.length).toBeGreaterThan(0));
    expect(receivers.events.filter(({ type }) => type === 'alert.model')).toHaveLength(1);
    for (const { text } of await world.written())
      expect(text).not.toContain(receivers.env['TELEGRAM_BOT_TOKEN']);
  });
});
