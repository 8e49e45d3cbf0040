import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../src/core/settings.ts';
import plugin from '../../../../src/plugins/channel/green-api/index.ts';
import { channelOver, failure, idInstance, live, shown, token, type Method, type Says } from './fake.ts';

const good = {
  webhookUrl: '',
  webhookUrlToken: '',
  incomingWebhook: 'yes',
  outgoingAPIMessageWebhook: 'yes',
  delaySendMessagesMilliseconds: 1000,
};

describe('the state', () => {
  it.each<[Says, object]>([
    [{ body: { stateInstance: 'authorized' } }, { ready: true, detail: 'authorized' }],
    [{ body: { stateInstance: 'notAuthorized' } }, { ready: false, detail: 'notAuthorized' }],
    [{ body: { stateInstance: 'blocked' } }, { ready: false, detail: 'blocked' }],
    [{ body: { stateInstance: null } }, { ready: false, detail: 'unknown' }],
    [
      { status: 400, body: 'instance in starting process try later' },
      { ready: false, detail: 'starting' },
    ],
  ])('of %j is %j', async (says, state) => {
    await using over = await channelOver({ getStateInstance: () => says });
    expect(await over.channel.state(live())).toEqual(state);
  });

  it('is asked for again when somebody else asked a moment ago', async () => {
    const ask: Method = (_, nth) => (nth < 2 ? { status: 429 } : { body: { stateInstance: 'authorized' } });
    await using over = await channelOver({ getStateInstance: ask });
    expect(await over.channel.state(live())).toMatchObject({ ready: true });
    expect(over.time.pauses).toHaveLength(2);
  });

  it.each<[Says, object]>([
    [{ status: 429 }, { code: 'service.green-api.rate-limit', retryable: true }],
    [{ status: 401 }, { code: 'service.green-api.token', retryable: false }],
    [{ status: 500 }, { code: 'service.green-api.unavailable', outcomeUnknown: false }],
    [{ body: '<html>' }, { code: 'service.green-api.malformed' }],
    [{ body: {} }, { code: 'service.green-api.malformed' }],
    [{ body: '["authorized"]' }, { code: 'service.green-api.malformed' }],
  ])('cannot be had from %j', async (says, error) => {
    await using over = await channelOver({ getStateInstance: () => says });
    expect(await failure(over.channel.state(live()))).toMatchObject(error);
  });
});

/** What the plugin's check finds over a fake with these settings of the instance. */
async function checked(fields: object, environment: Record<string, string> = {}, stateInstance = 'authorized') {
  const methods = { getStateInstance: () => ({ body: { stateInstance } }), getSettings: () => ({ body: fields }) };
  await using over = await channelOver(methods, environment);
  return await plugin.check?.(over.settings, over.world, live());
}

describe('the check', () => {
  it('finds a good instance', async () => {
    const found = await checked(good);
    expect(found).toMatchObject({ ok: true, suggestions: [] });
    expect(found?.message).toMatch(new RegExp(`${idInstance} is authorized.*--poll`));
  });

  it.each<[string, object, Record<string, string>, boolean, RegExp]>([
    ['deaf', { incomingWebhook: 'no' }, {}, false, /incomingWebhook/],
    [
      'with another webhook token',
      { webhookUrl: 'https://shop.example/webhook?key=1', webhookUrlToken: 'Bearer a' },
      { GREEN_API_WEBHOOK_TOKEN: 'b' },
      false,
      /GREEN_API_WEBHOOK_TOKEN the same/,
    ],
    ['open to anybody', { webhookUrl: 'https://shop.example/webhook' }, {}, true, /anybody/],
    ['that does not list what it sent', { outgoingAPIMessageWebhook: 'no' }, {}, true, /twice after a crash/],
  ])('finds an instance %s', async (_, fields, environment, ok, advice) => {
    const found = await checked({ ...good, ...fields }, environment);
    expect(found?.ok).toBe(ok);
    expect(found?.suggestions?.join(' ')).toMatch(advice);
  });

  it('takes a token with a word in front for the same, and shows the host of the webhook only', async () => {
    const fields = { ...good, webhookUrl: 'https://shop.example/webhook?key=1', webhookUrlToken: 'Bearer a' };
    const found = await checked(fields, { GREEN_API_WEBHOOK_TOKEN: 'a' });
    expect(found).toMatchObject({ ok: true, message: expect.stringMatching(/messages go to shop\.example$/) as unknown });
  });

  it.each([['notAuthorized'], ['blocked'], ['constructor']])('says what to do about the state %s', async (state) => {
    expect(await checked(good, {}, state)).toMatchObject({ ok: false, suggestions: [expect.any(String)] });
  });

  it('says what to do when the vendor refuses', async () => {
    await using over = await channelOver({ getStateInstance: () => ({ status: 401, body: token }) });
    const found = await plugin.check?.(over.settings, over.world, live());
    expect(found).toMatchObject({ ok: false, suggestions: [expect.stringContaining('GREEN_API_TOKEN')] });
    expect(shown(found)).not.toContain(token);
  });
});

describe('the settings', () => {
  const read = (environment: Record<string, string>) => readSettings(plugin.settings, environment);

  it('have fallbacks for all but the instance and its token', () => {
    const { problems } = read({});
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['GREEN_ID_INSTANCE', 'GREEN_API_TOKEN']);
    const { values } = read({ GREEN_ID_INSTANCE: ' 7103000000 ', GREEN_API_TOKEN: token });
    expect(values).toMatchObject({ idInstance, token, apiUrl: 'https://api.green-api.com', webhookToken: undefined });
  });

  it.each([
    [{ GREEN_ID_INSTANCE: 'seven' }, /^GREEN_ID_INSTANCE must be a number/],
    [{ GREEN_API_TOKEN: 'to/ken' }, /^GREEN_API_TOKEN must be one word/],
    [{ GREEN_API_TOKEN: '..' }, /^GREEN_API_TOKEN must be one word/],
    [{ GREEN_API_TOKEN: 'two words' }, /^GREEN_API_TOKEN must be one word/],
    [{ GREEN_API_TOKEN: 'токен' }, /^GREEN_API_TOKEN must be one word/],
    [{ GREEN_API_URL: 'api.green-api.com' }, /^GREEN_API_URL must be a URL/],
  ])('refuse %j', (environment, problem) => {
    const { problems } = read({ GREEN_ID_INSTANCE: '1', GREEN_API_TOKEN: 'x', ...environment });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join('')).not.toMatch(/to\/ken|two words|токен/);
  });
});
