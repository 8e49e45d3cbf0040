import { chmod, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from 'undici';
import { beforeAll, describe, it } from 'vitest';
import plugin from '../../../../src/plugins/speech/whisper-cpp/index.ts';
import {
  speechSuite,
  type OpenedSpeech,
  type SpeechTrouble,
} from '../../../../src/suites/index.ts';
import { useFolder } from '../../../folder.ts';
import { testWorld, valuesFor, type Heard, type Says } from '../../openai/loopback.ts';
import { playVendor } from '../../openai/vendor.ts';

/** As such a server answers: the English name of the language, a line for each segment. */
const heard: Says = {
  body: {
    language: 'kazakh',
    duration: 4.5,
    text: ' Сәлеметсіз бе!\n Қанша тұрады?\n',
    segments: [
      { text: ' Сәлеметсіз бе!', start: 0, end: 1.5 },
      { text: ' Қанша тұрады?', start: 1.5, end: 4.5 },
    ],
  },
};

const special: Record<string, (heard: Heard) => Says> = {
  audio: () => ({ status: 400, body: { error: 'failed to read audio data' } }),
  nothing: () => ({ body: { text: '', segments: [] } }),
};

beforeAll(() => install());

describe('speech/whisper-cpp at a server', () => {
  const open = async () => {
    const { loopback, ...played } = await playVendor<SpeechTrouble>(() => heard, special);
    const values = valuesFor(plugin.settings, {
      WHISPER_CPP_URL: loopback.baseUrl.replace('/v1', '/inference'),
    });
    return { ...played, speech: await plugin.create(values, testWorld()) };
  };
  speechSuite(it, open, { without: ['short'] });
});

/** What whisper-cli writes, as two lines for a shell. */
const written = (text: string): string =>
  `cat > "$out" <<'END'\n${JSON.stringify({ result: { language: 'kk' }, transcription: [{ offsets: { from: 0, to: 1500 }, text }] })}\nEND`;

const acts: Partial<Record<'answers' | SpeechTrouble, string>> = {
  answers: written(' Сәлеметсіз бе!'),
  nothing: written(''),
  audio: 'true',
  lost: 'kill -9 $$',
  silent: 'exec sleep 60',
};

describe('speech/whisper-cpp by its program', () => {
  const folder = useFolder();

  /** A program that does what stands in a file beside it, and notes that it was called. */
  async function open(): Promise<OpenedSpeech> {
    const [program, model] = [join(folder(), 'whisper-cli'), join(folder(), 'model.bin')];
    const acting = 'for last in "$@"; do out="$last.json"; done; echo >> "$0-calls"; . "$0-act"';
    await writeFile(model, 'weights');
    await writeFile(program, `#!/bin/sh\n${acting}\n`);
    await chmod(program, 0o755);
    const does = (what: 'answers' | SpeechTrouble): void =>
      writeFileSync(`${program}-act`, acts[what] ?? 'exit 1');
    does('answers');
    const calls = (): number =>
      existsSync(`${program}-calls`) ? readFileSync(`${program}-calls`).length : 0;
    const values = valuesFor(plugin.settings, {
      WHISPER_CPP_PROGRAM: program,
      WHISPER_CPP_MODEL: model,
    });
    const speech = await plugin.create(values, testWorld());
    return { speech, vendor: { does, calls, secrets: [] } };
  }
  speechSuite(it, open, { without: ['busy', 'fault', 'malformed', 'key', 'refused', 'short'] });
});
