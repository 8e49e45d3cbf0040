import { describe, expect, it } from 'vitest';
import type { Media } from '../../../../src/core/kinds/channel.ts';
import {
  channelOver,
  chat,
  failure,
  live,
  shown,
  startFake,
  token,
  type Method,
  type Says,
} from './fake.ts';

const of = { chat, id: 'F7AE' };
const bytes = Buffer.from('OggS and so on');
const cap = 25 * 1024 * 1024;
const noFile: Says = {
  status: 400,
  body: { message: `File message encrypted url not found by chatId ${chat} and idMessage` },
};

/** Downloads over a fake; `url` is a path on it. */
async function over(media: Method, downloadFile: (url: string) => Says = () => noFile) {
  let url = '';
  const world = await channelOver({ media, downloadFile: () => downloadFile(url) });
  url = world.fake.url;
  const names = (): string[] =>
    world.fake.heard.map((heard) => (heard.name === 'media' ? heard.url : heard.name));
  const download = (given: Media) =>
    world.channel.download(
      given.url?.startsWith('/') ? { ...given, url: `${url}${given.url}` } : given,
      of,
      live(),
    );
  return { ...world, names, download, [Symbol.asyncDispose]: world[Symbol.asyncDispose] };
}

describe('a customer’s file', () => {
  it('is fetched with a plain request', async () => {
    await using world = await over(() => ({
      body: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    }));
    const download = await world.download({
      url: '/media/a.oga',
      mimeType: 'audio/ogg; codecs=opus',
    });
    expect(download).toEqual({
      bytes: expect.any(Uint8Array) as unknown,
      mimeType: 'audio/ogg; codecs=opus',
    });
    expect(Buffer.compare(download.bytes, bytes)).toBe(0);
    expect(world.fake.heard).toHaveLength(1);
    expect(world.fake.heard[0]?.headers.authorization).toBeUndefined();
    expect(await world.download({ url: '/media/a.oga' })).toMatchObject({
      mimeType: 'application/octet-stream',
    });
  });

  it.each<[string, Says]>([
    ['not there yet', { status: 404 }],
    ['not open yet', { status: 403 }],
    ['behind a fault', { status: 503 }],
    ['on a broken line', { line: 'cut', body: bytes }],
    ['on a dropped line', { line: 'drop' }],
  ])('that is %s is tried again', async (_, says) => {
    await using world = await over((_heard, nth) => (nth === 0 ? says : { body: bytes }));
    expect((await world.download({ url: '/media/a' })).bytes).toHaveLength(bytes.length);
    expect(world.time.pauses).toEqual([1000]);
    expect(world.names()).toEqual(['/media/a', '/media/a']);
  });

  it.each<[string, Media]>([
    ['gone', { url: '/media/gone' }],
    ['without a link', {}],
    ['without any link but blanks', { url: ' ' }],
    ['at an address that is not allowed', { url: 'http://127.0.0.1:9/a' }],
    ['at no address', { url: 'hello' }],
    ['on this machine', { url: 'file:///etc/passwd' }],
  ])('that is %s comes by a fresh link', async (_, media) => {
    await using world = await over(
      ({ url }) => (url === '/media/new' ? { body: bytes } : { status: 404 }),
      (url) => ({ body: { downloadUrl: `${url}/media/new` } }),
    );
    expect((await world.download(media)).bytes).toHaveLength(bytes.length);
    const call = world.fake.heard.find(({ name }) => name === 'downloadFile');
    expect(call).toMatchObject({ verb: 'POST', body: { chatId: chat, idMessage: of.id } });
    expect(world.names().slice(-2)).toEqual(['downloadFile', '/media/new']);
  });

  it('comes by a fresh link when the old host is dead', async () => {
    const dead = await startFake({});
    await dead[Symbol.asyncDispose]();
    await using world = await over(
      () => ({ body: bytes }),
      (url) => ({ body: { downloadUrl: `${url}/media/new` } }),
    );
    expect((await world.download({ url: `${dead.url}/media/a` })).bytes).toHaveLength(bytes.length);
  });

  it.each<[string, Says]>([
    ['the message has none', noFile],
    [
      'WhatsApp has it no more',
      { status: 500, body: 'Internal error when downloading file. Try later' },
    ],
    ['the vendor gives no link', { body: { downloadUrl: '' } }],
    ['the vendor gives a link elsewhere', { body: { downloadUrl: 'https://127.0.0.1/a' } }],
    ['the tariff gives no more links', { status: 466 }],
  ])('is lost when %s', async (_, says) => {
    await using world = await over(
      () => ({ status: 404 }),
      () => says,
    );
    const errors = [
      await failure(world.download({})),
      await failure(world.download({ url: '/media/a' })),
    ];
    for (const error of errors)
      expect(error).toMatchObject({
        code: 'service.green-api.media',
        retryable: false,
        about: 'media',
      });
    expect(shown(errors)).not.toMatch(new RegExp(`${token}|7900`));
  });

  it.each<[string, Says, string]>([
    ['is overloaded', { status: 429 }, 'service.green-api.rate-limit'],
    ['has a fault', { status: 502 }, 'service.green-api.unavailable'],
    [
      'starts',
      { status: 400, body: 'instance in starting process try later' },
      'service.green-api.not-ready',
    ],
    ['says nothing', { body: '' }, 'service.green-api.malformed'],
  ])('may come later when the vendor %s', async (_, says, code) => {
    await using world = await over(
      () => ({ status: 404 }),
      () => says,
    );
    expect(await failure(world.download({ url: '/media/a' }))).toMatchObject({
      code,
      retryable: true,
    });
  });

  it('may come later when its storage fails, whatever the vendor says', async () => {
    await using world = await over(() => ({ status: 503 }));
    const error = await failure(world.download({ url: '/media/a' }));
    expect(error).toMatchObject({ code: 'service.green-api.media-unavailable', retryable: true });
  });

  it('tells of a wrong token although the link is dead', async () => {
    await using world = await over(
      () => ({ status: 404 }),
      () => ({ status: 401 }),
    );
    expect(await failure(world.download({ url: '/media/a' }))).toMatchObject({
      code: 'service.green-api.token',
    });
  });

  it('ends when the caller no longer wants it', async () => {
    const caller = new AbortController();
    const reason = new Error('enough');
    await using world = await over(() => {
      caller.abort(reason);
      return { line: 'hang' };
    });
    expect(
      await failure(
        world.channel.download({ url: `${world.fake.url}/media/a` }, of, caller.signal),
      ),
    ).toBe(reason);
    expect(world.names()).toEqual(['/media/a']);
  });
});

describe('a file over 25 MB', () => {
  const tooLarge = {
    code: 'service.green-api.media-too-large',
    retryable: false,
    about: 'media-size',
  };

  it.each<[string, Says]>([
    ['by its announced length', { body: Buffer.alloc(cap + 1) }],
    ['by its bytes', { body: Buffer.alloc(cap + 1), headers: { 'transfer-encoding': 'chunked' } }],
  ])('is refused %s, once', async (_, says) => {
    await using world = await over(() => says);
    expect(await failure(world.download({ url: '/media/a' }))).toMatchObject(tooLarge);
    expect(world.names()).toEqual(['/media/a']);
  });

  it('is refused when the vendor’s marker stands for its link, in the message or in a fresh link', async () => {
    await using world = await over(
      () => ({ body: bytes }),
      () => ({ body: { downloadUrl: '{{SWE002}}' } }),
    );
    expect(await failure(world.download({ url: '{{SWE002}}' }))).toMatchObject(tooLarge);
    expect(world.fake.heard).toEqual([]);
    expect(await failure(world.download({}))).toMatchObject(tooLarge);
  });

  it('is one byte longer than the longest that is taken', async () => {
    await using world = await over(() => ({ body: Buffer.alloc(cap) }));
    expect((await world.download({ url: '/media/a' })).bytes).toHaveLength(cap);
  });
});

describe('a redirect', () => {
  const hops: Method = ({ url }) => {
    const left = Number(url.split('/').at(-1));
    return left > 0
      ? { status: 302, headers: { location: `/media/${left - 1}` } }
      : { body: bytes };
  };

  it('is followed three times', async () => {
    await using world = await over(hops);
    expect((await world.download({ url: '/media/3' })).bytes).toHaveLength(bytes.length);
    expect(await failure(world.download({ url: '/media/4' }))).toMatchObject({
      code: 'service.green-api.media',
      retryable: false,
    });
  });

  it.each([
    ['http://169.254.169.254/latest'],
    ['http://localhost/a'],
    ['file:///etc/passwd'],
    ['http://['],
    ['https://[::1]/a'],
  ])('to %s is not', async (location) => {
    await using world = await over(() => ({ status: 302, headers: { location } }));
    expect(await failure(world.download({ url: '/media/a' }))).toMatchObject({
      code: 'service.green-api.media',
    });
  });

  it('to another port of the same machine is not', async () => {
    await using other = await startFake({ media: () => ({ body: bytes }) });
    await using world = await over(() => ({
      status: 302,
      headers: { location: `${other.url}/media/secret` },
    }));
    await failure(world.download({ url: '/media/a' }));
    expect(other.heard).toEqual([]);
  });
});

describe('a name that leads to this machine', () => {
  it('is refused when the connection is made, however it is allowed', async () => {
    await using world = await channelOver(
      { downloadFile: () => noFile },
      { WABOT_MEDIA_HOSTS: 'localhost' },
    );
    const error = await failure(world.channel.download({ url: 'https://localhost/a' }, of, live()));
    expect(error).toMatchObject({
      code: 'service.green-api.media',
      retryable: false,
      about: 'media',
    });
    expect(error.message).toContain('not allowed');
    expect(world.time.pauses).toEqual([]);
  });
});
