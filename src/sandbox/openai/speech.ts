import { readFile } from 'node:fs/promises';
import type { LoopbackCall, LoopbackReply } from '../loopback.ts';
import { readJsonBody } from './chat.ts';
import { ApiError } from './errors.ts';
import { tagged } from './ogg-tagged.ts';

/** A text to speak, as it was asked for. */
export interface SpeechRequest {
  model: string;
  input: string;
  voice: string;
  /** `mp3` where nothing was said, as at OpenAI. */
  responseFormat: string;
  instructions?: string;
}

/** OpenAI's limit. */
const longestInput = 4096;

/** Somebody speaks here; what matters is that it is a real voice note. */
const recording = new URL('../../../examples/voice.ogg', import.meta.url);

/** Reads the body. Throws an ApiError for what OpenAI would refuse, and for the fields that `refuses` names. */
export function readSpeech(call: LoopbackCall, refuses: readonly string[] = []): SpeechRequest {
  const body = readJsonBody(call);
  const refused = refuses.find((name) => name in body);
  if (refused !== undefined) {
    const message = `Unsupported parameter: '${refused}' is not supported with this model.`;
    throw new ApiError(400, { message, param: refused, code: 'unsupported_parameter' });
  }
  const text = (name: string): string => {
    const value = body[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    throw new ApiError(400, { message: `Missing required parameter: '${name}'.`, param: name });
  };
  const input = text('input');
  if (input.length > longestInput) {
    const message = `[{'type': 'string_too_long', 'loc': ('body', 'input'), 'ctx': {'max_length': ${longestInput}}}]`;
    throw new ApiError(400, { message, param: 'input', code: 'string_above_max_length' });
  }
  const { response_format: format = 'mp3', instructions } = body;
  const request = {
    model: text('model'),
    input,
    voice: text('voice'),
    responseFormat: String(format),
  };
  return typeof instructions === 'string' ? { ...request, instructions } : request;
}

/** The text as sound: Ogg/Opus that carries it as its comment TRANSCRIPT, for anyone who hears it here; WAV where nothing else was asked for. */
export async function speak({ input, responseFormat }: SpeechRequest): Promise<LoopbackReply> {
  if (responseFormat === 'opus') {
    return {
      headers: { 'content-type': 'audio/ogg' },
      body: tagged(await readFile(recording), { TRANSCRIPT: input }),
    };
  }
  if (responseFormat === 'wav' || responseFormat === 'mp3')
    return { headers: { 'content-type': 'audio/wav' }, body: tone() };
  const message = `The sandbox speaks opus and wav, not '${responseFormat}'.`;
  throw new ApiError(400, { message, param: 'response_format', code: 'unsupported_value' });
}

const rate = 16_000;

/** A second of a tone in 16 bits. */
function tone(): Buffer {
  const samples = Buffer.alloc(rate * 2);
  for (let at = 0; at < rate; at += 1)
    samples.writeInt16LE(Math.round(8000 * Math.sin((at * 440 * 2 * Math.PI) / rate)), at * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
