import { describe, expect, it } from 'vitest';
import { ask, call, customer, openVendor } from './vendor.ts';
import type { GreenApiSandbox, VoiceOptions } from '../../../src/sandbox/green-api/index.ts';

const note = new TextEncoder().encode('OggS and the rest');

interface FileMessage {
  body: {
    idMessage: string;
    messageData: { typeMessage: string; fileMessageData: Record<string, string> };
  };
}

async function spoken(
  vendor: GreenApiSandbox,
  options: VoiceOptions = {},
): Promise<{ idMessage: string; file: Record<string, string>; url: string }> {
  const idMessage = vendor.speak(customer, note, options);
  const { body } = (await ask(vendor, 'receiveNotification')) as FileMessage;
  expect(body).toMatchObject({ idMessage, messageData: { typeMessage: 'audioMessage' } });
  const file = body.messageData.fileMessageData;
  return { idMessage, file, url: file['downloadUrl'] ?? '' };
}

describe('voice notes', () => {
  it('lie behind a link that needs no authorization, and refuses one', async () => {
    await using world = await openVendor();
    const { file, url } = await spoken(world.vendor);
    expect(file).toMatchObject({
      mimeType: 'audio/ogg; codecs=opus',
      fileName: expect.stringMatching(/^[\da-f-]{36}\.oga$/),
      caption: '',
    });
    expect(url).toBe(`${world.vendor.url}/media/${world.vendor.idInstance}/${file['fileName']}`);
    const response = await fetch(url);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(note);
    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
  });

  it('can be had again by downloadFile when the link is dead or missing', async () => {
    await using world = await openVendor();
    const { idMessage, url } = await spoken(world.vendor, { link: 'dead' });
    expect((await fetch(url)).status).toBe(404);
    const fresh = (await ask(world.vendor, 'downloadFile', {
      body: { chatId: customer, idMessage },
    })) as { downloadUrl: string };
    expect(new Uint8Array(await (await fetch(fresh.downloadUrl)).arrayBuffer())).toEqual(note);
    expect(
      (await call(world.vendor, 'downloadFile', { body: { chatId: '1@c.us', idMessage } })).status,
    ).toBe(500);
    expect((await call(world.vendor, 'downloadFile', { body: { chatId: customer } })).status).toBe(
      400,
    );
  });

  it.each([
    [{ link: 'missing' }, ''],
    [{ link: 'oversized' }, '{{SWE002}}'],
    [{ downloadUrl: 'http://10.0.0.1/x' }, 'http://10.0.0.1/x'],
  ] satisfies [VoiceOptions, string][])('with %j carry the link %j', async (options, link) => {
    await using world = await openVendor();
    expect((await spoken(world.vendor, options)).url).toBe(link);
  });

  it('can be gone for good', async () => {
    await using world = await openVendor();
    const { idMessage } = await spoken(world.vendor, { link: 'missing', gone: true });
    expect(
      (await call(world.vendor, 'downloadFile', { body: { chatId: customer, idMessage } })).status,
    ).toBe(500);
  });

  it('can come without end, or hardly at all', async () => {
    await using world = await openVendor();
    const { url } = await spoken(world.vendor, { link: 'huge' });
    let size = 0;
    for await (const chunk of (await fetch(url)).body ?? []) {
      size += chunk.length;
      if (size > 1_000_000) break;
    }
    expect(size).toBeGreaterThan(1_000_000);
    await using other = await openVendor();
    const leave = new AbortController();
    const slow = await fetch((await spoken(other.vendor, { link: 'slow' })).url, {
      signal: leave.signal,
    });
    const reader = slow.body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1);
    leave.abort();
    await expect(reader?.read()).rejects.toThrow(/abort/i);
  });

  it('can fail as any method can', async () => {
    await using world = await openVendor();
    const { url } = await spoken(world.vendor);
    world.vendor.fault('media', { status: 503 });
    expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([503, 200]);
  });
});
