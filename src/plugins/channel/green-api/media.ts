import { ServiceError, fieldsOf, type ErrorSubject } from '../../../core/plugin-api/failures.ts';
import type { Download, Media } from '../../../core/kinds/channel.ts';
import { TimedOut, within } from '../../../core/plugin-api/limits.ts';
import type { Client } from './client.ts';
import { isOversized } from './markers.ts';
import { invalidResponse, serviceError, toGreenApiError } from './errors.ts';
import type { Failure } from './failure.ts';
import { isBlank } from './fields.ts';
import { fetchFile, tooLarge, unavailable, type FilesDependencies } from './files.ts';

/** The longest that one file may take with all tries, in milliseconds. */
const wholeMs = 60_000;

const freshLinkTimeoutMs = 20_000;

/** Whose file it is. */
export interface FileOwner {
  chat: string;
  id: string;
}

export interface MediaDependencies extends FilesDependencies {
  client: Client;
}

/**
 * Gets a customer's file: by the link that came with it, else by a fresh one from the vendor. Codes of errors as in
 * `fetchFile`.
 */
export async function downloadMedia(
  media: Media,
  of: FileOwner,
  parts: MediaDependencies,
  signal: AbortSignal,
): Promise<Download> {
  try {
    const { mimeType, ...rest } = await within(wholeMs, signal, (inner) =>
      download(media, of, parts, inner),
    );
    const type = media.mimeType ?? mimeType;
    return type === undefined ? rest : { ...rest, mimeType: type };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof TimedOut ? unavailable('timeout') : error;
  }
}

async function download(
  { url }: Media,
  of: FileOwner,
  parts: MediaDependencies,
  signal: AbortSignal,
): Promise<Download> {
  const first = url === undefined || isBlank(url) ? undefined : await tried(url, parts, signal);
  if (first !== undefined && 'bytes' in first) return first;
  const problem = first?.problem;
  if (isAbout(problem, 'media-size')) throw problem;
  let fresh: string;
  try {
    fresh = await freshLink(of, parts.client, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw moreTelling(problem, error);
  }
  return linked(fresh, parts, signal);
}

/** Of two failures the one that tells more: that the vendor has the file no more tells least. */
function moreTelling(first: unknown, second: unknown): unknown {
  return first !== undefined && isAbout(second, 'media') ? first : second;
}

function isAbout(error: unknown, subject: ErrorSubject): boolean {
  return error instanceof ServiceError && error.about === subject;
}

async function tried(
  url: string,
  parts: FilesDependencies,
  signal: AbortSignal,
): Promise<Download | { problem: unknown }> {
  try {
    return await linked(url, parts, signal);
  } catch (problem) {
    signal.throwIfAborted();
    return { problem };
  }
}

function linked(link: string, parts: FilesDependencies, signal: AbortSignal): Promise<Download> {
  return isOversized(link) ? Promise.reject(tooLarge()) : fetchFile(link, parts, signal);
}

/** A new link to the file, as long as WhatsApp still has it. */
async function freshLink(
  { chat, id }: FileOwner,
  client: Client,
  signal: AbortSignal,
): Promise<string> {
  const body = { chatId: chat, idMessage: id };
  const outcome = await client.settle(
    { verb: 'POST', name: 'downloadFile', body, timeoutMs: freshLinkTimeoutMs },
    signal,
  );
  if ('failure' in outcome) throw withoutLink(outcome.failure);
  const { downloadUrl } = fieldsOf(outcome.body);
  if (outcome.body === undefined) throw invalidResponse();
  if (typeof downloadUrl !== 'string' || isBlank(downloadUrl))
    throw lost("GREEN-API has no link to a customer's file");
  return downloadUrl.trim();
}

/** The vendor says that WhatsApp has the file no more, or counts the links of the free tariff. */
function withoutLink(failure: Failure): ServiceError {
  const error = toGreenApiError(failure);
  if (failure.status === 466)
    return lost('GREEN-API gives no more links to files on this tariff', error.suggestions);
  const gone =
    failure.status === 400
      ? !error.retryable && error.code !== 'service.green-api.account'
      : isDownloadFault(failure);
  return gone ? lost("GREEN-API no longer has a customer's file") : error;
}

function isDownloadFault({ status, text }: Failure): boolean {
  return status === 500 && /when downloading file|not found/i.test(text);
}

function lost(message: string, suggestions: string[] = []): ServiceError {
  return serviceError('media', message, { retryable: false, suggestions, about: 'media' });
}
