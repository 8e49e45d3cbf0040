import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isOggOpus, oggSeconds, sniffAudio } from '../../../src/core/audio.ts';
import { openAiFaults } from '../../../src/sandbox/openai/index.ts';
import { oggComments } from '../../../src/sandbox/openai/ogg-comments.ts';
import { tagged } from '../../../src/sandbox/openai/ogg-tagged.ts';
import { made } from '../../plugins/transcoder/ffmpeg/sounds.ts';
import { openService, post } from './service.ts';

const path = '/v1/audio/speech';
const request = {
  model: 'gpt-4o-mini-tts',
  voice: 'alloy',
  input: 'Сәлеметсіз бе!',
  response_format: 'opus',
};

describe('speech', () => {
  it('is a real voice note that carries its text', async () => {
    await using world = await openService();
    const response = await post(world.service, request, { path });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/ogg']);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([isOggOpus(bytes), oggComments(bytes).get('TRANSCRIPT')]).toEqual([true, request.input]);
    expect(oggSeconds(bytes)).toBeGreaterThan(1);
    expect(world.service.requests[0]).toMatchObject({
      endpoint: 'speech',
      outcome: 200,
      speech: {
        model: request.model,
        voice: 'alloy',
        input: request.input,
        responseFormat: 'opus',
      },
    });
  });

  it('is heard by the transcription beside it', async () => {
    await using world = await openService();
    const note = await (await post(world.service, request, { path })).blob();
    const form = new FormData();
    form.set('model', 'gpt-transcribe');
    form.set('file', new File([note], 'voice.ogg'));
    const headers = { authorization: 'Bearer x' };
    const heard = await fetch(`${world.service.url}/v1/audio/transcriptions`, {
      method: 'POST',
      headers,
      body: form,
    });
    expect(await heard.json()).toMatchObject({ text: request.input });
  });

  it('is WAV where nothing else was asked for', async () => {
    await using world = await openService();
    const { response_format: _, ...plain } = request;
    const bytes = Buffer.from(await (await post(world.service, plain, { path })).arrayBuffer());
    expect(sniffAudio(bytes)).toBe('wav');
    expect((await made(['-f', 'flac'], bytes)).length).toBeGreaterThan(1000);
  });

  it.each<[string, object, string]>([
    ['no text', { input: ' ' }, 'input'],
    ['a long text', { input: 'x'.repeat(4097) }, 'input'],
    ['no voice', { voice: undefined }, 'voice'],
    ['no model', { model: undefined }, 'model'],
    ['another form', { response_format: 'pcm' }, 'response_format'],
    ['what it is told to refuse', { instructions: 'Calm' }, 'instructions'],
  ])('refuses %s', async (_, fields, param) => {
    await using world = await openService({ refuses: ['instructions'] });
    const response = await post(world.service, { ...request, ...fields }, { path });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { param } }]);
  });

  it('has faults as the other endpoints have', async () => {
    await using world = await openService({ models: ['one'] });
    world.service.fault('speech', openAiFaults.quota);
    expect((await post(world.service, request, { path })).status).toBe(429);
    expect((await post(world.service, request, { path })).status).toBe(404);
    expect((await post(world.service, request, { path, key: '' })).status).toBe(401);
  });
});

describe('comments of a voice note', () => {
  const example = readFileSync(new URL('../../../examples/voice.ogg', import.meta.url));

  it.each(['', 'Да', 'слово '.repeat(600)])(
    'are put in their place (%#), and the sound stays whole',
    async (text) => {
      const bytes = tagged(example, { TRANSCRIPT: text });
      expect(oggComments(bytes)).toEqual(new Map([['TRANSCRIPT', text]]));
      const samples = async (ogg: Buffer): Promise<number> =>
        (await made(['-f', 's16le'], ogg, ['-xerror'])).length;
      expect(await samples(bytes)).toBe(await samples(example));
    },
  );
});
