import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import { hear } from '../../../../src/core/hearing/hear.ts';
import type { Speech } from '../../../../src/core/kinds/speech.ts';
import plugin from '../../../../src/plugins/speech/whisper-cpp/index.ts';
import {
  startLoopback,
  testWorld,
  valuesFor,
  type Heard,
  type Says,
  type Script,
} from '../../openai/loopback.ts';
import { Bench } from '../../transcoder/ffmpeg/bench.ts';
import { voice } from '../../transcoder/ffmpeg/sounds.ts';

beforeAll(() => install());

const live = (): AbortSignal => new AbortController().signal;

/** As such a server answers: the English name, a line for each segment. */
const fine: Says = {
  body: {
    task: 'transcribe',
    language: 'kazakh',
    duration: 4.55,
    text: ' Сәлеметсіз бе!\n Қанша тұрады?\n',
    segments: [
      {
        id: 0,
        text: ' Сәлеметсіз бе!',
        start: 0,
        end: 1.5,
        tokens: [1],
        avg_logprob: -0.2,
        no_speech_prob: 0.1,
      },
      {
        id: 1,
        text: ' Қанша тұрады?',
        start: 1.5,
        end: 4.5,
        tokens: [1],
        avg_logprob: -0.2,
        no_speech_prob: 0.1,
      },
    ],
  },
};

async function speechOver(script: Script, environment: Record<string, string> = {}) {
  const server = await startLoopback(script);
  const url = server.baseUrl.replace('/v1', '/inference');
  const values = valuesFor(plugin.settings, { WHISPER_CPP_URL: url, ...environment });
  const speech = await plugin.create(values, testWorld());
  return { speech, server, values, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function form(heard: Heard | undefined): Promise<Record<string, unknown>> {
  const headers = { 'content-type': heard?.headers['content-type'] ?? '' };
  return Object.fromEntries(
    (await new Response(new Uint8Array(heard?.body ?? []), { headers }).formData()).entries(),
  );
}

const listen = (speech: Speech, signal = live()): Promise<unknown> =>
  speech
    .transcribe({ bytes: new Uint8Array(9), format: 'mp3' }, {}, signal)
    .catch((error: unknown) => error);

describe('a note', () => {
  it('goes up as MP3, in any language, and comes back on one line', async () => {
    await using bench = Object.assign(await Bench.open(), {
      async [Symbol.asyncDispose](this: Bench) {
        await this.close();
      },
    });
    await using over = await speechOver(() => fine);
    const listening = {
      speech: over.speech,
      transcoder: bench.transcoder(),
      convert: 'auto' as const,
    };
    const { heard } = await hear({ bytes: await voice('kk-tts-01') }, listening, {}, live());
    expect(heard).toMatchObject({
      type: 'understood',
      text: 'Сәлеметсіз бе! Қанша тұрады?',
      language: 'kk',
    });
    expect(over.server.heard[0]).toMatchObject({ method: 'POST', path: '/inference' });
    const { file, ...fields } = await form(over.server.heard[0]);
    expect(file).toMatchObject({ name: 'voice.mp3', type: 'audio/mpeg' });
    expect(fields).toMatchObject({ response_format: 'verbose_json', language: 'auto' });
  });

  it('has the language of a hint, or before it the one that a person set', async () => {
    for (const [environment, expected] of [
      [{}, 'kk'],
      [{ WHISPER_CPP_LANGUAGE: 'ru' }, 'ru'],
    ] as const) {
      await using over = await speechOver(() => fine, environment);
      await over.speech.transcribe(
        { bytes: new Uint8Array(9), format: 'mp3' },
        { language: 'kk' },
        live(),
      );
      expect(await form(over.server.heard[0])).toMatchObject({ language: expected });
    }
  });

  it('has times where they are asked for', async () => {
    await using over = await speechOver(() => fine);
    expect(await listen(over.speech)).not.toHaveProperty('segments');
    const timed = await over.speech.transcribe(
      { bytes: new Uint8Array(9), format: 'mp3' },
      { times: true },
      live(),
    );
    expect(timed.segments).toMatchObject([
      { from: 0, to: 1.5, text: 'Сәлеметсіз бе!' },
      { from: 1.5 },
    ]);
  });
});

describe('no transcript', () => {
  it.each<[string, Says, string, boolean]>([
    [
      'audio that it cannot read',
      { status: 400, body: { error: 'failed to read audio data' } },
      'audio',
      false,
    ],
    ['too large a file', { status: 413, body: '' }, 'audio', false],
    [
      'a model that is being loaded',
      { status: 503, body: { status: 'loading model' } },
      'unavailable',
      true,
    ],
    ['a fault', { status: 500, body: { error: 'failed to process audio' } }, 'unavailable', true],
    ['another address', { status: 404, body: 'File Not Found (/inference)' }, 'address', false],
    [
      'another request',
      { status: 400, body: { error: "no 'file' field in the request" } },
      'address',
      false,
    ],
    ['a page', { body: '<html>Whisper.cpp Server</html>' }, 'malformed', true],
    ['a dropped line', { line: 'drop' }, 'unreachable', true],
    ['a cut line', { ...fine, line: 'cut' }, 'unreachable', true],
  ])('comes of %s', async (_name, says, code, retryable) => {
    await using over = await speechOver(() => says);
    expect(await listen(over.speech)).toMatchObject({
      code: `service.whisper-cpp.${code}`,
      retryable,
      about: code === 'audio' ? 'audio' : undefined,
    });
    expect(over.server.heard).toHaveLength(1);
  });

  it('comes of an abort, with its own reason', async () => {
    const stop = new AbortController();
    const reason = new Error('superseded');
    await using over = await speechOver(() => {
      stop.abort(reason);
      return { line: 'hang' };
    });
    expect(await listen(over.speech, stop.signal)).toBe(reason);
  });
});

describe('the check', () => {
  it('lets it hear a second of silence', async () => {
    await using over = await speechOver(() => fine);
    expect(await plugin.check?.(over.values, testWorld(), live())).toMatchObject([{ level: 'ok' }]);
    const { file } = await form(over.server.heard[0]);
    const wav = Buffer.from(await (file as File).arrayBuffer());
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4) + 8).toBe(wav.length);
    const [channels, rate, bytesASecond, bytesAFrame, bits] = [
      wav.readUInt16LE(22),
      wav.readUInt32LE(24),
      wav.readUInt32LE(28),
      wav.readUInt16LE(32),
      wav.readUInt16LE(34),
    ];
    expect({ channels, rate, bits }).toEqual({ channels: 1, rate: 16_000, bits: 16 });
    expect(bytesAFrame).toBe((channels * bits) / 8);
    expect(bytesASecond).toBe(rate * bytesAFrame);
  });

  it('warns of a server that does not tell the language', async () => {
    await using over = await speechOver(() => ({ body: { text: '' } }));
    expect(await plugin.check?.(over.values, testWorld(), live())).toMatchObject([
      { level: 'warning' },
    ]);
  });

  it('passes on what is wrong', async () => {
    await using over = await speechOver(() => ({ status: 404, body: '' }));
    await expect(plugin.check?.(over.values, testWorld(), live())).rejects.toMatchObject({
      code: 'service.whisper-cpp.address',
    });
  });
});
