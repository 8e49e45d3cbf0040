import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpeechHints } from '../../../../src/core/kinds/speech.ts';
import type { Language } from '../../../../src/core/language/index.ts';
import plugin from '../../../../src/plugins/speech/whisper-cpp/index.ts';
import { Runner } from '../../../../src/plugins/speech/whisper-cpp/runner.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';
import { alive, failure, live, processes } from '../../transcoder/ffmpeg/bench.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-runner-'));
  await writeFile(join(folder, 'model.bin'), 'weights');
});
afterEach(() => rm(folder, { recursive: true }));

/** What whisper-cli writes. */
const output = {
  result: { language: 'kk' },
  transcription: [
    {
      timestamps: { from: '00:00:00,000', to: '00:00:01,500' },
      offsets: { from: 0, to: 1500 },
      text: ' Сәлеметсіз бе!',
    },
    { timestamps: {}, offsets: { from: 1500, to: 4500 }, text: ' Қанша тұрады?' },
  ],
};

/** A program that notes its arguments and its input, and then does what the script says; `$out` is where JSON belongs. */
async function program(script: string): Promise<string> {
  const path = join(folder, 'whisper-cli');
  const reading =
    'for last in "$@"; do out="$last.json"; done; echo "$@" > "$0-args"; echo $$ >> "$0-ids"';
  await writeFile(path, `#!/bin/sh\n${reading}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const saying = (json: unknown): string => `cat > "$out" <<'END'\n${JSON.stringify(json)}\nEND`;

function open(path: string, language?: Language): Promise<Runner> {
  return Runner.open({ program: path, model: join(folder, 'model.bin'), language, folder });
}

async function transcribe(
  script: string,
  hints: SpeechHints = {},
  language?: Language,
): Promise<unknown> {
  const one = await open(await program(script), language);
  return one.transcribe({ bytes: new Uint8Array(9), format: 'mp3' }, hints, live());
}

const left = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('wabot-whisper-'));

describe('a program that hears', () => {
  it('gets the file and the model, and its output becomes the transcript', async () => {
    expect(await transcribe(saying(output))).toEqual({
      text: 'Сәлеметсіз бе! Қанша тұрады?',
      language: 'kk',
    });
    const asked = await readFile(join(folder, 'whisper-cli-args'), 'utf8');
    expect(asked).toMatch(
      /--model \S+model\.bin --language auto .*--file \S+voice\.mp3 --output-json --output-file/,
    );
    expect(await left()).toEqual([]);
  });

  it('gives times where they are asked for', async () => {
    expect(await transcribe(saying(output), { times: true })).toMatchObject({
      segments: [{ from: 0, to: 1.5 }, { to: 4.5 }],
    });
  });

  it.each<[Language | undefined, string]>([
    [undefined, 'kk'],
    ['ru', 'ru'],
  ])(
    'is told the language of a hint, or before it the one that a person set: %s',
    async (language, told) => {
      await transcribe(saying(output), { language: 'kk' }, language);
      expect(await readFile(join(folder, 'whisper-cli-args'), 'utf8')).toContain(
        `--language ${told} `,
      );
    },
  );

  it('may hear nothing', async () => {
    expect(await transcribe(saying({ result: { language: 'ru' }, transcription: [] }))).toEqual({
      text: '',
      language: 'ru',
    });
  });
});

describe('a program that fails', () => {
  it.each([
    ['writes nothing', 'exit 0', 'audio', false],
    ['writes something else', 'echo "{}" > "$out"', 'audio', false],
    ['ends with an error', 'exit 3', 'program', false],
    ['is killed', 'kill -9 $$', 'killed', true],
  ])('because it %s is an error', async (_name, script, code, retryable) => {
    expect(await failure(transcribe(script))).toMatchObject({
      code: `service.whisper-cpp.${code}`,
      retryable,
      about: code === 'audio' ? 'audio' : undefined,
    });
    expect(await left()).toEqual([]);
  });

  it('is killed with an abort, and the next one then has its turn', async () => {
    const path = await program('exec sleep 600');
    const one = await open(path);
    const stop = new AbortController();
    const audio = { bytes: new Uint8Array(9), format: 'mp3' } as const;
    const first = failure(one.transcribe(audio, {}, stop.signal));
    const second = failure(one.transcribe(audio, {}, stop.signal));
    const [id = 0] = await processes(path, 1);
    stop.abort(new Error('superseded'));
    expect(await Promise.all([first, second])).toMatchObject([
      { message: 'superseded' },
      { message: 'superseded' },
    ]);
    await expect.poll(() => alive(id), { timeout: 20_000 }).toBe(false);
    expect(await left()).toEqual([]);
  });
});

describe('settings', () => {
  it.each([
    [
      'a program that is not there',
      { WHISPER_CPP_PROGRAM: '/nonexistent', WHISPER_CPP_MODEL: '/nonexistent' },
      'not a program',
    ],
    [
      'a model that is not there',
      { WHISPER_CPP_PROGRAM: '/bin/sh', WHISPER_CPP_MODEL: '/nonexistent' },
      'cannot be read',
    ],
    ['no model', { WHISPER_CPP_PROGRAM: '/bin/sh' }, 'WHISPER_CPP_MODEL is not set'],
  ])('must not name %s', async (_name, environment, message) => {
    await expect(
      plugin.create(valuesFor(plugin.settings, environment), testWorld()),
    ).rejects.toMatchObject({
      kind: 'setup',
      message: expect.stringContaining(message),
    });
  });

  it('lead to the program, which the check lets hear a second of silence', async () => {
    const values = valuesFor(plugin.settings, {
      WHISPER_CPP_PROGRAM: await program(saying(output)),
      WHISPER_CPP_MODEL: join(folder, 'model.bin'),
    });
    expect(await plugin.check?.(values, testWorld(), live())).toMatchObject([{ level: 'ok' }]);
  });
});
