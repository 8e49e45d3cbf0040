import { describe, expect, it } from 'vitest';
import { shortChat } from '../../src/core/phone.ts';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { notification, post } from './caller.ts';
import { customer } from './dialogue.ts';
import { phoneOf } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(7_654_321);
const phone = phoneOf(chat);

/** A day with everything that goes wrong, and something that goes well. */
async function eventfulDay(world: World): Promise<void> {
  const { greenApi, openAi } = world;
  const leaky = {
    error: {
      message: `Incorrect API key provided: ${world.env['OPENAI_API_KEY']}. ${phone}`,
      code: 'odd',
    },
  };
  const vendorBody = {
    path: `/waInstance1/sendMessage/${greenApi.token}`,
    message: `quota of ${chat}`,
    status: 'error',
  };
  openAi.fault('chat', { status: 500, body: leaky });
  openAi.fault('chat', openAiFaults.html);
  greenApi.fault('sendMessage', { status: 500, body: vendorBody });
  await world.ask(chat, 'Сколько стоит тайный курс?');
  await world.ask(chat, `Вот мой ключ: ${world.env['OPENAI_API_KEY']}, и телефон: +${phone}`);
  greenApi.speak(chat, await voice('ru-human-03'), { link: 'dead' });
  await world.replies(chat, 3);
  greenApi.fault('downloadFile', { status: 500, body: vendorBody });
  greenApi.speak(chat, await voice('en-human-05'), { link: 'dead' });
  await world.replies(chat, 4);
  openAi.fault('chat', { ...openAiFaults.invalidKey, body: leaky });
  await world.ask(chat, 'Ещё вопрос');
  await post(world, {
    body: `{"phone":"${phone}"`,
    authorization: `Bearer ${world.env['GREEN_API_WEBHOOK_TOKEN']}`,
  });
  await post(world, {
    body: notification(world, chat, 'S1', 'тайный'),
    authorization: 'Bearer wrong-but-secret',
  });
  greenApi.fault('sendMessage', { status: 466, body: vendorBody, times: Infinity });
  greenApi.say(chat, 'Последнее');
  await world.logged('reply-delayed', 2);
  await world.stop();
}

describe('the log', () => {
  it('tells of a day with everything that goes wrong, without a secret or a phone number', async () => {
    await using world = await openWorld({
      openAi: { hear: () => 'Слышно хорошо' },
      env: { LOG_LEVEL: 'debug' },
    });
    await eventfulDay(world);
    const lines = await world.log();
    expect(
      lines.every(({ time, level, event }) =>
        [time, level, event].every((field) => typeof field === 'string'),
      ),
    ).toBe(true);
    const events = new Set(lines.map(({ event }) => event));
    const expected = [
      'message-accepted',
      'turn-settled',
      'reply-sent',
      'voice-heard',
      'model-failed',
      'reply-delayed',
      'turn-given-up',
    ];
    for (const event of [
      ...expected,
      'notification-invalid',
      'webhook-unauthorized',
      'bot-started',
      'bot-stopped',
    ]) {
      expect.soft(events, event).toContain(event);
    }
    const accepted = lines.find(({ event }) => event === 'message-accepted');
    expect(accepted).toMatchObject({
      chat: shortChat(chat),
      message: expect.stringMatching(/^(?:[0-9A-F]{32}|\d{18})$/) as string,
      text: 'Сколько стоит тайный курс?',
    });
    expect(lines.find(({ event }) => event === 'reply-sent')).toMatchObject({
      chat: shortChat(chat),
      ms: expect.any(Number) as number,
    });

    const everything = await world.written();
    const open = everything.filter(({ path }) => !/\/data\/(journal|memory)\.db/.test(path));
    expect(open.length).toBeGreaterThan(1);
    const secret = [
      world.greenApi.token,
      world.env['GREEN_API_WEBHOOK_TOKEN'] ?? '',
      'wrong-but-secret',
    ];
    for (const { path, text } of everything)
      for (const word of secret) expect.soft(text.includes(word), path).toBe(false);
    // What the customer wrote is in the journal and the memory, and nowhere else.
    const typed = [world.env['OPENAI_API_KEY'] ?? '', phone];
    for (const { path, text } of open)
      for (const word of typed) expect.soft(text.includes(word), path).toBe(false);
  });

  it('keeps no text of customers and replies with LOG_CONTENT=false', async () => {
    await using world = await openWorld({
      openAi: { hear: () => 'Слышно хорошо' },
      env: { LOG_CONTENT: 'false', LOG_LEVEL: 'debug' },
    });
    await eventfulDay(world);
    const text = JSON.stringify(await world.log()) + world.stderr;
    for (const words of ['тайный', 'Слышно', 'Heard', 'Ещё вопрос', 'Последнее'])
      expect.soft(text.includes(words), words).toBe(false);
    expect(text).toContain('reply-sent');
  });
});
