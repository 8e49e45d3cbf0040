import type { Dispatcher } from 'undici';
import type { World } from '../../../core/kinds/plugin.ts';
import type { JsonObject, ToolContext, ToolResult } from '../../../core/kinds/tool.ts';
import type { HttpFunction } from '../../tools-file/http-spec.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { picked } from '../../tools-file/pick.ts';
import { readHttpAnswer, type HttpAnswer } from './answer.ts';
import {
  redirectError,
  rateLimitError,
  serverError,
  unreachableError,
  unsettledError,
} from './errors.ts';
import { httpRequestOf, type HttpRequest } from './request.ts';

/** One call of a function. */
export interface HttpRun {
  spec: HttpFunction;
  args: JsonObject;
  context: ToolContext;
  /** The way out for hosts that have to be at public addresses. */
  dispatcher: Dispatcher | undefined;
  world: Pick<World, 'fetch' | 'log' | 'now'>;
}

/** Redirects within the host that are followed. */
const mostRedirects = 3;

/** Statuses after which a request goes on elsewhere as it is. */
const sameAgain = new Set([307, 308]);

/** Whether nothing was done where a request was sent: it is to be made elsewhere. */
function movedAsItIs({ status }: HttpAnswer): boolean {
  return status === 301 || sameAgain.has(status);
}

/** Runs a function: what the other side says is data, also its refusal; what is not known is a ServiceError. */
export async function runHttp(run: HttpRun, signal: AbortSignal): Promise<ToolResult> {
  signal.throwIfAborted();
  const { spec, args, context } = run;
  const request = httpRequestOf(spec, args, context);
  if (!request) return refusal(spec, 'an argument is missing, or does not fit into the address');
  const first = await exchange(run, request, signal);
  if (!isLeading(first)) return resultOf(run, first);
  const led = { request, answer: first, mayBeDone: false };
  try {
    const result = resultOf(run, await followedToTheEnd(run, led, signal));
    if (!led.mayBeDone || result.done === true) return result;
  } catch (error) {
    const isCertain = error instanceof ServiceError && !error.outcomeUnknown;
    throw led.mayBeDone && isCertain ? unsettledError(spec, error) : error;
  }
  throw unsettledError(spec);
}

/** How far a call has been led. */
interface Led {
  request: HttpRequest;
  answer: HttpAnswer;
  /** Whether it is a write that was led to where its outcome is to be read: it was not refused there. */
  mayBeDone: boolean;
}

/** The first answer that leads nowhere. Rejects with a ServiceError; how far it came is in `led` then. */
async function followedToTheEnd(run: HttpRun, led: Led, signal: AbortSignal): Promise<HttpAnswer> {
  const { spec } = run;
  for (let count = 0; isLeading(led.answer) && count < mostRedirects; count += 1) {
    led.mayBeDone ||= spec.effect === 'write' && !movedAsItIs(led.answer);
    led.request = followed(led.request, led.answer, spec);
    led.answer = await exchange(run, led.request, signal);
  }
  if (isLeading(led.answer)) throw redirectError(spec, led.answer.status);
  return led.answer;
}

function isLeading({ status, location }: HttpAnswer): boolean {
  return status >= 300 && status < 400 && location !== undefined;
}

/** The request behind a redirect of the same host; of another host it is refused. */
function followed(
  { url, method, headers, body }: HttpRequest,
  { status, location = '' }: HttpAnswer,
  spec: HttpFunction,
): HttpRequest {
  const target = URL.canParse(location, url) ? new URL(location, url) : undefined;
  const isHome = target?.origin === spec.http.url.origin && target.username === '';
  if (!target || !isHome) throw redirectError(spec, status);
  if (sameAgain.has(status) || method === 'GET')
    return { url: target.href, method, headers, ...(body === undefined ? {} : { body }) };
  // A write that moved for good was not done here; the others say where its outcome is to be read.
  if (status === 301) throw redirectError(spec, status);
  const { 'content-type': _, 'idempotency-key': __, ...kept } = headers;
  return { url: target.href, method: 'GET', headers: kept };
}

async function exchange(
  { spec, dispatcher, world }: HttpRun,
  { url, body, ...rest }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  // Bytes, as the light fetch for texts reads an answer whole before it gives any of it.
  const bytes = body === undefined ? {} : { body: new TextEncoder().encode(body) };
  const way: object = dispatcher ? { dispatcher } : {};
  try {
    const options = { ...rest, ...bytes, redirect: 'manual' as const, signal, ...way };
    return await readHttpAnswer(await world.fetch(url, options), world.now());
  } catch (error) {
    signal.throwIfAborted();
    throw unreachableError(spec, error);
  }
}

function resultOf({ spec, world }: HttpRun, answer: HttpAnswer): ToolResult {
  const { status, value } = answer;
  const isWrite = spec.effect === 'write';
  if (status >= 200 && status < 300)
    return { value: picked(value, spec.http.result), ...(isWrite ? { done: true } : {}) };
  if (status === 429) throw rateLimitError(spec, answer);
  if (status < 400 || status >= 500 || status === 408) throw serverError(spec, answer);
  world.log.warn('tool-refused', { tool: spec.name, status });
  return { value: { error: `HTTP ${status}`, answer: value }, ...(isWrite ? { done: false } : {}) };
}

function refusal({ effect }: HttpFunction, why: string): ToolResult {
  return { value: { error: why }, ...(effect === 'write' ? { done: false } : {}) };
}
