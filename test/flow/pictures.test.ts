import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { jpegSize } from '../../src/core/attachments/image-format.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import type { OpenAiRequest, OpenAiSandbox } from '../../src/sandbox/openai/index.ts';
import { drawn } from '../pictures.ts';
import { pdf, xlsx } from '../plugins/knowledge/office-files.ts';
import { customer } from './dialogue.ts';
import { openWorld, until } from './world.ts';

type Chat = NonNullable<OpenAiRequest['chat']>;
type Part = { type: string; text?: string; image_url?: { url: string; detail: string } };

const chat = customer(1);

/** Everything that a customer said in a request, pictures as their size, in its place. */
function shown({ messages }: Chat): string[] {
  const parts = messages.flatMap(({ role, content }) =>
    role === 'user'
      ? Array.isArray(content)
        ? (content as Part[])
        : [{ type: 'text', text: String(content) }]
      : [],
  );
  return parts.map(({ text, image_url: image }: Part) => {
    if (image === undefined) return text ?? '';
    const [, base64 = ''] = /^data:image\/jpeg;base64,([\w+/=]+)$/.exec(image.url) ?? [];
    const size = jpegSize(Buffer.from(base64, 'base64'));
    return `<${image.detail} ${size?.width}×${size?.height}>`;
  });
}

function asked(openAi: OpenAiSandbox): string[][] {
  return openAi.requests.flatMap((one) => (one.chat ? [shown(one.chat)] : []));
}

const noting = (): string => '<seen>Красное платье, бирка 42, «Zarina».</seen>\nКрасивое платье!';

describe('a picture', () => {
  it('is fetched, made small, and shown in its place; what was seen is remembered in words, and looked at again in a reply to it', async () => {
    await using world = await openWorld({ openAi: { answer: noting } });
    const caption = 'Есть такое?';
    const idMessage = world.greenApi.sendFile(chat, drawn('1600x1200'), { caption });
    expect(await world.replies(chat)).toEqual(['Красивое платье!']);
    expect(asked(world.openAi)[0]).toEqual([
      '[image 1, sent by the customer, follows]\nЕсть такое?',
      '<high 1024×768>',
    ]);
    world.greenApi.say(chat, 'А на той фотографии какой размер?');
    await world.replies(chat, 2);
    const [, second = []] = asked(world.openAi);
    expect(second.join('\n')).toContain(
      'Красное платье, бирка 42, «Zarina».'.replace(/[«»]/g, '"'),
    );
    expect(second.join('\n')).not.toContain('<high');
    world.greenApi.receive(chat, {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'А дешевле?', stanzaId: idMessage, participant: chat },
      quotedMessage: {
        stanzaId: idMessage,
        participant: chat,
        typeMessage: 'imageMessage',
        downloadUrl: '',
        caption: '',
      },
    });
    await world.replies(chat, 3);
    expect(asked(world.openAi)[2]?.at(-1)).toBe('<high 1024×768>');
    for (const { text } of await world.written()) expect(text).not.toContain('/9j/');
  });

  it('without a caption is answered, and those of a burst are shown together', async () => {
    await using world = await openWorld({
      env: { WABOT_QUIET_MS: '1000' },
      openAi: { answer: () => 'Вижу.' },
    });
    const first = drawn('64x48');
    const second = drawn('48x64');
    world.greenApi.receive(chat, { typeMessage: 'albumMessage' });
    world.greenApi.sendFile(chat, first);
    world.greenApi.sendFile(chat, second, { caption: 'Какое лучше?' });
    expect(await world.replies(chat)).toEqual(['Вижу.']);
    expect(asked(world.openAi)).toEqual([
      [
        '[image 1, sent by the customer, follows]',
        '<high 64×48>',
        '[image 2, sent by the customer, follows]\nКакое лучше?',
        '<high 48×64>',
      ],
    ]);
  });

  it('is not shown where WABOT_IMAGES is never: that is said once, and its caption is answered', async () => {
    await using world = await openWorld({
      env: { WABOT_IMAGES: 'never' },
      openAi: { answer: () => 'Да.' },
    });
    world.greenApi.sendFile(chat, drawn('64x48'), { caption: 'Есть такое?' });
    expect(await world.replies(chat)).toEqual([`${builtInPhrases.ru.imagesUnseen}\n\nДа.`]);
    world.greenApi.sendFile(chat, drawn('64x48'), { caption: 'А такое?' });
    expect((await world.replies(chat, 2))[1]).toBe('Да.');
    expect(asked(world.openAi)[0]).toEqual(['[an image that you cannot see]\nЕсть такое?']);
    expect(world.greenApi.count('downloadFile')).toBe(0);
  });

  it('that the model cannot see is told once, and the model is not shown another', async () => {
    const blind = 'Invalid content type. image_url is only supported by certain models.';
    await using world = await openWorld({ openAi: { answer: () => 'Есть, приходите.' } });
    world.openAi.fault('chat', { status: 400, body: { error: { message: blind, code: null } } });
    world.greenApi.sendFile(chat, drawn('64x48'), { caption: 'Есть такое?' });
    const told = `${builtInPhrases.ru.imagesUnseen}\n\nЕсть, приходите.`;
    expect(await world.replies(chat)).toEqual([told]);
    world.greenApi.sendFile(chat, drawn('64x48'));
    world.greenApi.sendFile(customer(2), drawn('64x48'));
    expect(await world.replies(customer(2))).toEqual([builtInPhrases.ru.imagesUnseen]);
    await world.settled();
    expect(world.heardBy(chat)).toEqual([told]);
    // The refused one, and what the first chat was answered without it.
    expect([world.openAi.count('chat'), asked(world.openAi)]).toEqual([
      2,
      [['[an image that you cannot see]\nЕсть такое?']],
    ]);
    expect(await world.logged('model-without-eyes')).toHaveLength(1);
  });

  it('that is damaged, too large, gone or where the bot must not go is said to be, and the bot goes on', async () => {
    await using world = await openWorld({
      env: { WABOT_FILE_MB: '1' },
      openAi: { answer: () => 'Слушаю.' },
    });
    const damaged = drawn('640x480').subarray(0, 60);
    world.greenApi.sendFile(customer(1), damaged);
    world.greenApi.sendFile(customer(2), Buffer.alloc(1_200_000, 1));
    world.greenApi.sendFile(customer(3), drawn('64x48'), { link: 'dead', gone: true });
    world.greenApi.sendFile(customer(4), damaged, { caption: 'Сколько стоит?' });
    world.greenApi.sendFile(customer(5), Buffer.alloc(0), { link: 'huge' });
    let calls = 0;
    const forbidden = createServer((_, response) => response.end(`${(calls += 1)}`));
    await new Promise<void>((resolve) => forbidden.listen(0, '127.0.0.1', resolve));
    const address = forbidden.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const downloadUrl = `http://127.0.0.1:${port}/x`;
    world.greenApi.sendFile(customer(6), drawn('64x48'), { downloadUrl, gone: true });
    const { fileUnreadable, fileTooLarge } = builtInPhrases.ru;
    expect(await world.replies(customer(1))).toEqual([fileUnreadable]);
    expect(await world.replies(customer(2))).toEqual([fileTooLarge]);
    expect(await world.replies(customer(3))).toEqual([fileUnreadable]);
    expect(await world.replies(customer(4))).toEqual([`${fileUnreadable}\n\nСлушаю.`]);
    expect(await world.replies(customer(5))).toEqual([fileTooLarge]);
    expect(await world.replies(customer(6))).toEqual([fileUnreadable]);
    expect(calls).toBe(0);
    forbidden.close();
  });
});

describe('a document', () => {
  const prices = xlsx({
    Прайс: [
      ['Услуга', 'Цена'],
      ['Стрижка', 5000],
      ['Укладка', 7000],
    ],
  });

  it('is read, and its rows stand in its place as data; one that cannot be read is told of in one line', async () => {
    await using world = await openWorld({
      openAi: { answer: () => 'В вашем документе укладка стоит 7000.' },
    });
    const fileName = 'прайс.xlsx';
    world.greenApi.sendFile(chat, prices, {
      fileName,
      mimeType: 'application/zip',
      caption: 'Верно?',
    });
    expect(await world.replies(chat)).toEqual(['В вашем документе укладка стоит 7000.']);
    const [lines = []] = asked(world.openAi);
    expect(lines.join('\n')).toMatch(
      /\[a document, sent by the customer; [^\]]*: «прайс\.xlsx»\]\n<document>\n[^]*\| Укладка \| 7000 \|[^]*<\/document>\nВерно\?$/,
    );
    const { fileProtected, fileScan, fileUnreadable } = builtInPhrases.ru;
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    const rows: [number, Buffer, string, string][] = [
      [2, old, 'отчёт.xls', fileProtected],
      [3, pdf(['']), 'скан.pdf', fileScan],
      [4, prices.subarray(0, 300), 'прайс.xlsx', fileUnreadable],
      [5, Buffer.from([0, 1, 2, 3]), 'program.exe', fileUnreadable],
    ];
    for (const [number, bytes, name] of rows)
      world.greenApi.sendFile(customer(number), bytes, { fileName: name });
    for (const [number, , , told] of rows)
      expect(await world.replies(customer(number))).toEqual([told]);
    expect(world.openAi.count('chat')).toBe(1);
  });
});

describe('a bot that is killed', () => {
  it('while its model looks at a picture answers it once', { timeout: 120_000 }, async () => {
    await using world = await openWorld({ idle: true, openAi: { answer: noting } });
    world.openAi.fault('chat', { line: 'hang' });
    const first = await world.spawn();
    world.greenApi.sendFile(chat, drawn('640x480'));
    await until(() => expect(world.openAi.count('chat')).toBe(1));
    expect(await first.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    const second = await world.spawn();
    expect(await world.replies(chat)).toEqual(['Красивое платье!']);
    await world.greenApi.whenDrained();
    expect(world.heardBy(chat)).toEqual(['Красивое платье!']);
    expect(await second.stop('SIGTERM')).toMatchObject({ code: 0 });
  });
});
