import { describe, expect, it } from 'vitest';
import { noteName } from '../../../../src/plugins/channel/green-api/note-name.ts';
import { readEntry } from '../../../../src/plugins/channel/green-api/sent-lists.ts';
import { voice } from '../../transcoder/ffmpeg/sounds.ts';
import {
  channelOver,
  chat,
  failure,
  live,
  shown,
  startFake,
  startOfTime,
  token,
  type Heard,
  type Says,
} from './fake.ts';

const reply = { chat, text: 'Курс стоит 15 000 ₸.', voice: 'ru' } as const;
const note = await voice('ru-human-03');
const outbound = { ...reply, note };
const seconds = startOfTime / 1000;

async function formOf({ headers, bytes }: Heard): Promise<FormData> {
  const type = { 'content-type': headers['content-type'] ?? '' };
  return new Response(new Uint8Array(bytes), { headers: type }).formData();
}

describe('a voice note', () => {
  it('goes up as a file that WhatsApp takes for a voice message', async () => {
    const body = { idMessage: '3EB0C767', urlFile: 'https://a.b/c.ogg' };
    await using over = await channelOver({ sendFileByUpload: () => ({ body }) });
    expect(await over.channel.send(outbound, live())).toBe('3EB0C767');
    const [heard] = over.fake.heard;
    expect(heard).toMatchObject({ verb: 'POST', name: 'sendFileByUpload', rest: '' });
    const form = await formOf(heard as Heard);
    expect([...form.keys()].toSorted()).toEqual(['chatId', 'file', 'fileName']);
    expect([form.get('chatId'), form.get('fileName')]).toEqual([chat, noteName(reply)]);
    const file = form.get('file') as File;
    expect([file.name, file.type]).toEqual([noteName(reply), 'audio/ogg']);
    expect(Buffer.from(await file.arrayBuffer()).equals(note)).toBe(true);
  });

  it('has a name that says nothing, always the same for one reply', () => {
    expect(noteName(reply)).toMatch(/^voice-[\da-f]{20}\.ogg$/);
    expect(noteName({ chat, text: reply.text })).toBe(noteName(reply));
    expect(noteName({ chat, text: 'Другое' })).not.toBe(noteName(reply));
    expect(noteName({ chat: '79001234568@c.us', text: reply.text })).not.toBe(noteName(reply));
  });

  it('goes to the host for files where there is one', async () => {
    await using files = await startFake({
      sendFileByUpload: () => ({ body: { idMessage: 'A1' } }),
    });
    await using over = await channelOver({}, { GREEN_API_MEDIA_URL: files.url });
    expect(await over.channel.send(outbound, live())).toBe('A1');
    expect(over.fake.heard).toEqual([]);
  });

  it.each([
    ['https://7103.api.greenapi.com', 'https://7103.media.greenapi.com'],
    ['https://7103.api.green-api.com', 'https://7103.media.green-api.com'],
    ['https://api.green-api.com', 'https://media.green-api.com'],
    ['https://api.greenapi.com:8443/x', 'https://media.greenapi.com:8443/x'],
    ['https://api.example.kz', 'https://api.example.kz'],
    ['https://api.green-api.com.evil.kz', 'https://api.green-api.com.evil.kz'],
  ])('goes from %s to %s', async (apiUrl, expected) => {
    await using over = await channelOver({}, { GREEN_API_URL: apiUrl });
    const asked: string[] = [];
    over.world.fetch = (input) => {
      asked.push(input instanceof Request ? input.url : input.toString());
      return Promise.resolve(new Response('{"idMessage":"A1"}'));
    };
    await over.channel.send(outbound, live());
    expect(asked[0]?.startsWith(`${expected}/waInstance`)).toBe(true);
  });

  it.each<[string, Says, object]>([
    [
      'a rate limit',
      { status: 429 },
      { code: 'service.green-api.rate-limit', outcomeUnknown: false },
    ],
    [
      'a spent quota',
      { status: 466, body: {} },
      { code: 'service.green-api.quota', status: 466, outcomeUnknown: false },
    ],
    [
      'a refusal',
      { status: 400, body: 'Validation failed' },
      { status: 400, retryable: false, outcomeUnknown: false },
    ],
    [
      'a file too large',
      { status: 413 },
      { code: 'service.green-api.request', retryable: false, outcomeUnknown: false },
    ],
    ['a fault', { status: 500 }, { code: 'service.green-api.unavailable', outcomeUnknown: true }],
    [
      'a line that drops',
      { line: 'drop' },
      { code: 'service.green-api.unreachable', outcomeUnknown: true },
    ],
    ['no id', { body: {} }, { code: 'service.green-api.malformed', outcomeUnknown: true }],
  ])('that meets %s fails as a text does, and shows nothing', async (_, says, expected) => {
    await using over = await channelOver({ sendFileByUpload: () => says });
    const error = await failure(over.channel.send(outbound, live()));
    expect(error).toMatchObject({ name: 'ServiceError', ...expected });
    expect(shown(error)).not.toMatch(new RegExp(`${token}|waInstance|7900`));
  });

  it('that finds the wrong host says which setting to look at', async () => {
    await using over = await channelOver({ sendFileByUpload: () => ({ status: 404 }) });
    expect((await failure(over.channel.send(outbound, live()))).suggestions.join()).toContain(
      'GREEN_API_MEDIA_URL',
    );
  });

  it('keeps the pace of all sends', async () => {
    await using over = await channelOver({
      sendFileByUpload: () => ({ status: 429, headers: { 'retry-after': '2' } }),
    });
    await failure(over.channel.send(outbound, live()));
    await failure(over.channel.send(outbound, live()));
    expect(over.time.pauses).toEqual([2000]);
  });
});

/** An entry of the vendor's journal. */
function sent(fields: object = {}): object {
  const head = {
    type: 'outgoing',
    idMessage: 'NEW',
    timestamp: seconds,
    typeMessage: 'audioMessage',
    chatId: chat,
  };
  return {
    ...head,
    downloadUrl: 'https://a.b/f.ogg',
    caption: '',
    fileName: noteName(reply),
    sendByApi: true,
    ...fields,
  };
}

async function found(
  journal: object[],
  queue: object[] = [],
  knownIds = new Set<string>(),
): Promise<string | undefined> {
  await using over = await channelOver({
    lastOutgoingMessages: () => ({ body: journal }),
    showMessagesQueue: () => ({ body: queue }),
  });
  over.time.pass(600_000);
  return await over.channel.find({ ...reply, attemptedAt: startOfTime, knownIds }, live());
}

describe('a note that was begun', () => {
  it.each<[string, object]>([
    ['under its name', {}],
    [
      'under its name in its address',
      { fileName: undefined, downloadUrl: `https://a.b/7/${noteName(reply)}?x=1` },
    ],
    ["under a name of the vendor's", { fileName: '0a1b-uuid.oga' }],
    ['as a document', { typeMessage: 'documentMessage' }],
    [
      'as the text in its place',
      {
        typeMessage: 'textMessage',
        fileName: undefined,
        downloadUrl: undefined,
        textMessage: reply.text,
      },
    ],
  ])('is found in the journal %s', async (_, fields) => {
    expect(await found([sent(fields)])).toBe('NEW');
  });

  it.each<[string, object]>([
    [
      'as it was uploaded',
      { type: 'sendFileByUpload', body: { chatId: chat, fileName: noteName(reply) } },
    ],
    [
      'in JSON',
      {
        body: JSON.stringify({
          chatId: chat,
          urlFile: 'https://a.b/u.ogg',
          fileName: noteName(reply),
        }),
      },
    ],
    ['by its address alone', { body: { chatId: chat, urlFile: `https://a.b/${noteName(reply)}` } }],
  ])('is found in the queue %s', async (_, item) => {
    expect(await found([], [{ messageID: 'Q1', ...item }])).toBe('Q1');
  });

  it.each<[string, object]>([
    ['another note of the bot', { fileName: noteName({ chat, text: 'Другое' }) }],
    ['a note in another chat', { chatId: '79001234568@c.us' }],
    ['a note of long before', { timestamp: seconds - 200 }],
    ["a note from the owner's phone", { fileName: 'uuid.oga', sendByApi: false }],
    [
      'a picture',
      { typeMessage: 'imageMessage', fileName: 'a.jpg', downloadUrl: 'https://a.b/a.jpg' },
    ],
  ])('is not %s', async (_, fields) => {
    expect(await found([sent(fields)])).toBeUndefined();
  });

  it('is not one that is known to be another send', async () => {
    expect(await found([sent()], [], new Set(['NEW']))).toBeUndefined();
  });

  it('and a written reply are told apart', async () => {
    await using over = await channelOver({
      lastOutgoingMessages: () => ({ body: [sent()] }),
      showMessagesQueue: () => ({ body: [] }),
    });
    over.time.pass(600_000);
    const written = {
      chat,
      text: reply.text,
      attemptedAt: startOfTime,
      knownIds: new Set<string>(),
    };
    expect(await over.channel.find(written, live())).toBeUndefined();
    expect(readEntry(sent())).toMatchObject({ text: '', file: { isAudio: true } });
  });
});
