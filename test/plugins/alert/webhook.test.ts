import { createHash, createHmac } from 'node:crypto';
import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/core/kinds/alert.ts';
import { readSettings } from '../../../src/core/settings/read-settings.ts';
import plugin from '../../../src/plugins/alert/webhook/index.ts';
import { signingKey, webhookHeaders } from '../../../src/plugins/standard-webhook.ts';
import { alertSuite } from '../../../src/suites/index.ts';
import {
  json,
  startLoopback,
  testWorld,
  valuesFor,
  type Heard,
  type Says,
} from '../openai/loopback.ts';
import { playVendor } from '../openai/vendor.ts';

beforeAll(() => install());

const live = (): AbortSignal => new AbortController().signal;
const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
const alert: Alert = {
  id: 'ticket-17',
  topic: 'ticket',
  title: '№17 Клиенту нужен человек',
  text: 'Алматы',
  level: 'warning',
  at: 1_796_000_000_000,
  case: 17,
};

const shown = (heard: Heard): string => {
  const { title, text } = json(heard)['data'] as { title: string; text: string };
  return text === '' ? title : `${title}\n${text}`;
};

async function over(says: Says | ((heard: Heard) => Says), now = 1_796_000_123_456) {
  const server = await startLoopback(typeof says === 'function' ? says : () => says);
  const environment = { WABOT_ALERT_WEBHOOK: server.baseUrl, WABOT_ALERT_SECRET: secret };
  const route = await plugin.create(valuesFor(plugin.settings, environment), testWorld(now));
  return { route, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('alert/webhook', () => {
  alertSuite(
    it,
    async () => {
      const taken: Heard[] = [];
      const { loopback, vendor, close } = await playVendor((heard) => {
        taken.push(heard);
        return { status: 204 };
      });
      const environment = { WABOT_ALERT_WEBHOOK: loopback.baseUrl, WABOT_ALERT_SECRET: secret };
      return {
        route: await plugin.create(valuesFor(plugin.settings, environment), testWorld()),
        arrived: () =>
          taken.map((heard) => ({ id: String(heard.headers['webhook-id']), shown: shown(heard) })),
        vendor: { ...vendor, secrets: [secret, secret.slice(6)] },
        close,
      };
    },
    // Whatever stands in an answer of 2xx, the alert has been taken.
    { without: ['malformed'] },
  );

  it('signs as the specification has it', () => {
    const body =
      '{"type":"handoff.created","timestamp":"2026-11-29T12:00:00.000Z","data":{"chatId":"77010000001@c.us","reason":"asked_for_person"}}';
    const signed = { id: 'msg_01wabotexample0001', timestamp: 1_796_000_000, body };
    expect(webhookHeaders(signed, signingKey(secret))).toEqual({
      'webhook-id': 'msg_01wabotexample0001',
      'webhook-timestamp': '1796000000',
      'webhook-signature': 'v1,Y/SY6tKoJWd+0QJISAfnPgDfEuiGEhl/Ouin1/gJ67M=',
    });
  });

  it('posts the alert as an event whose signature its receiver can prove', async () => {
    await using at = await over({ status: 202 });
    await at.route.send(alert, live());
    const [heard] = at.server.heard;
    expect(json(heard)).toEqual({
      type: 'ticket',
      timestamp: '2026-11-30T00:53:20.000Z',
      data: { title: alert.title, text: 'Алматы', level: 'warning', case: 17 },
    });
    const id = `wabot_${createHash('sha256').update('ticket-17').digest('base64url')}`;
    const signed = `${id}.1796000123.${String(heard?.body)}`;
    const mac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(signed);
    expect(heard?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': '1796000123',
      'webhook-signature': `v1,${mac.digest('base64')}`,
    });
  });

  it('keeps the body of every event under 20 kB', async () => {
    await using at = await over({ status: 200 });
    await at.route.send({ ...alert, text: '№'.repeat(100_000) }, live());
    expect(at.server.heard[0]?.body.length).toBeLessThan(20_000);
  });

  it.each([
    [{ status: 301, headers: { location: 'http://127.0.0.1:1/elsewhere' } }, 'refused', false],
    [{ status: 410 }, 'refused', false],
    [{ status: 403 }, 'refused', false],
    [{ status: 504 }, 'unavailable', true],
  ])('takes %j for a failure', async (says, code, retryable) => {
    await using at = await over(says);
    const failure = { code: `service.webhook.${code}`, retryable };
    await expect(at.route.send(alert, live())).rejects.toMatchObject(failure);
    expect(at.server.heard).toHaveLength(1);
  });
});

describe('its settings', () => {
  const problems = (environment: Record<string, string>): string[] => {
    const { values, problems: wrong } = readSettings(plugin.settings, environment);
    if (wrong.length > 0) return wrong;
    return plugin.configured?.(values) ? (plugin.problems?.(values) ?? []) : ['not configured'];
  };
  const address = 'https://example.com/hook';

  it.each([
    [{}, ['not configured']],
    [{ WABOT_ALERT_WEBHOOK: address, WABOT_ALERT_SECRET: secret }, []],
    [{ WABOT_ALERT_WEBHOOK: address, WABOT_ALERT_SECRET: secret.slice(6) }, []],
    [{ WABOT_ALERT_WEBHOOK: address }, [expect.stringMatching(/^WABOT_ALERT_SECRET is not set/)]],
    [{ WABOT_ALERT_SECRET: secret }, [expect.stringContaining('without WABOT_ALERT_WEBHOOK')]],
    [{ WABOT_ALERT_WEBHOOK: 'example' }, [expect.stringContaining('must be a URL')]],
  ])('%j', (environment, expected) => expect(problems(environment)).toEqual(expected));

  it.each([
    'short',
    'whsec_dG9vLXNob3J0',
    'whsec_ это не ключ, а слова',
    `whsec_${'A'.repeat(200)}`,
  ])('never repeat the wrong secret %s', (wrong) => {
    const [problem] = problems({ WABOT_ALERT_WEBHOOK: address, WABOT_ALERT_SECRET: wrong });
    expect(problem).toMatch(/^WABOT_ALERT_SECRET must be whsec_ and the base64/);
    expect(problem).not.toContain(wrong);
  });
});
