import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../src/core/kinds/finding.ts';
import { readSettings } from '../../../../src/core/settings/read-settings.ts';
import plugin from '../../../../src/plugins/channel/green-api/index.ts';
import {
  channelOver,
  failure,
  idInstance,
  live,
  shown,
  token,
  type Method,
  type Says,
} from './fake.ts';

const good = {
  webhookUrl: '',
  webhookUrlToken: '',
  incomingWebhook: 'yes',
  outgoingMessageWebhook: 'yes',
  incomingCallWebhook: 'yes',
  outgoingAPIMessageWebhook: 'yes',
  stateWebhook: 'yes',
  wid: '79001234567@c.us',
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
    const ask: Method = (_, nth) =>
      nth < 2 ? { status: 429 } : { body: { stateInstance: 'authorized' } };
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
async function checked(
  fields: object,
  environment: Record<string, string> = {},
  methods: Record<string, Method> = {},
) {
  const usual: Record<string, Method> = {
    getStateInstance: () => ({ body: { stateInstance: 'authorized' } }),
    getSettings: () => ({ body: fields }),
    getWebhooksCount: () => ({ body: { count: 1 } }),
  };
  await using over = await channelOver({ ...usual, ...methods }, environment);
  return (await plugin.check?.(over.settings, over.world, live())) ?? [];
}

const webhook = {
  ...good,
  webhookUrl: 'https://shop.example/webhook?key=1',
  webhookUrlToken: 'Bearer a-long-and-random-word',
};
const ours = { GREEN_API_WEBHOOK_TOKEN: 'a-long-and-random-word' };

/** A line for each finding. */
function lines(found: readonly Finding[]): string[] {
  return found.map(({ level, message }) => `${level}: ${message}`);
}

describe('the check', () => {
  it('finds a good instance, names its account in short and never the query of its webhook', async () => {
    expect(lines(await checked(webhook, ours))).toEqual([
      `ok: GREEN-API instance ${idInstance} (WhatsApp) is authorized, account 7900…4567`,
      'ok: messages go to https://shop.example/webhook?…',
      'ok: webhookUrlToken is ours',
      'ok: the notifications that the bot needs are switched on',
      'ok: 1 notification waits in the queue',
    ]);
  });

  it.each<[string, object, Record<string, string>, RegExp]>([
    ['without a webhook', good, ours, /^problem: no webhook URL is set/],
    [
      'that is polled',
      good,
      { WABOT_POLL: 'true' },
      /^ok: no webhook URL is set, so that messages can be fetched/,
    ],
    [
      'that cannot be polled',
      webhook,
      { ...ours, WABOT_POLL: 'true' },
      /^problem: messages go to .* cannot be fetched/,
    ],
    [
      'without our address',
      good,
      { ...ours, GREEN_API_WEBHOOK_URL: 'https://a.example/webhook' },
      /^problem: .*GREEN_API_WEBHOOK_URL/,
    ],
    [
      'with another address',
      webhook,
      { ...ours, GREEN_API_WEBHOOK_URL: 'https://a.example/webhook' },
      /^problem: .*is not GREEN/,
    ],
    [
      'with another path',
      { ...webhook, webhookUrl: 'https://shop.example/hook' },
      ours,
      /^warning: .*listens on \/webhook/,
    ],
    [
      'with another token',
      webhook,
      { GREEN_API_WEBHOOK_TOKEN: 'another-and-random-word' },
      /^problem: .*not the same/,
    ],
    [
      'without its token',
      { ...webhook, webhookUrlToken: '' },
      ours,
      /^problem: webhookUrlToken is not set/,
    ],
    [
      'without a token',
      webhook,
      {},
      /^problem: .*TOKEN is missing.*this machine only.*GREEN-API are refused/,
    ],
    [
      'with next to no token',
      webhook,
      { GREEN_API_WEBHOOK_TOKEN: 'Bearer 1234567' },
      /^problem: .*shorter than 8/,
    ],
    [
      'without a token, on this machine',
      { ...webhook, webhookUrl: 'http://127.0.0.1:8000/webhook' },
      {},
      /^warning: .*this machine only$/,
    ],
    [
      'open to anybody',
      webhook,
      { WABOT_OPEN_WEBHOOK: ' yes ' },
      /^warning: .*WABOT_OPEN_WEBHOOK.*anyone/,
    ],
    [
      'with a short token',
      { ...webhook, webhookUrlToken: 'fifteen-letters' },
      { GREEN_API_WEBHOOK_TOKEN: 'fifteen-letters' },
      /^warning: .*shorter than 16/,
    ],
    ['deaf', { ...webhook, incomingWebhook: 'no' }, ours, /^problem: incomingWebhook is off/],
    [
      'that does not list what it sent',
      { ...webhook, outgoingAPIMessageWebhook: 'no' },
      ours,
      /^warning: .*twice after a crash/,
    ],
  ])('finds an instance %s', async (_, fields, environment, line) => {
    const found = await checked(fields, environment);
    expect(lines(found)).toContainEqual(expect.stringMatching(line));
    expect(
      found.filter(({ level, suggestions = [] }) => level !== 'ok' && suggestions.length === 0),
    ).toEqual([]);
    expect(found.filter(({ level }) => level !== 'ok').length).toBeLessThan(2);
  });

  it('says that there is no token where no address is set yet either, but not where messages are fetched', async () => {
    expect(lines(await checked(good))).toContainEqual(
      expect.stringMatching(/^warning: .*TOKEN is missing.*this machine only$/),
    );
    expect(lines(await checked(good, { WABOT_POLL: 'true' })).join()).not.toContain('TOKEN');
  });

  it('minds a long queue, and does without its length', async () => {
    const long = await checked(webhook, ours, {
      getWebhooksCount: () => ({ body: { count: 100 } }),
    });
    expect(lines(long)).toContain('warning: 100 notifications wait in the queue');
    for (const says of [{ status: 404 }, { body: {} }]) {
      const found = await checked(webhook, ours, { getWebhooksCount: () => says });
      expect(found.at(-1)).toMatchObject({
        level: 'warning',
        message: expect.stringContaining('cannot be read') as unknown,
      });
    }
  });

  it.each([['notAuthorized'], ['blocked'], ['starting'], ['constructor']])(
    'says what to do about the state %s',
    async (state) => {
      const found = await checked(
        good,
        {},
        { getStateInstance: () => ({ body: { stateInstance: state } }) },
      );
      expect(found).toMatchObject([{ level: 'problem', suggestions: [expect.any(String)] }]);
      expect(found[0]?.passing).toBe(state === 'starting' ? true : undefined);
    },
  );

  it('rejects with what to do when the vendor refuses, without the token', async () => {
    const refused = await failure(
      checked(good, {}, { getStateInstance: () => ({ status: 401, body: token }) }),
    );
    expect(refused).toMatchObject({
      code: 'service.green-api.token',
      suggestions: [expect.stringContaining('GREEN_API_TOKEN')],
    });
    expect(shown(refused)).not.toContain(token);
  });
});

describe('the settings', () => {
  const read = (environment: Record<string, string>) => readSettings(plugin.settings, environment);

  it('have fallbacks for all but the instance and its token', () => {
    const { problems } = read({});
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'GREEN_ID_INSTANCE',
      'GREEN_API_TOKEN',
    ]);
    const { values } = read({ GREEN_ID_INSTANCE: ' 7103000000 ', GREEN_API_TOKEN: token });
    expect(values).toMatchObject({
      idInstance,
      token,
      apiUrl: 'https://api.green-api.com',
      webhookToken: undefined,
    });
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

  it('refuse an address with a name and a password, which no request could go to', () => {
    const addresses = {
      GREEN_API_URL: 'https://name:word@api.green-api.com',
      GREEN_API_MEDIA_URL: 'https://name@media.example',
    };
    const { values } = read({ GREEN_ID_INSTANCE: '1', GREEN_API_TOKEN: 'x', ...addresses });
    const problems = plugin.problems?.(values) ?? [];
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'GREEN_API_URL',
      'GREEN_API_MEDIA_URL',
    ]);
    expect(problems.join('')).not.toMatch(/name:|word@/);
  });
});
