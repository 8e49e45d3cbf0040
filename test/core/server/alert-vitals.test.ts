import { expect, it } from 'vitest';
import { CallWatch } from '../../../src/core/alerts/call-watch.ts';
import type { Bot } from '../../../src/core/bot/bot.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import { accountOf } from '../../../src/core/phone.ts';
import { vitalsOf } from '../../../src/core/server/alert-vitals.ts';

const spent = new ServiceError('green-api.quota', 'The quota is used up', { retryable: false });

/** Whether each account is said to be well after sends to these chats were refused. */
async function wellAfter(ids: readonly string[], ...chats: string[]): Promise<unknown[]> {
  const [channel, model] = [new CallWatch(), new CallWatch()];
  const send = (_chat: string): Promise<unknown> => Promise.reject(spent);
  const watched = channel.watching({ send }, 'send', (chat) => accountOf(String(chat)) ?? '');
  for (const chat of chats) await watched.send(chat).catch(() => {});
  const accounts = ids.map((id) => ({ id, messenger: 'WhatsApp', verdict: {} }));
  const bot = { vitals: { accounts } } as unknown as Bot;
  const calls = { channel, model, speech: model, voice: model };
  const vitals = vitalsOf({ bot, calls, environment: {} });
  const looked = vitals.filter(({ topic }) => topic === 'alert.account');
  return Promise.all(looked.map(async ({ look }) => (await look())?.isWell));
}

it('what refuses all sends is told of the account whose chats they were for', async () => {
  expect(await wellAfter(['1', '2'], '77001234567@c.us')).toEqual([false, true]);
  expect(await wellAfter(['1', '2'], '77001234567@c.us#2')).toEqual([true, false]);
});

it('also where the account whose chats have no mark is gone, and the first is one of the others', async () => {
  expect(await wellAfter(['2'], '77001234567@c.us#2')).toEqual([false]);
  expect(await wellAfter(['2', '3'], '77001234567@c.us#3')).toEqual([true, false]);
});
