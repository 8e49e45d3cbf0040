import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Model, Question } from '../../../../src/core/kinds/model.ts';
import { mostTokens } from '../../../../src/core/costs/most-tokens.ts';
import plugin from '../../../../src/plugins/model/openai/index.ts';
import {
  json,
  startLoopback,
  testWorld,
  valuesFor,
  type Heard,
  type Loopback,
  type Says,
  type Script,
} from '../../openai/loopback.ts';

const key = 'sk-proj-SeCrEt0123456789abcd';

const question: Question = {
  shared: 'Rules for all',
  chat: 'Language: ru',
  messages: [
    { role: 'customer', text: 'Здравствуйте' },
    { role: 'bot', text: 'Здравствуйте!' },
    { role: 'customer', text: 'Сколько стоит?' },
    { role: 'customer', text: 'И где вы?' },
  ],
};

function completion(message: object, rest: object = {}): Says {
  const choices = [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }];
  return {
    body: { id: 'c1', object: 'chat.completion', model: 'gpt-6-luna-2026', choices, ...rest },
  };
}

const fine = completion({ content: 'Курс стоит 15 000 ₸.' });

function refusal(error: object, status = 400): Says {
  return {
    status,
    body: {
      error: { message: 'no', type: 'invalid_request_error', param: null, code: null, ...error },
    },
  };
}

const live = (): AbortSignal => new AbortController().signal;

/** A model over a server that follows the script. */
async function modelOver(script: Script, environment: Record<string, string> = {}, now = 0) {
  const server = await startLoopback(script);
  const world = testWorld(now);
  const values = valuesFor(plugin.settings, {
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_API_KEY: key,
    ...environment,
  });
  return {
    model: await plugin.create(values, world),
    server,
    world,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function failure(model: Model, signal = live()): Promise<unknown> {
  return model.answer(question, signal).then(
    () => undefined,
    (error: unknown) => error,
  );
}

function fieldsSent(server: Loopback): string[][] {
  return server.heard.map((heard) =>
    Object.keys(json(heard)).filter((name) => !['messages', 'model', 'stream'].includes(name)),
  );
}

beforeAll(() => install());

describe('an answer without an end', () => {
  it('is a lost connection before anything is made of it', async () => {
    const huge = Buffer.from(
      JSON.stringify(completion({ content: 'Да. '.repeat(1024 * 1024) }).body),
    );
    const headers = { 'content-type': 'application/json', 'content-length': String(huge.length) };
    await using over = await modelOver(() => ({ body: huge, headers }));
    expect(await failure(over.model)).toMatchObject({ code: 'service.openai.unreachable' });
  });
});

describe('a question', () => {
  it('goes out as one system message and a dialogue in turns', async () => {
    await using over = await modelOver(() => fine);
    await over.model.answer(question, live());
    const [heard] = over.server.heard;
    expect(heard).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
    expect(heard?.headers.authorization).toBe(`Bearer ${key}`);
    expect(json(heard)).toEqual({
      model: 'gpt-6-luna',
      messages: [
        { role: 'system', content: 'Rules for all\n\nLanguage: ru' },
        { role: 'user', content: 'Здравствуйте' },
        { role: 'assistant', content: 'Здравствуйте!' },
        { role: 'user', content: 'Сколько стоит?\n\nИ где вы?' },
      ],
      max_completion_tokens: 512,
      temperature: 0.7,
      reasoning_effort: 'none',
      stream: false,
    });
  });

  it('begins with the customer on servers whose templates demand it', async () => {
    await using over = await modelOver(() => fine);
    const messages: Question['messages'] = [{ role: 'bot', text: 'Скидка!' }, ...question.messages];
    await over.model.answer({ ...question, messages }, live());
    expect(json(over.server.heard[0])['messages']).toMatchObject([
      { role: 'system' },
      { role: 'user', content: 'Здравствуйте' },
      {},
      {},
    ]);
  });

  it('takes the older name of the limit, and no effort, to a model of another maker', async () => {
    await using over = await modelOver(() => fine, {
      OPENAI_MODEL: 'llama3.2',
      OPENAI_MAX_TOKENS: '100',
      OPENAI_TEMPERATURE: '0',
    });
    await over.model.answer(question, live());
    expect(json(over.server.heard[0])).toMatchObject({ max_tokens: 100, temperature: 0 });
    expect(fieldsSent(over.server)).toEqual([['max_tokens', 'temperature']]);
  });

  it('sends the effort that a person asked for', async () => {
    await using over = await modelOver(() => fine, {
      OPENAI_MODEL: 'qwen3',
      OPENAI_REASONING_EFFORT: 'low',
    });
    await over.model.answer(question, live());
    expect(json(over.server.heard[0])).toMatchObject({ reasoning_effort: 'low' });
  });

  it('carries no key to a local server when there is none', async () => {
    await using over = await modelOver(() => fine, { OPENAI_API_KEY: '' });
    await over.model.answer(question, live());
    expect(over.server.heard[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a refused parameter', () => {
  const renamed = refusal({
    message:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    param: 'max_tokens',
    code: 'unsupported_parameter',
  });

  it('is renamed or dropped, and stays so', async () => {
    await using over = await modelOver(
      (heard) => {
        const body = json(heard);
        if ('max_tokens' in body) return renamed;
        if ('temperature' in body)
          return refusal({ param: 'temperature', code: 'unsupported_value' });
        return fine;
      },
      { OPENAI_MODEL: 'local' },
    );
    await over.model.answer(question, live());
    expect(fieldsSent(over.server)).toEqual([
      ['max_tokens', 'temperature'],
      ['max_completion_tokens', 'temperature'],
      ['max_completion_tokens'],
    ]);
    await over.model.answer(question, live());
    expect(over.server.heard).toHaveLength(4);
    const dropped = over.world.events.filter(({ event }) => event === 'parameter-dropped');
    expect(dropped.map(({ fields }) => fields['parameter'])).toEqual(['max_tokens', 'temperature']);
  });

  it.each<[string, Says]>([
    ['a plain sentence', { status: 400, body: { error: 'unknown field: reasoning_effort' } }],
    [
      'a validator',
      {
        status: 422,
        body: {
          detail: [
            {
              type: 'extra_forbidden',
              loc: ['body', 'reasoning_effort'],
              msg: 'Extra inputs are not permitted',
            },
          ],
        },
      },
    ],
    [
      'an object with a message',
      {
        status: 400,
        body: {
          object: 'error',
          message: 'Unrecognized request argument supplied: reasoning_effort',
        },
      },
    ],
    ['bare text', { status: 400, body: 'unsupported parameter reasoning_effort' }],
  ])('is understood from %s', async (_name, says) => {
    await using over = await modelOver((heard) =>
      'reasoning_effort' in json(heard) ? says : fine,
    );
    await over.model.answer(question, live());
    expect(fieldsSent(over.server)).toEqual([
      ['max_completion_tokens', 'temperature', 'reasoning_effort'],
      ['max_completion_tokens', 'temperature'],
    ]);
  });

  it('costs one round however many calls run at once', async () => {
    const calls = 8;
    const all = Promise.withResolvers<Says>();
    let waiting = 0;
    // All are refused together, so that each call hears its own refusal after others have drawn the conclusion.
    await using over = await modelOver(
      (heard) => {
        if (!('max_tokens' in json(heard))) return fine;
        waiting += 1;
        if (waiting === calls) all.resolve(renamed);
        return all.promise;
      },
      { OPENAI_MODEL: 'local' },
    );
    await Promise.all(Array.from({ length: calls }, () => over.model.answer(question, live())));
    const limits = fieldsSent(over.server).map(([limit]) => limit);
    expect(limits.filter((limit) => limit === 'max_tokens')).toHaveLength(calls);
    expect(limits.filter((limit) => limit === 'max_completion_tokens')).toHaveLength(calls);
    await over.model.answer(question, live());
    expect(over.server.heard).toHaveLength(2 * calls + 1);
  });

  it('ends when there is nothing left to drop', async () => {
    await using over = await modelOver((heard) => {
      const [name = 'max_tokens'] = Object.keys(json(heard)).filter(
        (field) => field !== 'model' && field !== 'messages',
      );
      return refusal({ param: name, code: 'unsupported_parameter' });
    });
    expect(await failure(over.model)).toMatchObject({
      code: 'service.openai.request',
      retryable: false,
    });
    expect(over.server.heard).toHaveLength(6);
  });

  it('is not read out of a refusal that names none', async () => {
    await using over = await modelOver(() =>
      refusal({ message: 'The temperature of this debate is too high' }),
    );
    expect(await failure(over.model)).toMatchObject({ code: 'service.openai.request' });
    expect(over.server.heard).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('carries text, tokens, model and how it ended', async () => {
    const usage = {
      prompt_tokens: 900,
      completion_tokens: 40,
      total_tokens: 940,
      prompt_tokens_details: { cached_tokens: 640, cache_write_tokens: 200 },
    };
    await using over = await modelOver(() => completion({ content: ' Да. ' }, { usage }));
    expect(await over.model.answer(question, live())).toEqual({
      text: 'Да.',
      usage: { input: 900, cached: 640, written: 200, output: 40 },
      finish: 'stop',
      model: 'gpt-6-luna-2026',
    });
  });

  it.each([
    ['<think>hm\nhm</think>\n\nДа.', 'Да.'],
    ['hm, the customer asks</think>Да.', 'Да.'],
    ['Да.<think>and now', 'Да.'],
    ['<reasoning>a</reasoning>Да<thinking>b</thinking>.', 'Да.'],
    [
      [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'Да' },
        { type: 'text', text: '.' },
      ],
      'Да.',
    ],
  ])('never shows thinking (%#)', async (content, text) => {
    await using over = await modelOver(() => completion({ content, reasoning_content: 'secret' }));
    expect(await over.model.answer(question, live())).toMatchObject({ text });
  });

  it('may lack everything but the text', async () => {
    await using over = await modelOver(() => ({
      body: { choices: [{ message: { content: 'Да' } }], usage: { prompt_tokens: 'x' } },
    }));
    const usage = { input: mostTokens(question), cached: 0, output: 512, estimated: true };
    expect(await over.model.answer(question, live())).toEqual({
      text: 'Да',
      usage,
      finish: 'stop',
      model: 'gpt-6-luna',
    });
  });

  it.each<[string, Says, object]>([
    [
      'cut at the limit',
      { body: { choices: [{ message: { content: 'Да' }, finish_reason: 'length' }] } },
      { text: 'Да', finish: 'length' },
    ],
    [
      'cut by a filter',
      { body: { choices: [{ message: { content: 'Да' }, finish_reason: 'content_filter' }] } },
      { text: 'Да', finish: 'broken' },
    ],
    ...(['safety', 'SENSITIVE', 'tool_calls', 'function_call', 'pause', 7] as const).map(
      (reason): [string, Says, object] => [
        `no whole one: ${reason}`,
        { body: { choices: [{ message: { content: 'Да' }, finish_reason: reason }] } },
        { text: 'Да', finish: 'broken' },
      ],
    ),
    ...(
      [
        null,
        '',
        'stop',
        'STOP',
        'eos',
        'eos_token',
        'stop_sequence',
        'end_turn',
        'COMPLETE',
      ] as const
    ).map((reason): [string, Says, object] => [
      `a whole one: ${reason}`,
      { body: { choices: [{ message: { content: 'Да' }, finish_reason: reason }] } },
      { text: 'Да', finish: 'stop' },
    ]),
    [
      'cut under another word',
      { body: { choices: [{ message: { content: 'Да' }, finish_reason: 'max_tokens' }] } },
      { finish: 'length' },
    ],
    [
      'a refusal in words',
      completion({ content: null, refusal: 'Не могу.' }),
      { text: 'Не могу.', finish: 'filtered' },
    ],
  ])('can be %s', async (_name, says, expected) => {
    await using over = await modelOver(() => says);
    expect(await over.model.answer(question, live())).toMatchObject(expected);
  });
});

describe('no answer', () => {
  it.each<[string, Says, string, boolean]>([
    ['nothing', completion({ content: null }), 'empty', true],
    ['spaces', completion({ content: ' \n ' }), 'empty', true],
    ['thinking alone', completion({ content: '<think>hm</think>' }), 'empty', true],
    [
      'a limit spent on thinking',
      { body: { choices: [{ message: { content: '' }, finish_reason: 'length' }] } },
      'length',
      false,
    ],
    [
      'a filter',
      { body: { choices: [{ message: { content: '' }, finish_reason: 'content_filter' }] } },
      'filtered',
      false,
    ],
    [
      'broken JSON',
      { body: '{"choices": [', headers: { 'content-type': 'application/json' } },
      'malformed',
      true,
    ],
    [
      'an empty body',
      { body: '', headers: { 'content-type': 'application/json' } },
      'malformed',
      true,
    ],
    ['a page', { body: '<html>Sign in to the Wi-Fi</html>' }, 'malformed', true],
    ['an error under 200', { body: { error: { message: 'oops' } } }, 'malformed', true],
    [
      'a numbered error under 200',
      { body: { error: { message: 'slow', code: 429 } } },
      'rate-limit',
      true,
    ],
    ...(
      [
        [
          { error: { message: 'x', type: 'insufficient_quota', code: 'insufficient_quota' } },
          'quota',
          false,
        ],
        [
          {
            error: {
              message: 'Insufficient Balance',
              type: 'unknown_error',
              code: 'invalid_request_error',
            },
          },
          'quota',
          false,
        ],
        [{ error: 'You exceeded your current quota' }, 'quota', false],
        [{ error: { message: 'x', code: '429' } }, 'rate-limit', true],
        [{ error: { message: 'x', code: 'rate_limit_exceeded' } }, 'rate-limit', true],
        [{ error: { message: 'x', status: 'RESOURCE_EXHAUSTED' } }, 'rate-limit', true],
        [[{ error: { message: 'x', code: 503, status: 'UNAVAILABLE' } }], 'unavailable', true],
        [{ error: { message: 'x', type: 'server_error' } }, 'unavailable', true],
        [{ error: { message: 'x', code: 'invalid_api_key' } }, 'key', false],
        [{ error: { message: 'x', code: 'model_not_found' } }, 'model', false],
        [{ error: { message: 'x', type: 'invalid_request_error' } }, 'request', false],
        [{ object: 'error', message: 'x', type: 'NotFoundError', code: 404 }, 'address', false],
        [{ code: 'InvalidApiKey', message: 'x', request_id: 'r' }, 'key', false],
        [{ error: { message: 'x', code: 'something_new' } }, 'malformed', true],
        [{ error: true }, 'malformed', true],
      ] as const
    ).map(([body, code, retryable]): [string, Says, string, boolean] => [
      `an error under 200: ${JSON.stringify(body)}`,
      { body },
      code,
      retryable,
    ]),
    ...(
      [
        ['error', { code: 502, message: 'Upstream connection lost' }, 'unavailable', true],
        ['error', { code: 'insufficient_quota', message: 'x' }, 'quota', false],
        ['error', undefined, 'unavailable', true],
        ['insufficient_system_resource', undefined, 'unavailable', true],
        ['network_error', undefined, 'unavailable', true],
        ['abort', undefined, 'unavailable', true],
      ] as const
    ).map(([reason, error, code, retryable]): [string, Says, string, boolean] => [
      `half an answer: ${reason} ${JSON.stringify(error)}`,
      {
        body: { choices: [{ message: { content: 'Курс стоит 2' }, finish_reason: reason, error }] },
      },
      code,
      retryable,
    ]),
    ['no choices', { body: { choices: [] } }, 'malformed', true],
    [
      'a null',
      { body: 'null', headers: { 'content-type': 'application/json' } },
      'malformed',
      true,
    ],
    ['a dropped line', { line: 'drop' }, 'unreachable', true],
    ['a line cut in the body', { ...fine, line: 'cut' }, 'unreachable', true],
    ['a fault', { status: 500, body: '<html>oops</html>' }, 'unavailable', true],
    ['a bad gateway', { status: 502, body: '<html>bad gateway</html>' }, 'unavailable', true],
    ['overload', refusal({ code: 'server_is_overloaded' }, 503), 'unavailable', true],
    ['a conflict', refusal({}, 409), 'unavailable', true],
    ['a rate limit', refusal({ code: 'rate_limit_exceeded' }, 429), 'rate-limit', true],
    [
      'a spent balance',
      refusal({ code: 'credit_balance_exhausted', type: 'insufficient_quota' }, 429),
      'quota',
      false,
    ],
    ['a spent project', refusal({ code: 'project_spend_limit_exceeded' }, 429), 'quota', false],
    ['the old word for it', refusal({ code: 'insufficient_quota' }, 429), 'quota', false],
    [
      'a bill',
      { status: 402, body: { error: { message: 'Insufficient credits', code: 402 } } },
      'quota',
      false,
    ],
    ['a wrong key', refusal({ code: 'invalid_api_key' }, 401), 'key', false],
    [
      'the wrong country',
      refusal({ code: 'unsupported_country_region_territory' }, 403),
      'country',
      false,
    ],
    [
      'a missing right',
      refusal({ message: 'You have insufficient permissions' }, 403),
      'access',
      false,
    ],
    ['an unknown model', refusal({ code: 'model_not_found' }, 404), 'model', false],
    [
      'a model not pulled',
      { status: 404, body: { error: { message: 'model "x" not found, try pulling it first' } } },
      'model',
      false,
    ],
    ['a wrong address', { status: 404, body: '404 page not found' }, 'address', false],
    ['forbidden content', refusal({ code: 'content_policy_violation' }), 'filtered', false],
    ['a bad request', refusal({ message: 'messages: at least one' }), 'request', false],
  ])('comes of %s', async (_name, says, code, retryable) => {
    await using over = await modelOver(() => says);
    const error = await failure(over.model);
    expect(error).toMatchObject({ code: `service.openai.${code}`, retryable });
    if (!retryable) expect((error as { suggestions: string[] }).suggestions).not.toEqual([]);
    expect(over.server.heard).toHaveLength(1);
  });

  it('comes of a server that is not there', async () => {
    const gone = await startLoopback(() => fine);
    await gone[Symbol.asyncDispose]();
    const model = await plugin.create(
      valuesFor(plugin.settings, { OPENAI_BASE_URL: gone.baseUrl }),
      testWorld(),
    );
    const error = await failure(model);
    expect(error).toMatchObject({ code: 'service.openai.unreachable', retryable: true });
    expect(String(error)).toContain('ECONNREFUSED');
  });

  it.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
    [{ 'retry-after': '90' }, 90_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 10:02:00 GMT' }, 120_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 09:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('says when to ask again: %j', async (headers, pause) => {
    const now = Date.UTC(2026, 10, 24, 10);
    await using over = await modelOver(
      () => ({ ...refusal({ code: 'rate_limit_exceeded' }, 429), headers }),
      {},
      now,
    );
    expect(await failure(over.model)).toMatchObject({
      retryable: true,
      status: 429,
      retryAfterMs: pause,
    });
  });

  it('names status, code and request, and nothing the service wrote', async () => {
    const message = `Incorrect API key provided: sk-proj-SeCr****abcd for +77001234567. ${key}`;
    await using over = await modelOver(() => ({
      ...refusal({ message, code: 'invalid_api_key' }, 401),
      headers: { 'x-request-id': 'req_42' },
    }));
    const error = await failure(over.model);
    const told = JSON.stringify([
      error,
      String(error),
      (error as Error).stack,
      (error as Error).cause,
    ]);
    expect(told).toContain('(HTTP 401 invalid_api_key, request req_42)');
    expect(told).not.toMatch(/sk-proj|SeCr|abcd|7700/);
    expect((error as Error).cause).toBeUndefined();
  });
});

describe('a dialogue that is too long', () => {
  it.each<[string, Says]>([
    ['the code', refusal({ code: 'context_length_exceeded', param: 'messages' })],
    [
      'words',
      {
        status: 400,
        body: { error: { message: 'the request exceeds the available context size', code: 400 } },
      },
    ],
    [
      'words about max_tokens',
      refusal({
        message:
          "'max_tokens' is too large: 512. This model's maximum context length is 4096 tokens",
        param: 'max_tokens',
      }),
    ],
    ['the size', { status: 413, body: 'Payload Too Large' }],
  ])('loses its older half once, told by %s', async (_name, says) => {
    await using over = await modelOver((_heard, index) => (index === 0 ? says : fine));
    await over.model.answer(question, live());
    expect(json(over.server.heard[1])['messages']).toEqual([
      { role: 'system', content: 'Rules for all\n\nLanguage: ru' },
      { role: 'user', content: 'Сколько стоит?\n\nИ где вы?' },
    ]);
    expect(fieldsSent(over.server)[1]).toEqual(fieldsSent(over.server)[0]);
  });

  it('is given up when its last message is still too long', async () => {
    await using over = await modelOver(() => refusal({ code: 'context_length_exceeded' }));
    expect(await failure(over.model)).toMatchObject({
      code: 'service.openai.context',
      retryable: false,
    });
    expect(over.server.heard).toHaveLength(3);
  });

  it.each([
    'Request too large for gpt-4o-mini on tokens per min (TPM): Limit 30000, Requested 31538. The input or output tokens must be reduced.',
    'Rate limit reached: Limit 6,000, Requested 8,000, please try again',
  ])(
    'is shortened also where that is worded as a rate limit, and never waited for: %s',
    async (message) => {
      const says = refusal({ message, type: 'tokens', code: 'rate_limit_exceeded' }, 429);
      await using over = await modelOver(() => says);
      const error = {
        code: 'service.openai.context',
        retryable: false,
        suggestions: [expect.stringContaining('WABOT_HISTORY_LIMIT')],
      };
      expect(await failure(over.model)).toMatchObject(error);
      expect(over.server.heard).toHaveLength(3);
    },
  );

  it('is not taken for a limit that time gives back', async () => {
    const message =
      'Rate limit reached on tokens per min (TPM): Limit 30000, Used 29000, Requested 1500. Please try again in 1s.';
    await using over = await modelOver(() =>
      refusal({ message, type: 'tokens', code: 'rate_limit_exceeded' }, 429),
    );
    expect(await failure(over.model)).toMatchObject({
      code: 'service.openai.rate-limit',
      retryable: true,
    });
    expect(over.server.heard).toHaveLength(1);
  });
});

describe('an abort', () => {
  it('ends a call with its own reason', async () => {
    const stop = new AbortController();
    const reason = new Error('the turn was superseded');
    await using over = await modelOver(() => {
      stop.abort(reason);
      return { line: 'hang' };
    });
    expect(await failure(over.model, stop.signal)).toBe(reason);
  });

  it('that came first sends nothing', async () => {
    await using over = await modelOver(() => fine);
    const reason = new Error('too late');
    expect(await failure(over.model, AbortSignal.abort(reason))).toBe(reason);
    expect(over.server.heard).toEqual([]);
  });

  it('ends a call in the middle of its body', async () => {
    const stop = new AbortController();
    await using over = await modelOver(() => ({ ...fine, headers: { 'content-length': '9999' } }));
    const pending = failure(over.model, stop.signal);
    while (over.server.heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('stop'));
    expect(await pending).toMatchObject({ message: 'stop' });
  });
});

describe('settings', () => {
  it('need a key for OpenAI itself and take the older name', async () => {
    const without = plugin.create(valuesFor(plugin.settings, {}), testWorld());
    await expect(without).rejects.toMatchObject({
      code: 'setup.settings',
      message: expect.stringContaining('OPENAI_API_KEY is not set'),
    });
    expect(valuesFor(plugin.settings, { OPEN_AI_KEY: key }).apiKey).toBe(key);
  });

  it('refuse an address that holds a password, without repeating it', async () => {
    const values = valuesFor(plugin.settings, {
      OPENAI_BASE_URL: 'http://me:pass-word@127.0.0.1/v1',
    });
    const error = await plugin
      .create(values, testWorld())
      .then(String, (thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'setup.settings',
      message: expect.stringContaining('OPENAI_BASE_URL must not hold'),
    });
    expect(String(error)).not.toContain('pass-word');
  });

  it('refuse a key that no header can carry, without repeating it', () => {
    expect(() => valuesFor(plugin.settings, { OPENAI_API_KEY: 'sk-ключ' })).toThrow(
      /^OPENAI_API_KEY must be one word of Latin letters/,
    );
  });
});

describe('a model that knows no system message', () => {
  const isSystem = (heard: Heard): boolean =>
    JSON.stringify(json(heard)['messages']).includes('"system"');
  const saying = (message: string, status = 400): Says => ({
    status,
    body: { object: 'error', message, type: 'BadRequestError', param: null, code: status },
  });

  it.each<[string, Says]>([
    ['vLLM', saying('System role not supported')],
    [
      'a template',
      saying('Template error: syntax error: System role not supported (in <string>:1)', 422),
    ],
    ['Mistral', saying('Only user and assistant roles are supported!')],
    ['a gateway', saying("Unexpected role 'system' in messages[0]; allowed: user, assistant")],
    [
      'a list of values',
      refusal({
        message: "Invalid value: 'system'. Supported values are: 'user' and 'assistant'.",
        param: 'messages[0].role',
        code: 'invalid_value',
      }),
    ],
    [
      'pydantic',
      {
        status: 422,
        body: {
          detail: [
            {
              type: 'enum',
              loc: ['body', 'messages', 0, 'role'],
              msg: "Input should be 'user' or 'assistant'",
              input: 'system',
            },
          ],
        },
      },
    ],
    [
      'alternation',
      saying('Conversation roles must alternate user/assistant/user/assistant/...', 500),
    ],
    [
      'Google',
      {
        status: 400,
        body: [
          {
            error: {
              code: 400,
              message: 'Developer instruction is not enabled for models/gemma-3-27b-it',
              status: 'INVALID_ARGUMENT',
            },
          },
        ],
      },
    ],
    [
      'OpenAI',
      refusal({
        message: "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
        param: 'messages[0].role',
        code: 'unsupported_value',
      }),
    ],
  ])(
    'is asked again with the rules in front of what the customer says, and so from then on: %s',
    async (_name, says) => {
      await using over = await modelOver((heard) => (isSystem(heard) ? says : fine));
      const messages: Question['messages'] = [
        { role: 'bot', text: 'Скидка!' },
        ...question.messages,
      ];
      expect(await over.model.answer({ ...question, messages }, live())).toMatchObject({
        text: 'Курс стоит 15 000 ₸.',
      });
      const [, again] = over.server.heard;
      expect(json(again)['messages']).toEqual([
        { role: 'user', content: 'Rules for all\n\nLanguage: ru\n\n---\n\nЗдравствуйте' },
        { role: 'assistant', content: 'Здравствуйте!' },
        { role: 'user', content: 'Сколько стоит?\n\nИ где вы?' },
      ]);
      await over.model.answer(question, live());
      expect(over.server.heard.map(isSystem)).toEqual([true, false, false]);
    },
  );

  it('is asked once more by each of several calls side by side', async () => {
    const all = Promise.withResolvers<Says>();
    let waiting = 0;
    await using over = await modelOver((heard) => {
      if (!isSystem(heard)) return fine;
      waiting += 1;
      if (waiting === 3) all.resolve(saying('System role not supported'));
      return all.promise;
    });
    await Promise.all([1, 2, 3].map(() => over.model.answer(question, live())));
    expect(over.server.heard).toHaveLength(6);
  });

  it.each([
    'After the optional system message, conversation roles must alternate user/assistant',
    'The system is not available',
  ])('is not read out of: %s', async (message) => {
    await using over = await modelOver(() => saying(message));
    expect(await failure(over.model)).toMatchObject({ retryable: false });
    expect(over.server.heard).toHaveLength(1);
  });
});

describe('a server that streams unasked', () => {
  const chunk = (delta: object, rest: object = {}): string =>
    `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta, ...rest }] })}`;
  const streamed = (...lines: string[]): Says => ({
    body: lines.join('\n\n'),
    headers: { 'content-type': 'text/event-stream' },
  });

  it('is read as well', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    const says = streamed(
      ': hello',
      chunk({ role: 'assistant', content: 'Курс ' }),
      chunk({ content: '25 000 ₸' }, { finish_reason: 'length' }),
      `data: ${JSON.stringify({ choices: [], usage })}`,
      'data: [DONE]\n\n',
    );
    await using over = await modelOver(() => says);
    expect(await over.model.answer(question, live())).toEqual({
      text: 'Курс 25 000 ₸',
      finish: 'length',
      model: 'm',
      usage: { input: 10, cached: 0, output: 5 },
    });
  });

  it.each<[string, Says, string]>([
    ['broke off', streamed(chunk({ content: 'Курс стоит 2' })), 'unavailable'],
    [
      'says an error',
      streamed(
        chunk({ content: 'К' }),
        'data: {"error":{"message":"x","code":429}}',
        'data: [DONE]',
      ),
      'rate-limit',
    ],
    ['holds nothing', streamed('data: [DONE]'), 'malformed'],
  ])('gives no answer where it %s', async (_name, says, code) => {
    await using over = await modelOver(() => says);
    expect(await failure(over.model)).toMatchObject({
      code: `service.openai.${code}`,
      retryable: true,
    });
  });
});

describe('tokens that a service does not tell', () => {
  const counted = { input: mostTokens(question), cached: 0, output: 512, estimated: true };

  it.each<[unknown, object]>([
    [undefined, counted],
    [null, counted],
    [{ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }, counted],
    [{ prompt_tokens: -5, completion_tokens: '7' }, counted],
    [
      { prompt_tokens: 40, completion_tokens: 0 },
      { ...counted, input: 40 },
    ],
    [
      { input_tokens: 40, output_tokens: 7 },
      { input: 40, cached: 0, output: 7 },
    ],
    [
      { prompt_tokens: 40, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 900 } },
      { input: 40, cached: 40, output: 7 },
    ],
  ])('are as many as there can be at most: %j', async (usage, expected) => {
    await using over = await modelOver(() => completion({ content: 'Да' }, { usage }));
    expect((await over.model.answer(question, live())).usage).toEqual(expected);
    await over.model.answer(question, live());
    const told = over.world.events.filter(({ event }) => event === 'usage-estimated').length;
    expect(told).toBe(
      expected === counted || ('output' in expected && expected.output === 512) ? 1 : 0,
    );
  });
});

describe('Azure', () => {
  it.each([
    [
      'https://mine.openai.azure.com/openai/v1',
      'abc',
      { 'api-key': 'abc' },
      '/openai/v1/chat/completions',
    ],
    [
      'https://mine.openai.azure.com/openai/deployments/d/?api-version=2024-10-21',
      'abc',
      { 'api-key': 'abc' },
      '/openai/deployments/d/chat/completions?api-version=2024-10-21',
    ],
    [
      'https://mine.cognitiveservices.azure.com/openai/v1',
      'abc',
      { 'api-key': 'abc' },
      '/openai/v1/chat/completions',
    ],
    [
      'https://mine.services.ai.azure.com/openai/v1/',
      'eyJ0.a.b',
      { authorization: 'Bearer eyJ0.a.b' },
      '/openai/v1/chat/completions',
    ],
    [
      'https://azure.example.com/v1?tenant=7',
      'abc',
      { authorization: 'Bearer abc' },
      '/v1/chat/completions?tenant=7',
    ],
    [
      'https://evil-openai.azure.com.example.com/v1',
      'abc',
      { authorization: 'Bearer abc' },
      '/v1/chat/completions',
    ],
  ])(
    '%s gets its key as it wants it, and its query behind the path',
    async (url, apiKey, headers, path) => {
      const asked: { url: string; headers: Headers }[] = [];
      const fetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
        asked.push({
          url: input instanceof Request ? input.url : input.toString(),
          headers: new Headers(init?.headers),
        });
        return Promise.resolve(Response.json(fine.body));
      };
      const values = valuesFor(plugin.settings, { OPENAI_BASE_URL: url, OPENAI_API_KEY: apiKey });
      const world = { ...testWorld(0), fetch };
      await (await plugin.create(values, world)).answer(question, live());
      await plugin.check?.(values, world, live());
      expect(new URL(asked[0]?.url ?? '').pathname + new URL(asked[0]?.url ?? '').search).toBe(
        path,
      );
      expect(asked[1]?.url).toBe(
        new URL(path.replace('chat/completions', 'models/gpt-6-luna'), url).href,
      );
      for (const each of asked)
        expect({
          ...(each.headers.has('api-key') && { 'api-key': each.headers.get('api-key') }),
          ...(each.headers.has('authorization') && {
            authorization: each.headers.get('authorization'),
          }),
        }).toEqual(headers);
    },
  );
});
