import { describe, expect, it } from 'vitest';
import type { Callers } from '../../../src/core/kinds/channel.ts';
import { webhookTrust, type WebhookTrust } from '../../../src/core/server/webhook-trust.ts';

const secret = 'CHANNEL_TOKEN';

function trusting(
  proof: Callers['proof'] | undefined,
  { open = false, polling = false, host = '0.0.0.0' } = {},
): WebhookTrust {
  const callers = proof && {
    proof,
    secret,
    refusal: () => (proof === 'none' ? undefined : 'wrong token'),
  };
  return webhookTrust({ callers, host, open, polling });
}

const local = { host: '127.0.0.1:8000' };

describe('the webhook believes', () => {
  it('whom the channel believes, on the address of the settings, and tells of a short token', () => {
    const strong = trusting('strong', { open: true });
    expect(strong).toMatchObject({ host: '0.0.0.0', whom: 'token' });
    expect(strong.notice).toBeUndefined();
    expect(strong.refusal({ headers: local, httpVersion: '1.1' })).toBe('wrong token');
    expect(trusting('weak')).toMatchObject({
      whom: 'token',
      notice: expect.stringMatching(/CHANNEL_TOKEN is short/) as string,
    });
  });

  it('whomever the channel believes with the body at hand, where it has no word for its callers', () => {
    const trust = trusting(undefined);
    expect(trust).toMatchObject({ host: '0.0.0.0', whom: 'channel' });
    expect(trust.notice).toBeUndefined();
    expect(trust.refusal({ headers: { via: '1.1 x' }, httpVersion: '1.0' })).toBeUndefined();
  });

  it('everybody where that is wanted, loudly', () => {
    const trust = trusting('none', { open: true });
    expect(trust).toMatchObject({
      host: '0.0.0.0',
      whom: 'open',
      notice: expect.stringContaining('WABOT_OPEN_WEBHOOK') as string,
    });
    expect(
      trust.refusal({ headers: { forwarded: 'for=1.2.3.4' }, httpVersion: '1.1' }),
    ).toBeUndefined();
  });

  it('nobody where messages are fetched and there is no token', () => {
    const trust = trusting('none', { polling: true });
    expect(trust).toMatchObject({ host: '0.0.0.0', whom: 'nobody' });
    expect(trust.refusal({ headers: local, httpVersion: '1.1' })).toMatch(/fetched/);
  });
});

describe('without a token', () => {
  it.each([
    ['0.0.0.0', '127.0.0.1'],
    ['::', '127.0.0.1'],
    ['192.168.1.7', '127.0.0.1'],
    ['bot.example.kz', '127.0.0.1'],
    ['localhost.example.kz', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.2', '127.0.0.2'],
    ['::1', '::1'],
    ['localhost', 'localhost'],
  ])('HOST=%s listens on %s, and says so', (host, listening) => {
    const trust = trusting('none', { host });
    expect(trust).toMatchObject({ host: listening, whom: 'local' });
    expect(trust.notice).toMatch(
      /CHANNEL_TOKEN is missing or shorter than 8 characters.*this machine alone.*wabot init/,
    );
  });

  it.each([
    '127.0.0.1:8000',
    '127.0.0.1',
    '127.8.0.1:80',
    'localhost:8000',
    'LOCALHOST',
    'a.localhost:1',
    '[::1]:8000',
    '[::1]',
  ])('a call for %s is believed', (host) => {
    expect(
      trusting('none').refusal({
        headers: { host, 'user-agent': 'x', accept: '*/*' },
        httpVersion: '1.1',
      }),
    ).toBeUndefined();
  });

  it.each([
    'bot.example.kz',
    'bot.example.kz:8000',
    '10.0.0.7:8000',
    '1.127.0.0.1',
    '127.0.0.1.example.kz',
    'localhost.example.kz',
    '127.0.0.1@example.kz',
    '[::2]:8000',
    '2130706433',
    ' ',
    '',
    undefined,
  ])('a call for %s is refused', (host) => {
    expect(trusting('none').refusal({ headers: { host }, httpVersion: '1.1' })).toMatch(
      /not this machine/,
    );
  });

  it.each([
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-host',
    'x-forwarded',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'cf-ray',
    'cdn-loop',
    'x-amzn-trace-id',
    'x-original-forwarded-for',
    'x-envoy-external-address',
    'fly-client-ip',
  ])('a call with %s is refused, even with nothing in it', (name) => {
    for (const value of ['203.0.113.9', '127.0.0.1', ''])
      expect(
        trusting('none').refusal({ headers: { ...local, [name]: value }, httpVersion: '1.1' }),
      ).toMatch(/through a proxy/);
  });

  it('a call in HTTP/1.0 is refused: nginx puts no other sign on what it hands on', () => {
    expect(trusting('none').refusal({ headers: local, httpVersion: '1.0' })).toMatch(/HTTP\/1\.0/);
  });
});
