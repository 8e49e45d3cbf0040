import { pause, type Faults } from '../faults.ts';
import type { LoopbackCall, LoopbackReply } from '../loopback.ts';
import { withNotKnown } from './acting/not-known-step.ts';
import { nextStep } from './acting/next-step.ts';
import type { SandboxCall } from './acting/offered-functions.ts';
import { workOf } from './acting/work.ts';
import { Brain } from './brain/brain.ts';
import type { Dialogue } from './brain/dialogue.ts';
import { wording } from './brain/wording.ts';
import { completion, readChat, toDialogue } from './chat.ts';
import { answerAboutFiles } from './files-seen.ts';
import { explainUnheard, withoutUnheard } from './unheard.ts';
import { ApiError, errorReply } from './errors.ts';
import type { Behaviour, Endpoint, OpenAiRequest } from './sandbox.ts';
import { readSpeech, speak } from './speech.ts';
import { checkUpload, readUpload, transcribe } from './transcription.ts';

export interface OpenAiRouterDependencies {
  /** The one key that is taken; undefined takes any. */
  apiKey: string | undefined;
  /** The models that there are; undefined: every name is one. */
  models: readonly string[] | undefined;
  behaviour: Behaviour;
  faults: Faults;
  heard: OpenAiRequest[];
  now: () => number;
}

/** The one model that is named in lists. */
const ownModel = 'sandbox';

/** Answers calls with or without `/v1` in front. */
export class Router {
  readonly #parts: OpenAiRouterDependencies;
  readonly #brain = new Brain();

  constructor(parts: OpenAiRouterDependencies) {
    this.#parts = parts;
  }

  async answer(call: LoopbackCall): Promise<LoopbackReply> {
    const { behaviour, faults, heard, now } = this.#parts;
    const path = call.path.replace(/^\/v1(?=\/)/, '');
    const endpoint = endpointOf(call.verb, path);
    if (!endpoint) return errorReply(404, { message: `Invalid URL (${call.verb} ${call.path})` });
    const refused = this.#keyProblem(call);
    if (refused) return refused;
    const one: OpenAiRequest = { endpoint, at: now() };
    heard.push(one);
    const leave = (): void => {
      if (one.outcome === undefined || one.outcome === 'hang') one.aborted = true;
    };
    call.gone.addEventListener('abort', leave, { once: true });
    const { thinkMs = 0 } = behaviour;
    const wait = typeof thinkMs === 'number' ? thinkMs : thinkMs(endpoint);
    if (wait > 0) await pause(wait, call.gone);
    const reply = await faults.run(endpoint, call, () => this.#act(endpoint, path, call, one));
    one.outcome = reply.line ?? reply.status ?? 200;
    return reply;
  }

  #keyProblem({ headers }: LoopbackCall): LoopbackReply | undefined {
    const { apiKey } = this.#parts;
    const given = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    if (given === undefined) {
      return errorReply(401, {
        message: "You didn't provide an API key.",
        code: 'invalid_api_key',
      });
    }
    if (apiKey === undefined || given === apiKey) return undefined;
    const shown = `${given.slice(0, 8)}*****${given.slice(-4)}`;
    return errorReply(401, {
      message: `Incorrect API key provided: ${shown}.`,
      code: 'invalid_api_key',
    });
  }

  async #act(
    endpoint: Endpoint,
    path: string,
    call: LoopbackCall,
    one: OpenAiRequest,
  ): Promise<LoopbackReply> {
    try {
      if (endpoint === 'models') return this.#model(path.split('/')[2]);
      if (endpoint === 'speech') return await this.#speak(call, one);
      return endpoint === 'chat' ? await this.#chat(call, one) : await this.#transcribe(call, one);
    } catch (error) {
      if (error instanceof ApiError) return error.reply;
      throw error;
    }
  }

  async #chat(call: LoopbackCall, one: OpenAiRequest): Promise<LoopbackReply> {
    const { behaviour, now } = this.#parts;
    const request = readChat(call);
    one.chat = request;
    this.#checkModel(request.model);
    const refused = behaviour.refuses?.find((name) => name in request.parameters);
    if (refused !== undefined) {
      const message = `Unsupported parameter: '${refused}' is not supported with this model.`;
      throw new ApiError(400, { message, param: refused, code: 'unsupported_parameter' });
    }
    const said =
      (await behaviour.answer?.(request)) ??
      answerAboutFiles(request, () => this.#ownStep(request));
    return completion(request, said, { finish: behaviour.finish ?? 'stop', now: now() });
  }

  /** What it does with functions, where they are asked for; otherwise its answer. */
  #ownStep(request: NonNullable<OpenAiRequest['chat']>): string | SandboxCall {
    const dialogue = toDialogue(request);
    const work = workOf(request, dialogue);
    const step = nextStep(work, () => this.#brain.reply(dialogue).isFound);
    if (step === undefined) {
      const text = this.#ownAnswer(dialogue);
      if (this.#brain.reply(dialogue).isFound) return text;
      const { parameters } = request;
      return withNotKnown(text, work.said, { system: dialogue.system, parameters });
    }
    return typeof step === 'string' ? `${wording[work.language].label} ${step}` : step;
  }

  #ownAnswer({ system, messages }: Dialogue): string {
    const last = messages.at(-1);
    const unheard = last?.role === 'user' ? explainUnheard(last.text) : undefined;
    const typed = messages.map(({ role, text }) => ({
      role,
      text: role === 'user' ? withoutUnheard(text) : text,
    }));
    if (unheard === undefined) return this.#brain.answer({ system, messages: typed });
    return typed.at(-1)?.text === ''
      ? unheard
      : `${unheard}\n\n${this.#brain.answer({ system, messages: typed })}`;
  }

  async #transcribe(call: LoopbackCall, one: OpenAiRequest): Promise<LoopbackReply> {
    const upload = await readUpload(call);
    one.upload = upload;
    this.#checkModel(upload.model);
    checkUpload(upload);
    return transcribe(upload, await this.#parts.behaviour.hear?.(upload));
  }

  async #speak(call: LoopbackCall, one: OpenAiRequest): Promise<LoopbackReply> {
    const request = readSpeech(call, this.#parts.behaviour.refuses);
    one.speech = request;
    this.#checkModel(request.model);
    return speak(request);
  }

  #checkModel(model: string): void {
    const { models } = this.#parts;
    if (!models || models.includes(model)) return;
    throw new ApiError(404, {
      message: `The model '${model}' does not exist or you do not have access to it.`,
      code: 'model_not_found',
    });
  }

  /** One model, or the list of all. */
  #model(asked: string | undefined): LoopbackReply {
    const describe = (id: string): object => ({
      id,
      object: 'model',
      created: 0,
      owned_by: 'sandbox',
      shutdown_date: null,
    });
    if (asked === undefined)
      return { body: { object: 'list', data: (this.#parts.models ?? [ownModel]).map(describe) } };
    this.#checkModel(decodeURIComponent(asked));
    return { body: describe(decodeURIComponent(asked)) };
  }
}

function endpointOf(verb: string, path: string): Endpoint | undefined {
  if (verb === 'POST' && path === '/chat/completions') return 'chat';
  if (verb === 'POST' && path === '/audio/transcriptions') return 'transcriptions';
  if (verb === 'POST' && path === '/audio/speech') return 'speech';
  return verb === 'GET' && /^\/models(\/[^/]+)?$/.test(path) ? 'models' : undefined;
}
