import type { World } from '../../../core/kinds/plugin.ts';
import { within } from '../../../core/plugin-api/limits.ts';
import { readUpTo } from './deadline.ts';
import { toGreenApiError } from './errors.ts';
import { brokenLine, failedAnswer, type Failure } from './failure.ts';
import { messengerById } from './messenger.ts';
import { parse } from './notification.ts';

/** Where an instance is and what opens it. */
export interface GreenApiAccount {
  idInstance: string;
  token: string;
  apiUrl: string;
  /** Where files go up; absent: the host that belongs to `apiUrl`. */
  mediaUrl?: string | undefined;
}

/** One call of the vendor's API. */
export interface Call {
  verb: 'GET' | 'POST' | 'DELETE';
  /** The method's name in the path. */
  name: string;
  /** What follows the token in the path, with its sign: `/17`, `?minutes=5`. */
  rest?: string;
  body?: object;
  /** Goes to the vendor's host for files. */
  form?: FormData;
  /** The body as it is; goes there, too. */
  file?: { bytes: Uint8Array; mimeType: string };
  timeoutMs: number;
  /** True when it does something, so that an unclear end must be told apart. */
  effect?: boolean;
}

/** An answer of success. `body` is undefined when it is not JSON; `bytes` are the whole of it unless it is over the cap. */
export interface ApiAnswer {
  bytes: Uint8Array;
  body: unknown;
}

const decoder = new TextDecoder();

/** The host that serves the instances of WhatsApp, whatever their numbers. */
export const sharedUrl = 'https://api.green-api.com';

/** The largest answer that is read, in bytes: a busy shop's day of sent messages. */
const answerCapBytes = 16 * 1024 * 1024;

/** The vendor's hosts come in pairs: `7103.api.greenapi.com` has `7103.media.greenapi.com`; any other host serves both. */
function mediaUrlBeside(apiUrl: string): string {
  return apiUrl.replace(
    /^(https?:\/\/(?:\d+\.)?)api(\.green-?api\.com(?:\.kz)?)(?=[:/]|$)/,
    '$1media$2',
  );
}

/** Where the API of an instance is: of some messengers not on the vendor's shared host. */
function apiUrlOf({ apiUrl, idInstance }: GreenApiAccount): string {
  return apiUrl === sharedUrl ? (messengerById(idInstance).host ?? apiUrl) : apiUrl;
}

/** The vendor's API for one instance. The token is part of every address: no error of this class holds one. */
export class Client {
  readonly #account: GreenApiAccount;
  readonly #world: Pick<World, 'fetch' | 'now'>;

  constructor(account: GreenApiAccount, world: Pick<World, 'fetch' | 'now'>) {
    this.#account = account;
    this.#world = world;
  }

  /** Makes a call; rejects with a ServiceError when it fails and with the signal's reason when that aborts. */
  async call(call: Call, signal: AbortSignal): Promise<ApiAnswer> {
    const outcome = await this.settle(call, signal);
    if ('failure' in outcome) throw toGreenApiError(outcome.failure, call);
    return outcome;
  }

  /** Makes a call and tells how it ended; rejects only with the signal's reason. */
  async settle(call: Call, signal: AbortSignal): Promise<ApiAnswer | { failure: Failure }> {
    try {
      return await within(call.timeoutMs, signal, (inner) => this.#exchange(call, inner));
    } catch (error) {
      signal.throwIfAborted();
      return { failure: brokenLine(error) };
    }
  }

  async #exchange(call: Call, signal: AbortSignal): Promise<ApiAnswer | { failure: Failure }> {
    const response = await this.#world.fetch(this.#address(call), {
      method: call.verb,
      // A redirect would carry the token elsewhere.
      redirect: 'manual',
      signal,
      ...(call.body === undefined
        ? {}
        : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
      ...(call.form === undefined ? {} : { body: call.form }),
      ...(call.file === undefined
        ? {}
        : {
            body: new Uint8Array(call.file.bytes),
            headers: { 'content-type': call.file.mimeType },
          }),
    });
    const isSmall = Number(response.headers.get('content-length') ?? Infinity) <= answerCapBytes;
    const bytes = isSmall
      ? await response.bytes()
      : (await readUpTo(response, answerCapBytes)).bytes;
    const text = decoder.decode(bytes);
    if (!response.ok) return { failure: failedAnswer(response, text, this.#world.now()) };
    return { bytes, body: parse(text) };
  }

  #address({ name, form, file, rest = '' }: Call): string {
    const { idInstance, token } = this.#account;
    const apiUrl = apiUrlOf(this.#account);
    const { mediaUrl = mediaUrlBeside(apiUrl) } = this.#account;
    return `${form || file ? mediaUrl : apiUrl}/waInstance${idInstance}/${name}/${encodeURIComponent(token)}${rest}`;
  }
}
