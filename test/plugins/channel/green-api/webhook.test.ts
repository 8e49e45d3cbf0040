import { describe, expect, it } from 'vitest';
import { Client } from '../../../../src/plugins/channel/green-api/client.ts';
import { GreenApiWebhook } from '../../../../src/plugins/channel/green-api/webhook.ts';
import { channelOver, failure, live, type Method } from './fake.ts';

const url = 'https://shop.example/webhook';
const right = {
  webhookUrl: url,
  webhookUrlToken: 'Bearer open-sesame-open',
  incomingWebhook: 'yes',
  outgoingMessageWebhook: 'yes',
  incomingCallWebhook: 'yes',
  outgoingAPIMessageWebhook: 'yes',
  stateWebhook: 'yes',
};

const sesame = { GREEN_API_WEBHOOK_TOKEN: 'open-sesame-open' };

/** The vendor's side over a fake with these settings of the instance. */
async function over(
  fields: object,
  setSettings: Method = () => ({ body: { saveSettings: true } }),
  environment: Record<string, string> = sesame,
) {
  const opened = await channelOver(
    { getSettings: () => ({ body: fields }), setSettings },
    environment,
  );
  const { settings, world, time, fake } = opened;
  const setup = new GreenApiWebhook(settings, new Client(settings, world), time.pause);
  const written = (): object[] =>
    fake.heard.filter(({ name }) => name === 'setSettings').map(({ body }) => body);
  return { setup, written, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

describe('a plan', () => {
  it('of what is right already changes nothing and calls nobody', async () => {
    await using one = await over(right);
    const plan = await one.setup.plan(url, live());
    expect(plan.changes).toEqual([]);
    await plan.apply(live());
    expect(one.written()).toEqual([]);
  });

  it.each<[object, object]>([
    [{ stateWebhook: 'no' }, { stateWebhook: 'yes' }],
    [{ webhookUrl: 'https://old.example/webhook' }, { webhookUrl: url }],
    [{ webhookUrlToken: '' }, { webhookUrlToken: 'open-sesame-open' }],
    [{ webhookUrlToken: 'another' }, { webhookUrlToken: 'open-sesame-open' }],
    [{ incomingWebhook: undefined }, { incomingWebhook: 'yes' }],
  ])('for %j writes %j and nothing else', async (fields, body) => {
    await using one = await over({ ...right, ...fields });
    const plan = await one.setup.plan(url, live());
    expect(plan.changes.map(({ setting }) => setting)).toEqual(Object.keys(body));
    expect(JSON.stringify(plan.changes)).not.toMatch(/sesame|another0/);
    await plan.apply(live());
    expect(one.written()).toEqual([body]);
  });

  it('of no address writes that alone', async () => {
    await using one = await over({ ...right, stateWebhook: 'no', webhookUrlToken: 'another' });
    const plan = await one.setup.plan(undefined, live());
    await plan.apply(live());
    expect(one.written()).toEqual([{ webhookUrl: '' }]);
  });

  it.each([
    [{}, /TOKEN is missing/],
    [{ GREEN_API_WEBHOOK_TOKEN: '  ' }, /TOKEN is missing/],
    [{ GREEN_API_WEBHOOK_TOKEN: 'fifteen-letters' }, /shorter than 16/],
    [{ GREEN_API_WEBHOOK_TOKEN: 'Bearer fifteen-letters' }, /shorter than 16/],
    [{ GREEN_API_WEBHOOK_TOKEN: 'fifteen-letters', WABOT_OPEN_WEBHOOK: 'true' }, /shorter than 16/],
  ])(
    'with %j is refused before anybody is asked, unless it is of no address',
    async (environment, says) => {
      await using one = await over({ ...right, webhookUrlToken: '' }, undefined, environment);
      const refused = await failure(one.setup.plan(url, live()));
      expect(refused).toMatchObject({
        code: 'setup.webhook-token',
        message: expect.stringMatching(says) as string,
      });
      expect(String(refused)).not.toContain('fifteen');
      expect((await one.setup.plan(undefined, live())).changes).toMatchObject([
        { setting: 'webhookUrl', to: 'none' },
      ]);
    },
  );

  it('without a token is made where everybody is to be believed', async () => {
    await using one = await over({ ...right, webhookUrl: '' }, undefined, {
      WABOT_OPEN_WEBHOOK: 'true',
    });
    expect((await one.setup.plan(url, live())).changes).toMatchObject([
      { setting: 'webhookUrl', to: url },
    ]);
  });

  it('that the vendor does not take is an error', async () => {
    await using one = await over({}, () => ({ body: { saveSettings: false } }));
    const plan = await one.setup.plan(url, live());
    expect(await failure(plan.apply(live()))).toMatchObject({
      code: 'service.green-api.malformed',
      outcomeUnknown: true,
    });
  });
});
