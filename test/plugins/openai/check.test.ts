import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Level } from '../../../src/core/kinds/finding.ts';
import plugin from '../../../src/plugins/model/openai/index.ts';
import speech from '../../../src/plugins/speech/openai/index.ts';
import { startLoopback, testWorld, valuesFor, type Says } from './loopback.ts';

const now = Date.UTC(2026, 10, 24, 10);
const live = new AbortController().signal;
const model = (rest: object = {}): Says => ({
  body: { id: 'gpt-6-luna', object: 'model', created: 1, owned_by: 'openai', ...rest },
});

/** What the check finds when a compatible server says this. */
async function found(says: Says): Promise<Finding | undefined> {
  await using server = await startLoopback(() => says);
  const values = valuesFor(plugin.settings, {
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_API_KEY: 'k',
  });
  const [finding, ...more] = (await plugin.check?.(values, testWorld(now), live)) ?? [];
  expect(more).toEqual([]);
  expect(server.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /v1/models/gpt-6-luna',
  ]);
  return finding;
}

/** What the check finds when OpenAI itself says this. */
async function foundAtOpenAi(status: number, body: object): Promise<Finding | undefined> {
  const fetch = (): Promise<Response> => Promise.resolve(Response.json(body, { status }));
  const findings = await plugin.check?.(
    valuesFor(plugin.settings, { OPENAI_API_KEY: 'k' }),
    { ...testWorld(now), fetch },
    live,
  );
  return findings?.[0];
}

beforeAll(() => install());

describe('a check of the model', () => {
  it.each<[string, object, RegExp, Level]>([
    ['without an end', {}, /^127\.0\.0\.1:\d+ has gpt-6-luna$/, 'ok'],
    ['whose end is null', { shutdown_date: null }, / has gpt-6-luna$/, 'ok'],
    [
      'whose end is far',
      { shutdown_date: '2027-11-24' },
      / has gpt-6-luna, until 2027-11-24, in 365 days$/,
      'ok',
    ],
    [
      'whose end is near',
      { shutdown_date: '2027-01-14' },
      /shuts it down on 2027-01-14, in 51 days$/,
      'warning',
    ],
    ['whose end is tomorrow', { shutdown_date: '2026-11-25' }, /in 1 day$/, 'warning'],
    [
      'whose end is this day',
      { shutdown_date: '2026-11-24' },
      /shut gpt-6-luna down on 2026-11-24$/,
      'problem',
    ],
    [
      'whose end was',
      { shutdown_date: '2026-10-23' },
      /shut gpt-6-luna down on 2026-10-23$/,
      'problem',
    ],
    ['whose end is nonsense', { shutdown_date: 'soon' }, / has gpt-6-luna$/, 'ok'],
  ])('finds one %s', async (_name, rest, message, level) => {
    const finding = await found(model(rest));
    expect(finding).toMatchObject({ level, message: expect.stringMatching(message) });
    if (/shut(s it)? |shut gpt/.test(finding?.message ?? ''))
      expect(finding?.suggestions).toEqual(['Set OPENAI_MODEL to a newer model in time.']);
  });

  it.each<[string, Says, RegExp, Level]>([
    [
      'has no list of models',
      { status: 404, body: '404 page not found' },
      /does not say whether it has gpt-6-luna/,
      'ok',
    ],
    [
      'has not this model',
      { status: 404, body: { error: { message: 'model "gpt-6-luna" not found' } } },
      /has no model/,
      'problem',
    ],
    [
      'refuses the key',
      { status: 401, body: { error: { message: 'bad sk-abc', code: 'invalid_api_key' } } },
      /refuses the API key/,
      'problem',
    ],
    ['is broken', { status: 502, body: '<html>' }, /overloaded or has a fault/, 'problem'],
    ['is gone', { line: 'drop' }, /cannot be reached/, 'problem'],
  ])('at a compatible server that %s', async (_name, says, message, level) => {
    const finding = await found(says);
    expect(finding).toMatchObject({ level, message: expect.stringMatching(message) });
    expect(JSON.stringify(finding)).not.toContain('sk-abc');
  });

  it('takes a key that may not read the list for no fault', async () => {
    expect(
      await foundAtOpenAi(403, { error: { message: 'Missing scopes: api.model.read' } }),
    ).toMatchObject({ level: 'ok' });
    expect(await foundAtOpenAi(404, { error: { code: 'model_not_found' } })).toMatchObject({
      level: 'problem',
    });
  });

  it('of speech asks the speech service, which the chat service stands in for', async () => {
    await using server = await startLoopback(() => model());
    const values = valuesFor(speech.settings, { OPENAI_BASE_URL: server.baseUrl });
    expect(await speech.check?.(values, testWorld(now), live)).toMatchObject([{ level: 'ok' }]);
    expect(server.heard[0]?.path).toBe('/v1/models/gpt-transcribe');
  });

  it('ends when it is aborted', async () => {
    const stop = new AbortController();
    const reason = new Error('stop');
    await using server = await startLoopback(() => {
      stop.abort(reason);
      return { line: 'hang' };
    });
    const values = valuesFor(plugin.settings, { OPENAI_BASE_URL: server.baseUrl });
    await expect(plugin.check?.(values, testWorld(now), stop.signal)).rejects.toBe(reason);
  });
});
