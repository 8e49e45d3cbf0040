import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/kinds/turn-record.ts';
import { wabot } from '../cli.ts';
import { customer } from './dialogue.ts';
import { chatOf, group, onWhatsApp, phoneOf } from './messenger.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

/** The status of a message, as GREEN-API reports it. */
function tellStatus(world: World, idMessage: string, more: object = { sendByApi: false }): void {
  const { idInstance, phone } = world.greenApi;
  world.greenApi.notify({
    typeWebhook: 'outgoingMessageStatus',
    instanceData: { idInstance, wid: phone.ownChat },
    chatId: chat,
    timestamp: Math.floor(Date.now() / 1000),
    idMessage,
    status: 'delivered',
    ...more,
  });
}

/** The owner writes, and GREEN-API says nothing of it. Returns the message's id. */
function writtenUnheard(world: World, text: string): string {
  return world.greenApi.phone.write(chat, text, { isUntold: true });
}

/** What is remembered of the chat, as `history show` tells it. */
async function shown(world: World): Promise<string[]> {
  const args = ['history', 'show', '--phone', phoneOf(chat), '--json'];
  const { stdout } = await wabot(args, { cwd: world.folder, env: world.env });
  const { entries } = JSON.parse(stdout) as { entries: Entry[] };
  return entries.map(({ role, text }) => `${role}: ${text}`);
}

const settings = { outgoingWebhook: 'yes' } as const;

describe('a message by hand of which only the status comes', () => {
  it.runIf(onWhatsApp)(
    'is fetched, silences the bot and is remembered; once, however many statuses come',
    async () => {
      await using world = await openWorld({ greenApi: { settings } });
      await world.ask(chat, 'Есть место?');
      const id = writtenUnheard(world, 'Да, в 15:00 свободно');
      for (const status of ['sent', 'delivered', 'read'])
        tellStatus(world, id, { sendByApi: false, status });
      await world.greenApi.whenDelivered();
      world.greenApi.say(chat, 'Отлично');
      await world.settled();
      expect(world.heardBy(chat)).toHaveLength(1);
      expect(world.greenApi.count('getMessage')).toBe(1);
      expect((await shown(world)).slice(2)).toEqual([
        'operator: Да, в 15:00 свободно',
        'customer: Отлично',
      ]);
    },
  );

  it.each([
    ['that does not say by whom', {}],
    ['sent through the API', { sendByApi: true }],
    ['of a group', { sendByApi: false, chatId: group }],
    ['without a chat', { sendByApi: false, chatId: undefined }],
    ['of the account itself', { sendByApi: false, chatId: chatOf('77000000001') }],
    ['of somebody who never wrote', { sendByApi: false, chatId: customer(9) }],
  ])('is nothing by a status %s', async (_, more) => {
    await using world = await openWorld({ greenApi: { settings } });
    await world.ask(chat, 'Есть место?');
    tellStatus(world, writtenUnheard(world, 'Да'), more);
    await world.settled();
    await world.ask(chat, 'А завтра?');
    expect(world.greenApi.count('getMessage')).toBe(0);
  });

  it('is looked for no more where it was told of, or is ours', async () => {
    await using world = await openWorld({ greenApi: { settings } });
    await world.ask(chat, 'Есть место?');
    const id = world.greenApi.phone.write(chat, 'Да');
    await world.settled();
    tellStatus(world, id);
    tellStatus(world, world.greenApi.sent[0]?.idMessage ?? '');
    await world.restart();
    tellStatus(world, id);
    await world.settled();
    expect(world.greenApi.count('getMessage')).toBe(0);
  });

  it.runIf(onWhatsApp)('is looked for again where it cannot be read yet', async () => {
    await using world = await openWorld({ greenApi: { settings } });
    await world.ask(chat, 'Есть место?');
    world.greenApi.fault('getMessage', { status: 500, times: 1 });
    const id = writtenUnheard(world, 'Да');
    tellStatus(world, id);
    await world.greenApi.whenDelivered();
    await until(() => expect(world.greenApi.count('getMessage')).toBe(2));
    await until(async () =>
      expect(await world.journal(({ pauses }) => pauses.list())).toMatchObject([{ chat }]),
    );
  });
});
