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
  type Loopback,
  type Says,
  type Script,
} from '../../openai/loopback.ts';

const handoff = {
  name: 'handoff',
  description: 'Call a person of the business.',
  parameters: { type: 'object', properties: { reason: { type: 'string' } }, required: ['reason'] },
};
const plain: Question = {
  shared: 'Rules for all',
  chat: '',
  messages: [{ role: 'customer', text: 'Верните деньги' }],
};
const question: Question = { ...plain, functions: [handoff] };

/** An id of ours: one service takes nothing but nine letters and digits. */
const ownId: unknown = expect.stringMatching(/^[a-z0-9]{9}$/);

const live = (): AbortSignal => new AbortController().signal;

function completion(message: object, finish: unknown = 'stop'): Says {
  return { body: { model: 'm', choices: [{ message, finish_reason: finish }] } };
}

const words = completion({ content: 'Хорошо.' });
const called = completion(
  {
    content: null,
    tool_calls: [
      {
        id: 'call_a',
        type: 'function',
        function: { name: 'handoff', arguments: '{"reason":"x"}' },
      },
    ],
  },
  'tool_calls',
);

async function modelOver(script: Script) {
  const server = await startLoopback(script);
  const world = testWorld(0);
  const values = valuesFor(plugin.settings, {
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_API_KEY: 'sk-proj-SeCrEt0123456789abcd',
  });
  const model: Model = await plugin.create(values, world);
  return { model, server, world, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** What was offered in each request. */
function offered({ heard }: Loopback): unknown[] {
  return heard.map((one) => json(one)['tools']);
}

beforeAll(() => install());

describe('functions that are offered', () => {
  it('go out as tools that the model may call, without parallel_tool_calls', async () => {
    await using over = await modelOver(() => called);
    const answer = await over.model.answer(question, live());
    const [sent] = over.server.heard.map(json);
    expect(sent).toMatchObject({
      tools: [{ type: 'function', function: handoff }],
      tool_choice: 'auto',
    });
    expect(sent).not.toHaveProperty('parallel_tool_calls');
    expect(answer).toMatchObject({
      text: '',
      finish: 'stop',
      calls: [{ id: 'call_a', name: 'handoff', arguments: '{"reason":"x"}' }],
    });
  });

  it('are counted in what a question may cost', () => {
    expect(mostTokens(question)).toBeGreaterThan(mostTokens(plain) + 100);
  });

  it('are not there where none are: a call is then no answer', async () => {
    await using over = await modelOver(() => called);
    await expect(over.model.answer(plain, live())).rejects.toMatchObject({
      code: 'service.openai.empty',
    });
    expect(over.server.heard.map((one) => json(one))[0]).not.toHaveProperty('tool_choice');
  });

  it.each<[string, object]>([
    [
      'no id, arguments as an object',
      { function: { name: 'handoff', arguments: { reason: 'x' } } },
    ],
    ['no wrapping', { name: 'handoff', arguments: '{"reason":"x"}', type: 'function' }],
    ['parameters in place of arguments', { name: 'handoff', parameters: { reason: 'x' } }],
    ['an empty id', { id: '', function: { name: ' handoff ', arguments: '{"reason":"x"}' } }],
  ])('are read as called with %s', async (_, call) => {
    await using over = await modelOver(() => completion({ content: '', tool_calls: [call] }));
    expect((await over.model.answer(question, live())).calls).toEqual([
      { id: ownId, name: 'handoff', arguments: '{"reason":"x"}' },
    ]);
  });

  it('are read as called by an older server, with its one call', async () => {
    const message = { content: null, function_call: { name: 'handoff' } };
    await using over = await modelOver(() => completion(message, 'function_call'));
    expect((await over.model.answer(question, live())).calls).toEqual([
      { id: ownId, name: 'handoff', arguments: '{}' },
    ]);
  });

  it('are called beside words, each call under an id of its own', async () => {
    const call = { id: 'same', function: { name: 'handoff', arguments: '{}' } };
    const message = { content: 'Сейчас.', tool_calls: [call, call, { function: {} }] };
    await using over = await modelOver(() => completion(message, 'tool_calls'));
    const { text, calls = [] } = await over.model.answer(question, live());
    expect(text).toBe('Сейчас.');
    expect(calls.map(({ id }) => id)).toEqual(['same', ownId]);
  });

  it('are no whole answer where the call was lost on the way', async () => {
    await using over = await modelOver(() => completion({ content: 'Сейчас' }, 'tool_calls'));
    expect((await over.model.answer(question, live())).finish).toBe('broken');
  });

  const event = (delta: object, finish: unknown = null): string =>
    `data: ${JSON.stringify({ choices: [{ delta, finish_reason: finish }] })}\n\n`;
  const piece = (fields: object, index?: number): object => ({
    tool_calls: [{ ...(index === undefined ? {} : { index }), ...fields }],
  });

  it.each<[string, string[]]>([
    [
      'in pieces',
      [
        event(piece({ id: 'a', function: { name: 'handoff', arguments: '' } }, 0)),
        event(piece({ function: { arguments: '{"reason"' } }, 0)),
        event(piece({ function: { arguments: ':"x"}' } }, 0)),
        event({}, 'tool_calls'),
      ],
    ],
    [
      'whole, without an index',
      [
        event(
          piece({ id: 'a', function: { name: 'handoff', arguments: '{"reason":"x"}' } }),
          'stop',
        ),
      ],
    ],
    [
      'with the name in every piece',
      [
        event(piece({ id: 'a', function: { name: 'handoff', arguments: '{"reason"' } }, 0)),
        event(piece({ id: 'a', function: { name: 'handoff', arguments: ':"x"}' } }, 0), 'stop'),
      ],
    ],
  ])('are read from a stream %s', async (_, events) => {
    const body = `${events.join('')}data: [DONE]\n\n`;
    await using over = await modelOver(() => ({
      body,
      headers: { 'content-type': 'text/event-stream' },
    }));
    expect(await over.model.answer(question, live())).toMatchObject({
      finish: 'stop',
      calls: [{ id: 'a', name: 'handoff', arguments: '{"reason":"x"}' }],
    });
  });

  it('are two calls in a stream that gives both the same index', async () => {
    const call = (id: string): object => piece({ id, function: { name: id, arguments: '{}' } }, 0);
    const body = `${event(call('one'))}${event(call('two'), 'tool_calls')}data: [DONE]\n\n`;
    await using over = await modelOver(() => ({ body }));
    const { calls = [] } = await over.model.answer(question, live());
    expect(calls.map(({ name }) => name)).toEqual(['one', 'two']);
  });
});

describe('a server that takes no functions', () => {
  const refusal = (status: number, error: object): Says => ({ status, body: { error } });

  it.each<[string, Says]>([
    [
      'ollama',
      refusal(400, { message: 'registry.ollama.ai/library/gemma:2b does not support tools' }),
    ],
    [
      'vLLM',
      refusal(400, {
        message:
          '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      }),
    ],
    ['llama.cpp', refusal(500, { message: 'tools param requires --jinja flag' })],
    ['OpenRouter', refusal(404, { message: 'No endpoints found that support tool use.' })],
    ['a strict proxy', refusal(422, { message: 'body.tools: Extra inputs are not permitted' })],
    [
      'Gemini',
      refusal(400, { message: 'Function calling is not enabled for models/gemma-3-27b-it' }),
    ],
    ['OpenAI', refusal(400, { message: "Unsupported parameter: 'tools'", param: 'tools' })],
  ])('is recognised once, remembered and asked without them (%s)', async (_, says) => {
    await using over = await modelOver((heard) => (json(heard)['tools'] ? says : words));
    expect(over.model.takesFunctions).toBe(true);
    expect((await over.model.answer(question, live())).text).toBe('Хорошо.');
    expect(over.model.takesFunctions).toBe(false);
    await over.model.answer(question, live());
    expect(offered(over.server).map((tools) => tools !== undefined)).toEqual([true, false, false]);
    expect(over.server.heard.map(json).at(-1)).not.toHaveProperty('tool_choice');
  });

  it('may know tools and not their choice', async () => {
    await using over = await modelOver((heard) =>
      json(heard)['tool_choice'] === undefined
        ? called
        : refusal(400, { message: "Unknown parameter: 'tool_choice'.", param: 'tool_choice' }),
    );
    expect((await over.model.answer(question, live())).calls).toHaveLength(1);
    expect(over.model.takesFunctions).toBe(true);
  });

  it('is asked once more without them where it could not read what its model called', async () => {
    await using over = await modelOver((heard) =>
      json(heard)['tools']
        ? refusal(400, { message: 'Failed to call a function.', code: 'tool_use_failed' })
        : words,
    );
    expect((await over.model.answer(question, live())).text).toBe('Хорошо.');
    expect(over.model.takesFunctions).toBe(true);
  });

  it('is not meant by another refusal', async () => {
    await using over = await modelOver(() =>
      refusal(400, { message: 'Invalid temperature', param: 'x' }),
    );
    await expect(over.model.answer(question, live())).rejects.toMatchObject({
      retryable: false,
    });
    expect(over.model.takesFunctions).toBe(true);
  });
});

describe('what was called', () => {
  const asked = (server: Loopback): unknown[] =>
    server.heard.map(({ body }) => JSON.parse(String(body)) as unknown);

  it('goes back with its results, and with every mark that came with it', async () => {
    const call = {
      type: 'function',
      function: { name: 'handoff', arguments: { reason: 'x' } },
      extra_content: { google: { thought_signature: 'sig' } },
    };
    const message = { role: 'assistant', content: null, reasoning_content: 'hm', refusal: null };
    const script = [completion({ ...message, tool_calls: [call] }), words];
    await using over = await modelOver(() => script.shift() ?? words);
    const first = await over.model.answer(question, live());
    const calls = (first.calls ?? []).map((each) => ({ ...each, result: '{"ok":true}' }));
    const said = { role: 'bot', text: first.text, calls, kept: first.kept } as const;
    const messages = [...question.messages, said];
    const next: Question = { ...question, messages, callsEnd: true };
    expect((await over.model.answer(next, live())).text).toBe('Хорошо.');
    const [{ id } = { id: '' }] = calls;
    expect(asked(over.server)[1]).toMatchObject({
      tool_choice: 'none',
      messages: [
        { role: 'system' },
        { role: 'user' },
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'hm',
          tool_calls: [{ ...call, id, function: { name: 'handoff', arguments: '{"reason":"x"}' } }],
        },
        { role: 'tool', tool_call_id: id, content: '{"ok":true}' },
      ],
    });
    expect(mostTokens(next)).toBeGreaterThan(mostTokens(question));
  });

  it.each([
    '<tool_call>{"name":"handoff","arguments":{"reason":"x"}}</tool_call>',
    '<tool_call>\n<function=handoff>\n<parameter=reason>\nx\n</parameter>\n</function>\n</tool_call>',
    '<function=handoff>{"reason":"x"}</function>',
    '[TOOL_CALLS][{"name":"handoff","arguments":{"reason":"x"}}]',
    '```json\n{"name":"handoff","parameters":{"reason":"x"}}\n```',
    '{"type":"function","function":{"name":"handoff","arguments":"{\\"reason\\":\\"x\\"}"}}',
  ])('is read from a text that is nothing else, and marked: %s', async (text) => {
    await using over = await modelOver(() => completion({ content: text }));
    const answer = await over.model.answer(question, live());
    expect(answer.text).toBe('');
    expect(answer.calls?.map(({ name, inWords }) => [name, inWords])).toEqual([['handoff', true]]);
    expect(JSON.parse(answer.calls?.[0]?.arguments ?? '')).toEqual({ reason: 'x' });
  });

  it.each([
    'Смотрю: {"name":"handoff","arguments":{}}',
    '{"name":"other","arguments":{}}',
    '{"name":"handoff"}',
    'Хорошо {',
  ])('is not read from any other text: %s', async (text) => {
    await using over = await modelOver(() => completion({ content: text }));
    const answer = await over.model.answer(question, live());
    expect([answer.text, answer.calls]).toEqual([text, undefined]);
  });
});
