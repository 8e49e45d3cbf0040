import { tmpdir } from 'node:os';
import { fine, warning } from '../../../core/kinds/finding.ts';
import type { Speech } from '../../../core/kinds/speech.ts';
import { languages } from '../../../core/plugin-api/texts.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import {
  choice,
  optionalText,
  settingsError,
  url,
  type ValuesOf,
} from '../../../core/plugin-api/settings.ts';

const settings = {
  url: url('WHISPER_CPP_URL', {
    summary:
      'Address where your own whisper.cpp server accepts files (whisper-server, with a model that you provide; requires ffmpeg on this machine)',
    default: 'http://127.0.0.1:8080/inference',
  }),
  program: optionalText('WHISPER_CPP_PROGRAM', {
    summary: 'Path of whisper-cli, to run it for each note instead of using a server',
    example: '/usr/local/bin/whisper-cli',
    runs: { program: 'whisper-cli' },
  }),
  model: optionalText('WHISPER_CPP_MODEL', {
    summary: 'Model file for that program',
    example: '/srv/models/ggml-large-v3-turbo.bin',
  }),
  language: choice('WHISPER_CPP_LANGUAGE', ['auto', ...languages], {
    summary: 'Language of the voice notes; with auto the model detects it',
    default: 'auto',
  }),
};

type Values = ValuesOf<typeof settings>;

async function createSpeech(values: Values, { fetch }: Pick<World, 'fetch'>): Promise<Speech> {
  const { url: address, program, model } = values;
  const language = values.language === 'auto' ? undefined : values.language;
  if (program === undefined) {
    const { Listener } = await import('./listener.ts');
    return new Listener({ url: address, language, fetch });
  }
  if (model === undefined)
    throw settingsError([
      'WHISPER_CPP_MODEL is not set: the program of WHISPER_CPP_PROGRAM needs a model',
    ]);
  const { Runner } = await import('./runner.ts');
  return Runner.open({ program, model, language, folder: tmpdir() });
}

/** A second of silence as WAV: 16 kHz, mono, 16 bits. */
function silence(): Uint8Array {
  const dataBytes = 32_000;
  const wav = Buffer.alloc(44 + dataBytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + dataBytes, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(16_000, 24);
  wav.writeUInt32LE(32_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(dataBytes, 40);
  return wav;
}

export default definePlugin({
  kind: 'speech',
  version: 1,
  name: 'whisper-cpp',
  summary: 'whisper.cpp of your own: a server, or a program and a model on this machine',
  settings,
  create: createSpeech,
  async check(values, world, signal) {
    const speech = await createSpeech({ ...values, language: 'auto' }, world);
    const { language } = await speech.transcribe({ bytes: silence(), format: 'wav' }, {}, signal);
    if (language !== undefined) return [fine('whisper.cpp takes files and tells the language')];
    const advice =
      'Use a recent whisper.cpp and a model for many languages (without .en in its name).';
    return [warning('whisper.cpp takes files, but does not tell the language', advice)];
  },
});
