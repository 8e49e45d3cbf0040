import { Faults } from '../faults.ts';
import { serveLoopback } from '../loopback.ts';
import { Router } from './router.ts';
import { OpenAiSandbox, type Behaviour, type OpenAiRequest } from './sandbox.ts';

export type { Fault } from '../faults.ts';
export { openAiFaults } from './faults.ts';
export { explainUnheard } from './unheard.ts';
export type { Behaviour, Endpoint, OpenAiRequest, OpenAiSandbox } from './sandbox.ts';
export { carriedText } from './transcription.ts';

export interface OpenAiOptions extends Behaviour {
  /** 0, the default, takes a free port. */
  port?: number;
  /** The one key that is taken; any when left out, but there must be one. */
  apiKey?: string;
  /** The models that there are; every name is one when left out. All of them are the same. */
  models?: readonly string[];
  /** Unix milliseconds. */
  now?: () => number;
}

/** Starts an OpenAI-compatible server on 127.0.0.1; rejects when the port is taken. */
export async function startOpenAi(options: OpenAiOptions): Promise<OpenAiSandbox> {
  const { port, apiKey, models, now = Date.now, ...behaviour } = options;
  const heard: OpenAiRequest[] = [];
  const faults = new Faults();
  const router = new Router({ apiKey, models, behaviour, faults, heard, now });
  return new OpenAiSandbox(await serveLoopback((call) => router.answer(call), port), {
    behaviour,
    faults,
    heard,
  });
}
