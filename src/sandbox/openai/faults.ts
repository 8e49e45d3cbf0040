import type { Fault } from '../faults.ts';
import { errorReply } from './errors.ts';

/** OpenAI's usual troubles, to be handed to `fault()`; spread one to change `times`, `after`, `effect` …. */
export const openAiFaults = {
  /** Too many requests; come back after so many seconds. */
  rateLimited: (seconds: number): Fault => ({
    ...errorReply(429, {
      message: 'Rate limit reached for requests',
      type: 'requests',
      code: 'rate_limit_exceeded',
    }),
    headers: { 'retry-after': String(seconds) },
  }),
  /** No money left. */
  quota: errorReply(429, {
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  }) as Fault,
  invalidKey: errorReply(401, {
    message: 'Incorrect API key provided: sk-sand*****-key.',
    code: 'invalid_api_key',
  }) as Fault,
  unknownModel: errorReply(404, {
    message: 'The model does not exist or you do not have access to it.',
    code: 'model_not_found',
  }) as Fault,
  tooLong: errorReply(400, {
    message: "This model's maximum context length is 8192 tokens.",
    param: 'messages',
    code: 'context_length_exceeded',
  }) as Fault,
  serverError: errorReply(500, {
    message: 'The server had an error while processing your request.',
    type: 'server_error',
  }) as Fault,
  /** A page of some gateway. */
  html: {
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>',
  } as Fault,
  hang: { line: 'hang' } as Fault,
  drop: { line: 'drop' } as Fault,
  /** The answer breaks off in the middle. */
  cut: { line: 'cut' } as Fault,
  malformed: {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"id":"chatcmpl-1","choices":[{"message":',
  } as Fault,
  noChoices: {
    status: 200,
    body: { id: 'chatcmpl-1', object: 'chat.completion', choices: [] },
  } as Fault,
} as const;
