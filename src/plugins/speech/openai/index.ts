import { fine, warning, type Finding } from '../../../core/kinds/finding.ts';
import type { Speech } from '../../../core/kinds/speech.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { sampleNote } from '../../../core/plugin-api/audio.ts';
import { problemsOf, type OpenAiAccount } from '../../openai/account.ts';
import { checkModel, modelEnd } from '../../openai/check.ts';
import { refuseUnusable } from '../../openai/connection.ts';
import { speechPrices } from '../../openai/prices.ts';
import { SpeechInARow } from './in-a-row.ts';
import { firstAccount, secondAccount, settings, type SpeechValues } from './settings.ts';
import { Transcriber } from './transcriber.ts';

function transcriberAt(account: OpenAiAccount, values: SpeechValues, world: World): Transcriber {
  refuseUnusable(account);
  const language = values.language === 'auto' ? undefined : values.language;
  const words = values.words ?? [];
  return new Transcriber({ account, language, words, world });
}

async function createSpeech(values: SpeechValues, world: World): Promise<Speech> {
  const first = transcriberAt(firstAccount(values), values, world);
  const account = secondAccount(values);
  return account ? new SpeechInARow(first, transcriberAt(account, values, world), world) : first;
}

/** Lets one service after the other hear a real note of a few seconds, where that is wanted. */
async function examine(
  account: OpenAiAccount,
  values: SpeechValues,
  world: World,
  signal: AbortSignal,
  deep: boolean,
): Promise<Finding[]> {
  const found = await checkModel(account, world, signal);
  if (!deep || found.level === 'problem') return [found];
  return [found, await tryNote(transcriberAt(account, values, world), account.model, signal)];
}

async function tryNote(speech: Speech, model: string, signal: AbortSignal): Promise<Finding> {
  const { text } = await speech.transcribe(
    { bytes: await sampleNote(), format: 'ogg' },
    {},
    signal,
  );
  if (text.trim() === '')
    return warning(
      `${model} heard nothing in a clear voice note`,
      'Check whether it is a model for speech.',
    );
  return fine(`${model} hears: "${text.trim()}"`);
}

export default definePlugin({
  kind: 'speech',
  version: 1,
  name: 'openai',
  summary: "OpenAI's transcription models, and any server with the same endpoint",
  settings,
  prefixes: ['OPENAI_', 'OPEN_AI_'],
  prices: speechPrices,
  problems: (values) =>
    [firstAccount(values), secondAccount(values) ?? []].flat().flatMap(problemsOf),
  create: createSpeech,
  ends: (values, world, signal) => modelEnd(firstAccount(values), world, signal),
  async check(values, world, signal, { deep = false } = {}) {
    const second = secondAccount(values);
    const first = await examine(firstAccount(values), values, world, signal, deep);
    return second ? [...first, ...(await examine(second, values, world, signal, deep))] : first;
  },
});
