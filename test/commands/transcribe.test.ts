import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wabotHere, type RanHere } from '../cli.ts';
import { makeFolder } from '../plugins/journal/sqlite/folder.ts';
import { startLoopback, type Says } from '../plugins/openai/loopback.ts';
import { made, sounds, voice } from '../plugins/transcoder/ffmpeg/sounds.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, bytes);
  return path;
}

const said: Says = { body: { text: 'Сколько стоит курс?' } };
const timed: Says = {
  body: {
    text: 'Сколько стоит курс?',
    language: 'russian',
    segments: [
      {
        start: 0,
        end: 5.5,
        text: ' Сколько стоит курс?',
        avg_logprob: -0.105,
        no_speech_prob: 0.01,
      },
    ],
  },
};
const noTimes: Says = {
  status: 400,
  body: { error: { message: 'not compatible', param: 'response_format' } },
};

/** Transcribes at a service that answers the plain form and the one with times like this. */
async function transcribe(
  args: readonly string[],
  plain: Says = said,
  long: Says = noTimes,
): Promise<RanHere & { calls: string[] }> {
  const calls: string[] = [];
  await using server = await startLoopback(({ body }) => {
    const form = body.toString('latin1').includes('verbose_json') ? 'long' : 'plain';
    calls.push(form);
    return form === 'long' ? long : plain;
  });
  const env = { OPENAI_SPEECH_BASE_URL: server.baseUrl, WABOT_DATA: folder.path };
  return { ...(await wabotHere(['transcribe', ...args], { env })), calls };
}

describe('a transcript', () => {
  it('of one file is its text alone', async () => {
    const ran = await transcribe([await file('a.ogg', await voice('ru-human-03'))]);
    expect(ran).toMatchObject({
      code: 0,
      stdout: 'Сколько стоит курс?\n',
      stderr: '',
      calls: ['plain'],
    });
  });

  it('of several is named, and one that holds no audio does not stop the others but is told by the exit code', async () => {
    const paths = [
      await file('a.txt', Buffer.from('no audio')),
      await file('a.ogg', await voice('none-silence')),
    ];
    const ran = await transcribe([...paths, await file('b.ogg', await voice('ru-human-03'))]);
    expect(ran.code).toBe(3);
    expect(ran.stdout).toBe(`${join(folder.path, 'b.ogg')}: Сколько стоит курс?\n`);
    expect(ran.stderr).toMatch(/a\.txt: .*a\.txt holds no audio that can be read/);
    expect(ran.stderr).toMatch(/a\.ogg: nothing understood \(silence\)/);
  });

  it.each([
    ['a text', Buffer.from('no audio at all, only words')],
    ['an empty file', Buffer.alloc(0)],
  ])('is an error for %s', async (_name, bytes) => {
    const ran = await transcribe([await file('a.ogg', bytes)]);
    expect(ran).toMatchObject({ code: 3, stdout: '', calls: [] });
    expect(ran.error).toMatchObject({
      code: 'setup.audio',
      message: expect.stringContaining('holds no audio'),
    });
  });

  it('is none, without an error, where nobody speaks', async () => {
    expect(await transcribe([await file('a.ogg', await voice('none-silence'))])).toMatchObject({
      code: 0,
      stdout: '',
    });
  });

  it.each(['mp4 with a picture', 'avi, which no speech service takes', 'aiff'])(
    'comes of %s',
    async (name) => {
      expect(
        await transcribe([await file('x', (await sounds[name]?.()) ?? new Uint8Array())]),
      ).toMatchObject({
        code: 0,
        stdout: 'Сколько стоит курс?\n',
      });
    },
  );

  it('comes of a Matroska film, which no service takes as it is', async () => {
    const film = await made(['-c:a', 'libopus', '-c:v', 'mpeg4', '-f', 'matroska'], undefined, [
      '-f',
      'lavfi',
      '-i',
      'color=size=64x64:rate=5:duration=2',
    ]);
    expect(await transcribe([await file('x.mkv', film)])).toMatchObject({
      code: 0,
      stdout: 'Сколько стоит курс?\n',
    });
  });
});

describe('--verbose', () => {
  it('shows on stderr what a file was judged by', async () => {
    const ran = await transcribe(
      [await file('a.ogg', await voice('ru-human-03')), '--verbose'],
      said,
      timed,
    );
    expect(ran.stdout).toBe('Сколько стоит курс?\n');
    for (const part of [
      /duration: 5\.5 s/,
      /loudness: mean -19\.\d dB, peak/,
      /language: ru by the service, ru by the words \(\d+ %\)/,
    ])
      expect(ran.stderr).toMatch(part);
    expect(ran.stderr).toMatch(
      /confidence: 90 %[^]*chance of no speech: 1 %[^]*verdict: understood/,
    );
  });

  it('shows what was rejected, and does without the times that a model does not give', async () => {
    const credits: Says = { body: { text: 'Субтитры сделал DimaTorzok' } };
    const ran = await transcribe(
      [await file('a.ogg', await voice('kk-tts-01')), '--verbose'],
      credits,
    );
    expect(ran).toMatchObject({ code: 0, stdout: '', calls: ['long', 'plain'] });
    expect(ran.stderr).toMatch(/verdict: invented: "Субтитры сделал DimaTorzok"/);
  });
});

describe('--format', () => {
  it.each([
    ['srt', '1\n00:00:00,000 --> 00:00:05,500\nСколько стоит курс?\n'],
    ['vtt', 'WEBVTT\n\n00:00:00.000 --> 00:00:05.500\nСколько стоит курс?\n'],
  ])('%s gives subtitles', async (format, subtitles) => {
    const ran = await transcribe(
      [await file('a.ogg', await voice('ru-human-03')), '--format', format],
      said,
      timed,
    );
    expect(ran).toMatchObject({ code: 0, stdout: subtitles, calls: ['long'] });
  });

  it('srt is a clear error where the model gives no times', async () => {
    const ran = await transcribe([
      await file('a.ogg', await voice('ru-human-03')),
      '--format',
      'srt',
    ]);
    expect(ran).toMatchObject({ code: 3, stdout: '', calls: ['long'] });
    expect(ran.error).toMatchObject({
      code: 'service.openai.times',
      suggestions: [expect.stringContaining('whisper-1'), expect.anything()],
    });
  });

  it('srt takes one file', async () => {
    const path = await file('a.ogg', await voice('ru-human-03'));
    expect(await transcribe([path, path, '--format', 'srt'])).toMatchObject({ code: 2, calls: [] });
  });

  it.each<[Says, boolean]>([
    [timed, true],
    [noTimes, false],
  ])('json is one object a file, with times where there are any', async (long, isTimed) => {
    const ran = await transcribe(
      [await file('a.ogg', await voice('ru-human-03')), '--format', 'json'],
      said,
      long,
    );
    const result: unknown = JSON.parse(ran.stdout);
    expect(result).toMatchObject({
      text: 'Сколько стоит курс?',
      language: 'ru',
      seconds: expect.closeTo(5.5, 1),
    });
    expect(Object.hasOwn(result as object, 'segments')).toBe(isTimed);
  });
});

it('a service that never answers is left in the end, with exit code 4', async () => {
  await using server = await startLoopback(() => ({ line: 'hang' }));
  const env = {
    OPENAI_SPEECH_BASE_URL: server.baseUrl,
    WABOT_DATA: folder.path,
    WABOT_TURN_TIMEOUT_MS: '300',
  };
  const ran = await wabotHere(
    ['transcribe', await file('late.ogg', await voice('ru-human-03')), '--json'],
    { env },
  );
  expect(ran.code).toBe(4);
  expect(ran.stdout).toContain('did not answer within');
});
