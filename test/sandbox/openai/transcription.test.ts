import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { oggComments } from '../../../src/sandbox/openai/ogg-comments.ts';
import type { OpenAiSandbox } from '../../../src/sandbox/openai/index.ts';
import { askService, openService } from './service.ts';

function read(path: string): Buffer {
  return readFileSync(new URL(`../../../${path}`, import.meta.url));
}

const example = read('examples/voice.ogg');
const human = read('test/voices/ru-human-03.ogg');
const spoken = 'Здравствуйте! Когда начинаются занятия и где вы находитесь?';

type Fields = Record<string, string | { name: string; bytes: Uint8Array }>;

async function transcribe(
  service: OpenAiSandbox,
  fields: Fields,
): Promise<{ status: number; body: Record<string, unknown>; text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new File([new Uint8Array(value.bytes)], value.name));
  }
  const response = await fetch(`${service.url}/v1/audio/transcriptions`, {
    method: 'POST',
    headers: { authorization: 'Bearer x' },
    body: form,
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

const voice = (bytes: Uint8Array, name = 'voice.ogg'): Fields => ({
  model: 'gpt-transcribe',
  file: { name, bytes },
});

describe('transcriptions', () => {
  it('say what a note carries in its Ogg comments', async () => {
    await using world = await openService();
    const { status, body } = await transcribe(world.service, voice(example));
    expect([status, body]).toEqual([
      200,
      { text: spoken, languages: [], usage: { type: 'duration', seconds: 5 } },
    ]);
    expect(world.service.requests[0]?.upload).toMatchObject({
      fileName: 'voice.ogg',
      model: 'gpt-transcribe',
      responseFormat: 'json',
    });
    expect(
      (await transcribe(world.service, { ...voice(example), response_format: 'text' })).text,
    ).toBe(`${spoken}\n`);
  });

  it('say honestly that the sandbox cannot hear, in the language expected or in all', async () => {
    await using world = await openService();
    expect((await transcribe(world.service, voice(human))).body).toMatchObject({
      text: 'Песочница не слышит. Сынақ ортасы естімейді. The sandbox cannot hear.',
    });
    expect(
      (await transcribe(world.service, { ...voice(human), 'languages[]': 'kk' })).body,
    ).toMatchObject({
      text: 'Сынақ ортасы естімейді.',
    });
    expect(
      (await transcribe(world.service, { ...voice(human), language: 'en' })).body,
    ).toMatchObject({
      text: 'The sandbox cannot hear.',
    });
  });

  it('that say so are explained by the chat model, and what was typed beside them is answered', async () => {
    await using world = await openService();
    const answered = async (said: string): Promise<string> =>
      (await askService(world.service, said)).choices[0].message.content;
    expect(await answered('Песочница не слышит.')).toMatch(
      /^\[песочница\] Настоящую речь песочница не распознаёт[^\n]+$/,
    );
    expect(
      await answered('Песочница не слышит. Сынақ ортасы естімейді. The sandbox cannot hear.'),
    ).toMatch(/песочница.*сынақ ортасы.*sandbox/s);
    expect(await answered('Песочница не слышит.\n\nГде вы находитесь?')).toMatch(
      /не распознаёт.*улица Үлгі/s,
    );
  });

  it('may be given by the test', async () => {
    await using world = await openService({
      hear: ({ bytes }) => (bytes.equals(human) ? 'Сколько стоит?' : undefined),
    });
    expect((await transcribe(world.service, voice(human))).body).toMatchObject({
      text: 'Сколько стоит?',
    });
    expect((await transcribe(world.service, voice(example))).body).toMatchObject({ text: spoken });
  });

  it.each<[string, Fields, number, object]>([
    ['no file', { model: 'x' }, 400, { param: 'file' }],
    ['a text in place of the file', { model: 'x', file: 'hello' }, 400, { param: 'file' }],
    ['no model', { file: { name: 'voice.ogg', bytes: example } }, 400, { param: 'model' }],
    [
      'the extension opus',
      voice(example, 'voice.opus'),
      400,
      { param: 'file', code: 'unsupported_value' },
    ],
    [
      'the extension oga',
      voice(example, 'voice.oga'),
      400,
      { param: 'file', message: 'Unsupported file format oga' },
    ],
    ['no extension', voice(example, 'voice'), 400, { param: 'file', code: 'unsupported_value' }],
    ['an empty file', voice(new Uint8Array()), 400, { code: 'audio_too_short' }],
    [
      'an MP3 named ogg',
      voice(Buffer.from('ID3 and the rest')),
      400,
      { message: expect.stringContaining('could not be decoded') },
    ],
    ['a head without sound', voice(example.subarray(0, 47)), 400, { code: 'audio_too_short' }],
    ['a file over 25 MiB', voice(Buffer.alloc(26_214_401, 'OggS')), 413, { param: 'file' }],
    [
      'verbose_json',
      { ...voice(example), response_format: 'verbose_json' },
      400,
      { param: 'response_format', code: 'unsupported_value' },
    ],
  ])('refuse %s', async (_, fields, status, error) => {
    await using world = await openService();
    const refused = await transcribe(world.service, fields);
    expect([refused.status, refused.body]).toEqual([
      status,
      { error: expect.objectContaining(error) },
    ]);
  });

  it('refuse what is no form', async () => {
    await using world = await openService();
    const headers = {
      authorization: 'Bearer x',
      'content-type': 'multipart/form-data; boundary=x',
    };
    const response = await fetch(`${world.service.url}/v1/audio/transcriptions`, {
      method: 'POST',
      headers,
      body: 'no form',
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('multipart'),
    ]);
  });
});

describe('oggComments', () => {
  it('are read from Opus files, by names in capitals', () => {
    expect(oggComments(example).get('TRANSCRIPT')).toBe(spoken);
  });

  it('are none in anything else, however it is cut', () => {
    expect(oggComments(Buffer.from('no ogg'))).toEqual(new Map());
    for (let length = 0; length < 300; length += 1)
      expect(oggComments(example.subarray(0, length))).toBeInstanceOf(Map);
  });
});
