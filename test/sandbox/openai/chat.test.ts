import { describe, expect, it } from 'vitest';
import { openAiFaults, type Fault } from '../../../src/sandbox/openai/index.ts';
import { askService, openService, post, school, systemMessage } from './service.ts';

const question = {
  model: 'gpt-6-luna',
  messages: [{ role: 'user', content: 'Сколько стоит курс?' }],
};

describe('chat completions', () => {
  it('carry the answer as OpenAI writes it, under the name of the sandbox', async () => {
    await using world = await openService({ now: () => 1_700_000_000_000 });
    const completion = await askService(world.service, 'Сколько стоит курс?');
    expect(completion).toMatchObject({
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'sandbox',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: expect.stringContaining('35 000 ₸') },
          finish_reason: 'stop',
        },
      ],
    });
    const {
      prompt_tokens: prompt,
      completion_tokens: written,
      total_tokens: total,
    } = completion.usage;
    expect(prompt).toBeGreaterThan(1000);
    expect(written).toBeGreaterThan(50);
    expect(total).toBe(prompt + written);
  });

  it('are served without /v1 too, and read contents in parts', async () => {
    await using world = await openService();
    const messages = [
      { role: 'developer', content: [{ type: 'text', text: systemMessage(school, 'Russian') }] },
      { role: 'user', content: [{ type: 'text', text: 'Где вы находитесь?' }] },
    ];
    const response = await post(
      world.service,
      { model: 'x', messages },
      { path: '/chat/completions' },
    );
    expect(await response.text()).toContain('улица Үлгі');
  });

  it('may be written by the test, who sees what was asked', async () => {
    await using world = await openService({
      answer: ({ messages }) => (messages.length > 1 ? 'scripted' : undefined),
    });
    expect((await askService(world.service, 'hi')).choices[0].message.content).toBe('scripted');
    expect(await (await post(world.service, question)).text()).toContain('[песочница]');
    world.service.configure({ answer: () => '', finish: 'length' });
    expect((await askService(world.service, 'hi')).choices[0]).toMatchObject({
      message: { content: '' },
      finish_reason: 'length',
    });
    expect(
      world.service.requests.map(({ endpoint, outcome, chat }) => [
        endpoint,
        outcome,
        chat?.messages.length,
      ]),
    ).toEqual([
      ['chat', 200, 2],
      ['chat', 200, 1],
      ['chat', 200, 2],
    ]);
  });

  it.each([
    ['{', 400, 'parse'],
    ['[]', 400, 'parse'],
    [{ messages: question.messages }, 400, 'model'],
    [{ model: 'x' }, 400, 'messages'],
    [{ model: 'x', messages: [] }, 400, 'messages'],
    [{ model: 'x', messages: ['hi'] }, 400, 'messages'],
    [{ ...question, stream: true }, 400, 'stream'],
  ])('refuse %j', async (body, status, says) => {
    await using world = await openService();
    const response = await post(world.service, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { type: 'invalid_request_error', message: expect.stringContaining(says) },
    });
  });

  it('need a key, and the right one where one is set', async () => {
    await using world = await openService({ apiKey: 'right-key' });
    for (const key of ['', 'sk-wrong-key-1234']) {
      const response = await post(world.service, question, { key });
      expect([response.status, await response.json()]).toEqual([
        401,
        { error: expect.objectContaining({ code: 'invalid_api_key' }) },
      ]);
    }
    expect((await post(world.service, question, { key: 'right-key' })).status).toBe(200);
    expect(world.service.count('chat')).toBe(1);
  });

  it('refuse parameters and models that they are told to refuse', async () => {
    await using world = await openService({ refuses: ['max_tokens'], models: ['gpt-6-luna'] });
    const refused = await post(world.service, { ...question, max_tokens: 5 });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: expect.objectContaining({ code: 'unsupported_parameter', param: 'max_tokens' }) },
    ]);
    expect((await post(world.service, question)).status).toBe(200);
    expect(await (await post(world.service, { ...question, model: 'other' })).json()).toMatchObject(
      {
        error: { code: 'model_not_found' },
      },
    );
  });

  it.each<[string, Fault, number, string]>([
    ['rateLimited', openAiFaults.rateLimited(7), 429, 'rate_limit_exceeded'],
    ['quota', openAiFaults.quota, 429, 'insufficient_quota'],
    ['invalidKey', openAiFaults.invalidKey, 401, 'invalid_api_key'],
    ['unknownModel', openAiFaults.unknownModel, 404, 'model_not_found'],
    ['tooLong', openAiFaults.tooLong, 400, 'context_length_exceeded'],
    ['serverError', openAiFaults.serverError, 500, 'server_error'],
    ['html', openAiFaults.html, 502, '502 Bad Gateway'],
    ['malformed', openAiFaults.malformed, 200, '"message":'],
    ['noChoices', openAiFaults.noChoices, 200, '"choices":[]'],
  ])('can fail once with %s', async (name, fault, status, says) => {
    await using world = await openService();
    world.service.fault('chat', fault);
    const response = await post(world.service, question);
    expect([response.status, response.headers.get('retry-after')]).toEqual([
      status,
      name === 'rateLimited' ? '7' : null,
    ]);
    expect(await response.text()).toContain(says);
    expect((await post(world.service, question)).status).toBe(200);
  });

  it('can hang, break off and notice that the caller went away', async () => {
    await using world = await openService({ thinkMs: 60_000 });
    const leave = new AbortController();
    const leaving = fetch(`${world.service.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      body: JSON.stringify(question),
      signal: leave.signal,
    });
    while (world.service.requests.length === 0) await new Promise(setImmediate);
    leave.abort();
    await expect(leaving).rejects.toThrow(/abort/i);
    while (!world.service.requests[0]?.aborted) await new Promise(setImmediate);
    world.service.configure({ thinkMs: 0 });
    world.service.fault('chat', openAiFaults.drop);
    await expect(post(world.service, question)).rejects.toThrow(/fetch failed/);
    world.service.fault('chat', openAiFaults.cut);
    await expect(post(world.service, question).then((response) => response.text())).rejects.toThrow(
      /terminated/,
    );
  });
});

describe('models', () => {
  it('are listed and described', async () => {
    await using world = await openService();
    const get = async (path: string): Promise<unknown> =>
      (
        await fetch(`${world.service.url}${path}`, { headers: { authorization: 'Bearer x' } })
      ).json();
    expect(await get('/v1/models')).toMatchObject({
      object: 'list',
      data: [{ id: 'sandbox', shutdown_date: null }],
    });
    expect(await get('/v1/models/gpt-6-luna')).toMatchObject({
      id: 'gpt-6-luna',
      object: 'model',
      owned_by: 'sandbox',
    });
    expect(await get('/v1/nothing')).toMatchObject({
      error: { message: expect.stringContaining('Invalid URL') },
    });
  });
});
