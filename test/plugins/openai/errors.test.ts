import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import { missingKey, openAiUrl, type OpenAiAccount } from '../../../src/plugins/openai/account.ts';
import { toOpenAiError } from '../../../src/plugins/openai/errors.ts';
import {
  label,
  readErrorBody,
  readFailure,
  type Failure,
} from '../../../src/plugins/openai/failure.ts';

const names = { apiKey: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', model: 'OPENAI_MODEL' };
const key = 'sk-proj-SeCrEt0123456789abcd';
const openAi: OpenAiAccount = { baseUrl: openAiUrl, apiKey: key, model: 'gpt-6-luna', names };
const local: OpenAiAccount = {
  baseUrl: 'http://127.0.0.1:11434/v1',
  apiKey: undefined,
  model: 'llama3.2',
  names,
};

/** A failure as the service's body and status make it. */
function failed(status: number | undefined, error: unknown): Failure {
  return readErrorBody(error, status);
}

function openAiBody(
  code: string | null,
  message = 'no',
  type = 'invalid_request_error',
  param: string | null = null,
): object {
  return { message, type, param, code };
}

describe('what OpenAI says', () => {
  it.each<[number, object, string, boolean]>([
    [400, openAiBody('context_length_exceeded'), 'context', false],
    [
      400,
      openAiBody('unsupported_parameter', 'no', 'invalid_request_error', 'logprobs'),
      'request',
      false,
    ],
    [400, openAiBody('unsupported_value'), 'request', false],
    [400, openAiBody('content_filter'), 'filtered', false],
    [400, openAiBody('content_policy_violation'), 'filtered', false],
    [
      401,
      openAiBody('invalid_api_key', `Incorrect API key provided: sk-proj-****abcd`),
      'key',
      false,
    ],
    [401, openAiBody(null, 'You must be a member of an organization to use the API'), 'key', false],
    [
      403,
      openAiBody(
        'unsupported_country_region_territory',
        'Country, region, or territory not supported',
      ),
      'country',
      false,
    ],
    [
      403,
      openAiBody(null, 'You have insufficient permissions for this operation'),
      'access',
      false,
    ],
    [404, openAiBody('model_not_found', 'The model `x` does not exist'), 'model', false],
    [429, openAiBody('credit_balance_exhausted', 'no', 'insufficient_quota'), 'quota', false],
    [
      429,
      openAiBody('organization_spend_limit_exceeded', 'no', 'insufficient_quota'),
      'quota',
      false,
    ],
    [429, openAiBody('project_spend_limit_exceeded', 'no', 'insufficient_quota'), 'quota', false],
    [
      429,
      openAiBody('organization_usage_limit_exceeded', 'no', 'insufficient_quota'),
      'quota',
      false,
    ],
    [429, openAiBody('insufficient_quota', 'no', 'insufficient_quota'), 'quota', false],
    [429, openAiBody(null, 'no', 'insufficient_quota'), 'quota', false],
    [429, openAiBody('rate_limit_exceeded', 'no', 'requests'), 'rate-limit', true],
    [429, openAiBody('rate_limit_exceeded', 'no', 'tokens'), 'rate-limit', true],
    [429, openAiBody('slow_down'), 'rate-limit', true],
    [503, openAiBody('slow_down', 'no', 'service_unavailable_error'), 'unavailable', true],
    [
      503,
      openAiBody('server_is_overloaded', 'no', 'service_unavailable_error'),
      'unavailable',
      true,
    ],
    [500, openAiBody('server_error', 'no', 'server_error'), 'unavailable', true],
    [504, openAiBody(null), 'unavailable', true],
  ])('with %d %j is %s', (status, body, name, retryable) => {
    const error = toOpenAiError(failed(status, body), openAi);
    expect(error).toMatchObject({ code: `service.openai.${name}`, retryable, status });
    expect(error.suggestions.length > 0).toBe(!retryable);
  });
});

describe('what others say', () => {
  it.each<[string, number | undefined, unknown, string, boolean]>([
    [
      'Ollama, model not pulled',
      404,
      openAiBody(null, 'model "llama3.2" not found, try pulling it first', 'api_error'),
      'model',
      false,
    ],
    [
      'Mistral, no such model',
      400,
      {
        object: 'error',
        message: 'Invalid model: x',
        type: 'invalid_model',
        param: null,
        code: '1500',
      },
      'model',
      false,
    ],
    [
      'Azure, no such deployment',
      404,
      { code: 'DeploymentNotFound', message: 'The API deployment does not exist' },
      'model',
      false,
    ],
    [
      'Google, errors in a list',
      403,
      [{ error: { code: 403, message: 'no', status: 'PERMISSION_DENIED' } }],
      'access',
      false,
    ],
    [
      'Google, its quota in a list',
      429,
      [{ error: { code: 'insufficient_quota', message: 'no' } }],
      'quota',
      false,
    ],
    [
      'Cloudflare, errors',
      400,
      { success: false, errors: [{ code: 'model_not_found', message: 'no' }] },
      'model',
      false,
    ],
    [
      'Groq, no room',
      498,
      openAiBody('capacity_exceeded', 'Flex tier capacity exceeded'),
      'unavailable',
      true,
    ],
    ['a proxy that gave up', 499, undefined, 'unavailable', true],
    [
      'too many tokens, in other words',
      400,
      openAiBody(null, 'Input tokens must be no more than 4096'),
      'context',
      false,
    ],
    [
      'TGI, too many tokens',
      422,
      '`inputs` tokens + `max_new_tokens` must be <= 2048. Given: 3000',
      'context',
      false,
    ],
    [
      'TGI, too long inputs',
      422,
      '`inputs` must have less than 1024 tokens. Given: 2000',
      'context',
      false,
    ],
    [
      'Alibaba, too long',
      400,
      openAiBody(null, 'Range of input length should be [1, 30720]'),
      'context',
      false,
    ],
    [
      'Ollama, still loading',
      503,
      openAiBody(null, 'server busy, please try again', 'api_error'),
      'unavailable',
      true,
    ],
    ['LM Studio', 404, openAiBody('model_not_found', 'Failed to load model'), 'model', false],
    ['LM Studio, wrong path', 404, undefined, 'address', false],
    [
      'llama.cpp, loading',
      503,
      { code: 503, message: 'Loading model', type: 'unavailable_error' },
      'unavailable',
      true,
    ],
    [
      'llama.cpp, too long',
      400,
      {
        code: 400,
        message: 'the request exceeds the available context size',
        type: 'exceed_context_size_error',
      },
      'context',
      false,
    ],
    [
      'llama.cpp, key',
      401,
      { code: 401, message: 'Invalid API Key', type: 'authentication_error' },
      'key',
      false,
    ],
    [
      'vLLM',
      404,
      {
        object: 'error',
        message: 'The model `x` does not exist.',
        type: 'NotFoundError',
        code: 404,
      },
      'model',
      false,
    ],
    [
      'vLLM, too long',
      400,
      { message: "This model's maximum context length is 4096 tokens" },
      'context',
      false,
    ],
    ['Groq, model gone', 400, openAiBody('model_decommissioned'), 'model', false],
    [
      'Groq, limit',
      429,
      openAiBody('rate_limit_exceeded', 'Limit 30, used 30', 'tokens'),
      'rate-limit',
      true,
    ],
    [
      'OpenRouter, unknown model',
      400,
      { message: 'x is not a valid model ID', code: 400 },
      'model',
      false,
    ],
    ['OpenRouter, no credit', 402, { message: 'Insufficient credits', code: 402 }, 'quota', false],
    ['a proxy', 502, '<html><body>Bad Gateway</body></html>', 'unavailable', true],
    ['a proxy that times out', 408, undefined, 'unavailable', true],
    ['a page instead of an API', 405, '<html>Method Not Allowed</html>', 'address', false],
    ['a plain text', 429, 'Too many requests', 'rate-limit', true],
    ['nobody', undefined, undefined, 'unreachable', true],
    ['something new', 418, { teapot: true }, 'request', false],
  ])('is understood: %s', (_name, status, body, name, retryable) => {
    expect(toOpenAiError(failed(status, body), local)).toMatchObject({
      code: `service.openai.${name}`,
      retryable,
    });
  });

  it.each<[string, number, unknown]>([
    ['quota', 403, 'Key limit exceeded (monthly limit)'],
    ['quota', 400, 'Your credit balance is too low to access the API. Go to Plans & Billing.'],
    ['quota', 403, 'Your team has either used all available credits or reached its limit'],
    ['quota', 403, 'You have reached your monthly spending limit'],
    ['quota', 429, 'Insufficient balance or no resource package. Please recharge.'],
    ['quota', 400, 'You exceeded your current quota, please check your plan'],
    ['quota', 400, openAiBody('Arrearage', 'Access denied')],
    ['quota', 429, openAiBody(null, 'suspended', 'exceeded_current_quota_error')],
    ['rate-limit', 429, 'You exceeded your current quota. Please retry in 34s.'],
    ['rate-limit', 429, 'Add a payment method at /account/billing to raise your rate limit'],
    ['key', 400, [{ error: { message: 'API key not valid. Please pass a valid API key.' } }]],
    ['key', 400, 'Incorrect API key provided: xai-***'],
    ['key', 403, 'Forbidden: invalid api key'],
    ['model', 400, 'Model Not Exist'],
    ['model', 400, 'Unknown Model, please check the model code.'],
    ['model', 404, 'models/x is not found for API version v1main'],
    ['model', 404, 'No endpoints found for x.'],
    ['country', 400, [{ error: { message: 'User location is not supported for the API use.' } }]],
    ['filtered', 400, openAiBody('data_inspection_failed')],
    [
      'context',
      400,
      "This model's maximum prompt length is 131072 but the request contains 200000",
    ],
    ['context', 422, 'Tokens limit exceeded: 9000 of 8192'],
  ])('is understood by its words: %s of %i %j', (name, status, said) => {
    const body = typeof said === 'string' ? openAiBody(null, said) : said;
    expect(toOpenAiError(failed(status, body), local).code).toBe(`service.openai.${name}`);
  });

  it('is told with the host, not the whole address', () => {
    const hidden = {
      ...local,
      baseUrl: 'https://user:pass-word@llm.example/private/v1?token=t0ken',
    };
    const told =
      JSON.stringify(toOpenAiError(failed(500, undefined), hidden)) +
      String(toOpenAiError(failed(404, ''), hidden));
    expect(told).toContain('llm.example');
    expect(told).not.toMatch(/pass-word|private|t0ken/);
  });
});

describe('an error', () => {
  const bodies: unknown[] = [
    openAiBody('invalid_api_key', `Incorrect API key provided: ${key.slice(0, 12)}****abcd`),
    openAiBody(key, `key ${key} for +77001234567`, key, key),
    openAiBody('gsk_SeCrEt0123456789', 'no'),
    { error: key, detail: [{ msg: key }] },
    `<html>${key}</html>`,
  ];

  it.each([400, 401, 403, 404, 429, 500, undefined])(
    'never holds a piece of a key or of what the service wrote (%s)',
    (status) => {
      for (const body of bodies) {
        const error = toOpenAiError(failed(status, body), openAi);
        expect(error).toBeInstanceOf(ServiceError);
        expect(JSON.stringify(error) + String(error.stack)).not.toMatch(
          /sk-proj|secret|abcd|7700|gsk_|0123/i,
        );
        expect(error.cause).toBeUndefined();
      }
    },
  );

  it('names the key that speech shares with the model', () => {
    const speech = { ...openAi, names: { ...names, apiKey: 'OPENAI_SPEECH_API_KEY' } };
    expect(toOpenAiError(failed(401, undefined), speech).suggestions).toEqual([
      expect.stringMatching(/into OPENAI_API_KEY, or into OPENAI_SPEECH_API_KEY/),
    ]);
  });

  it('takes the names in its advice from the account', () => {
    const speech = {
      ...openAi,
      names: {
        apiKey: 'OPENAI_SPEECH_API_KEY',
        baseUrl: 'OPENAI_SPEECH_BASE_URL',
        model: 'OPENAI_SPEECH_MODEL',
      },
    };
    const advice = (status: number, code: string): string =>
      toOpenAiError(failed(status, openAiBody(code)), speech).suggestions.join(' ');
    expect(advice(401, 'invalid_api_key')).toContain('OPENAI_SPEECH_API_KEY');
    expect(advice(404, 'model_not_found')).toContain('OPENAI_SPEECH_MODEL');
    expect(advice(404, '')).toContain('OPENAI_SPEECH_BASE_URL');
  });
});

describe('a failure', () => {
  const now = Date.UTC(2026, 10, 24, 10);

  it.each([
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': 'x', 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': ' 7 ' }, 7000],
    [{ 'retry-after': '3600' }, 3_600_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 10:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT' }, 0],
    [{ 'retry-after': 'later' }, undefined],
    [{}, undefined],
  ])('waits as the headers ask: %j', (headers, pause) => {
    const failure = readFailure({ status: 429, headers: new Headers(headers), error: {} }, now);
    expect(failure.retryAfterMs).toBe(pause);
    expect(toOpenAiError(failure, openAi).retryAfterMs).toBe(pause);
  });

  it('finds the word for a lost connection, however deep', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const both = new AggregateError([new Error('x'), refused]);
    const thrown = new Error('Connection error.', {
      cause: new TypeError('fetch failed', { cause: both }),
    });
    const failure = readFailure(thrown, now);
    expect(failure).toMatchObject({
      status: undefined,
      network: 'ECONNREFUSED',
      retryAfterMs: undefined,
    });
    expect(label(failure)).toBe(' (ECONNREFUSED)');
  });

  it('shows a request id only when it is one', () => {
    const withId = (id: string): string =>
      label(readFailure({ status: 500, headers: new Headers({ 'x-request-id': id }) }, now));
    expect(withId('req_0a1b')).toBe(' (HTTP 500, request req_0a1b)');
    expect(withId('a b; <script>')).toBe(' (HTTP 500)');
  });
});

describe('a missing key', () => {
  it('matters at OpenAI alone', () => {
    expect(missingKey({ ...openAi, apiKey: undefined })).toContain('OPENAI_API_KEY is not set');
    expect(
      missingKey({ ...openAi, apiKey: undefined, baseUrl: 'https://eu.api.openai.com/v1' }),
    ).toBeDefined();
    expect(missingKey(openAi)).toBeUndefined();
    expect(missingKey(local)).toBeUndefined();
    expect(missingKey({ ...local, baseUrl: 'https://api.openai.com.example/v1' })).toBeUndefined();
  });
});
