import type { Fault, Faults } from '../faults.ts';
import type { Loopback } from '../loopback.ts';
import type { SandboxCall } from './acting/offered-functions.ts';
import type { SpeechRequest } from './speech.ts';

/** What is played of OpenAI. */
export type Endpoint = 'chat' | 'transcriptions' | 'speech' | 'models';

/** One request that had a key. */
export interface OpenAiRequest {
  endpoint: Endpoint;
  /** When it came, Unix milliseconds. */
  at: number;
  /** The JSON body of a chat request. */
  chat?: {
    model: string;
    messages: { role: string; content: unknown }[];
    parameters: Readonly<Record<string, unknown>>;
  };
  /** What was uploaded. */
  upload?: {
    fileName: string;
    bytes: Buffer;
    model: string;
    languages: string[];
    responseFormat: string;
  };
  /** What was to be spoken. */
  speech?: SpeechRequest;
  /** What the caller heard; absent while it waits. */
  outcome?: number | 'hang' | 'drop' | 'cut';
  /** The caller went away before the answer was complete. */
  aborted?: true;
}

/** What is answered: a text, or a call of a function; undefined: what the sandbox's own model answers. */
export type Scripted = string | SandboxCall | undefined;

/** What may change while the sandbox runs. */
export interface Behaviour {
  /** Writes the answers, or calls, in place of the sandbox's own model; undefined leaves one to it. */
  answer?: (heard: NonNullable<OpenAiRequest['chat']>) => Scripted | Promise<Scripted>;
  /** Hears notes before their comments are read; undefined leaves one to these. */
  hear?: (
    upload: NonNullable<OpenAiRequest['upload']>,
  ) => string | undefined | Promise<string | undefined>;
  /** The `finish_reason` of answers; `stop` when left out. */
  finish?: 'stop' | 'length' | 'content_filter';
  /** Fields of a chat or of what is to be spoken that are refused with 400 and code `unsupported_parameter`. */
  refuses?: readonly string[];
  /** How long an answer takes, milliseconds. */
  thinkMs?: number | ((endpoint: Endpoint) => number);
}

/** An OpenAI-compatible server on loopback. */
export class OpenAiSandbox {
  /** Every request that had a key, in order. */
  readonly requests: readonly OpenAiRequest[];
  readonly #behaviour: Behaviour;
  readonly #server: Loopback;
  readonly #faults: Faults;

  constructor(
    server: Loopback,
    {
      behaviour,
      faults,
      heard,
    }: { behaviour: Behaviour; faults: Faults; heard: readonly OpenAiRequest[] },
  ) {
    this.#server = server;
    this.#behaviour = behaviour;
    this.#faults = faults;
    this.requests = heard;
  }

  /** Without `/v1`, which may be added. */
  get url(): string {
    return this.#server.url;
  }

  /** Changes how it answers from now on. */
  configure(behaviour: Behaviour): void {
    Object.assign(this.#behaviour, behaviour);
  }

  /** Spoils requests; `openAiFaults` has the usual ones. */
  fault(endpoint: Endpoint, fault: Fault): void {
    this.#faults.add(endpoint, fault);
  }

  /** Forgets the faults of an endpoint, or all. */
  clearFaults(endpoint?: Endpoint): void {
    this.#faults.clear(endpoint);
  }

  /** How often an endpoint was called. */
  count(endpoint: Endpoint): number {
    return this.requests.filter((heard) => heard.endpoint === endpoint).length;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
