import { describe, expect, it } from 'vitest';
import type { GreenApiSandbox } from '../../../src/sandbox/green-api/index.ts';
import { ask, customer, openVendor } from './vendor.ts';

const bytes = Buffer.from('OggS and so on');

async function upload(
  vendor: GreenApiSandbox,
  fields: Record<string, string> = {},
  file: File | undefined = ogg(),
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ chatId: customer, ...fields }))
    form.set(name, value);
  if (file) form.set('file', file);
  const address = `${vendor.url}/waInstance${vendor.idInstance}/sendFileByUpload/${vendor.token}`;
  return fetch(address, { method: 'POST', body: form });
}

function ogg(name = 'voice.ogg', content: Uint8Array = bytes): File {
  return new File([new Uint8Array(content)], name, { type: 'audio/ogg' });
}

describe('sendFileByUpload', () => {
  it('queues the file, sends it in its turn and keeps it behind a link', async () => {
    await using world = await openVendor({ settings: { delaySendMessagesMilliseconds: 600_000 } });
    await ask(world.vendor, 'sendMessage', { body: { chatId: customer, message: 'first' } });
    const { idMessage, urlFile } = (await (
      await upload(world.vendor, { fileName: 'a.ogg' })
    ).json()) as Record<string, string>;
    expect(world.vendor.sent).toHaveLength(1);
    expect(await ask(world.vendor, 'showMessagesQueue')).toMatchObject([
      {
        messageID: idMessage,
        type: 'sendFileByUpload',
        body: { chatId: customer, fileName: 'a.ogg', urlFile },
      },
    ]);
    world.vendor.configure({ delaySendMessagesMilliseconds: 1 });
    await world.vendor.whenDrained();
    expect(world.vendor.sent[1]).toMatchObject({
      idMessage,
      chatId: customer,
      message: '',
      file: { fileName: 'a.ogg', bytes },
    });
    expect(Buffer.from(await (await fetch(urlFile ?? '')).arrayBuffer()).equals(bytes)).toBe(true);
  });

  it.each([
    ['voice.ogg', 'audioMessage'],
    ['price.pdf', 'documentMessage'],
  ])('lists %s as %s', async (name, typeMessage) => {
    await using world = await openVendor({ settings: { outgoingAPIMessageWebhook: 'yes' } });
    const { idMessage } = (await (await upload(world.vendor, {}, ogg(name))).json()) as Record<
      string,
      string
    >;
    await world.vendor.whenDrained();
    expect(await ask(world.vendor, 'lastOutgoingMessages')).toMatchObject([
      {
        type: 'outgoing',
        idMessage,
        typeMessage,
        fileName: name,
        chatId: customer,
        sendByApi: true,
      },
    ]);
  });

  it.each<[string, Record<string, string>, File | undefined]>([
    ['no file', { fileName: 'a.ogg' }, undefined],
    ['an empty file', {}, ogg('a.ogg', new Uint8Array())],
    ['no extension', { fileName: 'voice' }, ogg()],
    ['a wrong chat', { chatId: '7700' }, ogg()],
    ['a long caption', { caption: 'x'.repeat(20_001) }, ogg()],
  ])('refuses %s', async (_, fields, file) => {
    await using world = await openVendor();
    const form = new FormData();
    for (const [name, value] of Object.entries({ chatId: customer, ...fields }))
      form.set(name, value);
    if (file) form.set('file', file);
    const address = `${world.vendor.url}/waInstance${world.vendor.idInstance}/sendFileByUpload/${world.vendor.token}`;
    expect((await fetch(address, { method: 'POST', body: form })).status).toBe(400);
    expect(world.vendor.sent).toEqual([]);
  });

  it('takes no other body', async () => {
    await using world = await openVendor();
    const address = `${world.vendor.url}/waInstance${world.vendor.idInstance}/sendFileByUpload/${world.vendor.token}`;
    expect((await fetch(address, { method: 'POST', body: '{}' })).status).toBe(400);
  });

  it('keeps to the tariff and to the rate', async () => {
    await using world = await openVendor({ correspondents: 1, limits: { sendFileByUpload: 3 } });
    expect((await upload(world.vendor)).status).toBe(200);
    const refused = await upload(world.vendor, { chatId: '77009998877@c.us' });
    expect([refused.status, await refused.json()]).toMatchObject([
      466,
      { invokeStatus: { method: 'sendFileByUpload' } },
    ]);
    expect((await upload(world.vendor)).status).toBe(200);
    expect((await upload(world.vendor)).status).toBe(429);
  });
});
