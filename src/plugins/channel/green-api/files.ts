import type { Dispatcher } from 'undici';
import type { ServiceError } from '../../../core/plugin-api/failures.ts';
import type { Download, Room } from '../../../core/kinds/channel.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { TimedOut, within } from '../../../core/plugin-api/limits.ts';
import { privateAddressCode } from '../../../core/plugin-api/network.ts';
import { judgeAddress, type MediaHosts } from './addresses.ts';
import { readUpTo, type Sleeper } from './deadline.ts';
import { serviceError } from './errors.ts';
import { systemError } from './failure.ts';

/** The largest file that is taken, in bytes: the limit of OpenAI's transcription. */
const capBytes = 25 * 1024 * 1024;

/** A try without a byte for this long is given up, in milliseconds. */
const stallMs = 15_000;

const mostRedirects = 3;

/** The pause before the second try: a file may be announced a moment before it is there. */
const secondTryMs = 1000;

export interface FilesDependencies {
  hosts: MediaHosts;
  /** Connects to public addresses only. */
  guarded: Dispatcher;
  fetch: World['fetch'];
  pause: Sleeper;
  room?: Room | undefined;
}

/**
 * Fetches a file, with a second try after a short pause. The error's code ends in `.media` when the file is not there or its
 * address is refused, and in `.media-too-large` when it is over 25 MB; other failures may pass.
 */
export async function fetchFile(
  link: string,
  parts: FilesDependencies,
  signal: AbortSignal,
): Promise<Download> {
  try {
    return await attempt(link, parts, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof FileFailure) || error.final) throw toServiceError(error);
  }
  await parts.pause(secondTryMs, signal);
  return attempt(link, parts, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw toServiceError(error);
  });
}

/** Why one try failed. `final`: a second one would end the same way. */
class FileFailure extends Error {
  readonly final: boolean;
  readonly error: ServiceError;

  constructor(error: ServiceError, final: boolean) {
    super(error.message);
    this.error = error;
    this.final = final;
  }
}

function toServiceError(error: unknown): unknown {
  return error instanceof FileFailure ? error.error : error;
}

async function attempt(
  link: string,
  parts: FilesDependencies,
  signal: AbortSignal,
): Promise<Download> {
  try {
    return await within(stallMs, signal, (inner, alive) => follow(link, parts, inner, alive));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FileFailure) throw error;
    const network = error instanceof TimedOut ? 'timeout' : systemError(error)?.code;
    throw network === privateAddressCode
      ? refused(link)
      : new FileFailure(unavailable(network ?? 'the connection was lost'), false);
  }
}

/** Follows redirects by hand, so that each address is judged. */
async function follow(
  link: string,
  parts: FilesDependencies,
  signal: AbortSignal,
  alive: () => void,
): Promise<Download> {
  let address = link;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await request(address, parts, signal);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null)
      return read(response, parts, alive);
    await response.body?.cancel();
    if (!URL.canParse(location, address)) throw new FileFailure(gone(response.status), true);
    address = new URL(location, address).href;
  }
  throw new FileFailure(
    serviceError('media', "A customer's file is behind too many redirects", {
      retryable: false,
      about: 'media',
    }),
    true,
  );
}

function request(
  address: string,
  { hosts, guarded, fetch }: FilesDependencies,
  signal: AbortSignal,
): Promise<Response> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const judged = url ? judgeAddress(url, hosts) : 'refused';
  if (!url || judged === 'refused') throw refused(address);
  const options: object = {
    redirect: 'manual',
    signal,
    ...(judged === 'guarded' ? { dispatcher: guarded } : {}),
  };
  return fetch(url, options);
}

async function read(
  response: Response,
  { room }: FilesDependencies,
  alive: () => void,
): Promise<Download> {
  if (!response.ok) {
    await response.body?.cancel();
    const passing = response.status >= 500 || [408, 425, 429].includes(response.status);
    throw new FileFailure(
      passing ? unavailable(`HTTP ${response.status}`) : gone(response.status),
      false,
    );
  }
  if (Number(response.headers.get('content-length') ?? 0) > capBytes) {
    await response.body?.cancel();
    throw new FileFailure(tooLarge(), true);
  }
  const { bytes, whole } = await readUpTo(response, capBytes, { alive, room });
  if (!whole) throw new FileFailure(tooLarge(), true);
  const mimeType = response.headers.get('content-type');
  return mimeType === null ? { bytes } : { bytes, mimeType };
}

/** The file is over the cap of this channel, or over the vendor's own. */
export function tooLarge(): ServiceError {
  return serviceError('media-too-large', "A customer's file is larger than 25 MB", {
    retryable: false,
    about: 'media-size',
  });
}

/** The storage cannot give the file now. */
export function unavailable(how: string): ServiceError {
  return serviceError('media-unavailable', `The storage of customers' files fails (${how})`, {
    retryable: true,
  });
}

function gone(status: number): ServiceError {
  return serviceError('media', `A customer's file is not at its address (HTTP ${status})`, {
    retryable: false,
    status,
    about: 'media',
  });
}

function refused(address: string): FileFailure {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  const named = /^[\w.-]{1,100}$/.test(host) ? ` (${host})` : '';
  const suggestions = [
    `If GREEN-API keeps files there${named}, add the host to WABOT_MEDIA_HOSTS.`,
  ];
  const message = `A customer's file is at an address that is not allowed${named}`;
  return new FileFailure(
    serviceError('media', message, { retryable: false, suggestions, about: 'media' }),
    true,
  );
}
