import { describe, expect, it } from 'vitest';
import {
  accessOf,
  callerOf,
  isFromPage,
  type PageRequest,
} from '../../../src/core/console/access.ts';
import { LoginThrottle } from '../../../src/core/console/login-throttle.ts';
import { Sessions } from '../../../src/core/console/sessions.ts';
import { comesFromAfar } from '../../../src/core/server/webhook-trust.ts';

function asked(headers: Record<string, string>, remoteAddress = '127.0.0.1'): PageRequest {
  return { headers, httpVersion: '1.1', socket: { remoteAddress } };
}

describe('who may see the page', () => {
  const away = 'https://bot.example.kz';
  it.each([
    ['this machine', { host: '127.0.0.1:8000' }, '127.0.0.1', undefined, 'http://127.0.0.1:8000'],
    ['this machine by name', { host: 'localhost:8000' }, '::1', undefined, 'http://localhost:8000'],
    ['a name that points here', { host: 'evil.example:8000' }, '127.0.0.1', undefined, 'remote'],
    ['no address', { host: 'localhost:99999' }, '127.0.0.1', undefined, 'remote'],
    ['another machine', { host: '127.0.0.1:8000' }, '203.0.113.9', undefined, 'remote'],
    [
      'a proxy without CONSOLE_URL',
      { host: 'localhost', 'x-forwarded-for': '203.0.113.9' },
      '127.0.0.1',
      undefined,
      'remote',
    ],
    [
      'the public address over https',
      { host: 'bot.example.kz', 'x-forwarded-proto': 'https' },
      '127.0.0.1',
      away,
      away,
    ],
    [
      'the same as RFC 7239 says it',
      { host: 'bot.example.kz', forwarded: 'for=1.2.3.4;proto=https' },
      '10.0.0.2',
      away,
      away,
    ],
    ['the public address without https', { host: 'bot.example.kz' }, '203.0.113.9', away, 'plain'],
    [
      'the public address over http',
      { host: 'bot.example.kz', 'x-forwarded-proto': 'http' },
      '10.0.0.2',
      away,
      'plain',
    ],
    [
      'another host',
      { host: 'other.example.kz', 'x-forwarded-proto': 'https' },
      '10.0.0.2',
      away,
      'host',
    ],
    [
      'this machine beside the public address',
      { host: 'localhost:8000' },
      '127.0.0.1',
      away,
      'http://localhost:8000',
    ],
    [
      'a container’s published port',
      { host: 'localhost:8000' },
      '172.17.0.1',
      'http://localhost:8000',
      'http://localhost:8000',
    ],
  ])('%s', (_, headers, address, publicOrigin, expected) => {
    const access = accessOf(asked(headers, address), { publicOrigin, comesFromAfar });
    expect('refused' in access ? access.refused : access.origin).toBe(expected);
  });

  it('is asked with the origin of the page itself', () => {
    const from = (headers: Record<string, string>): boolean => isFromPage(asked(headers), away);
    expect(from({ origin: away })).toBe(true);
    expect(from({ origin: away, 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(from({ origin: away, 'sec-fetch-site': 'same-site' })).toBe(false);
    expect(from({ origin: 'null' })).toBe(false);
    expect(from({})).toBe(false);
  });

  it('is told apart by address, behind a proxy by the one that it adds', () => {
    expect(callerOf(asked({ 'x-forwarded-for': '1.1.1.1, 2.2.2.2' }))).toBe('2.2.2.2');
    expect(callerOf(asked({ 'x-forwarded-for': '1.1.1.1' }, '203.0.113.9'))).toBe('203.0.113.9');
    for (const one of ['2001:db8::1', '2001:db8::2:3', '2001:db8:0:0:5::', '2001:db8::6:7:8:9'])
      expect(callerOf(asked({}, one))).toBe('2001:db8:0:0');
    for (const proxy of ['172.18.0.3', '::ffff:10.0.0.2', '192.168.1.1', 'fd00::2'])
      expect(callerOf(asked({ 'x-forwarded-for': '1.1.1.1' }, proxy))).toBe('1.1.1.1');
    expect(callerOf(asked({}, '2001:db8:1:2:3:4:5:6'))).toBe('2001:db8:1:2');
  });
});

describe('guesses', () => {
  it('cost more and more time, up to a minute, and are forgotten', () => {
    let now = 0;
    const throttle = new LoginThrottle(() => now);
    const waits = Array.from({ length: 14 }, () => {
      const wait = throttle.take('one');
      now += wait;
      if (throttle.take('one') === 0) throttle.failed('one');
      return wait;
    });
    expect(waits).toEqual([
      0, 0, 0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
    expect(throttle.take('another')).toBe(0);
    now += 20 * 60_000;
    throttle.failed('one');
    expect(throttle.take('one')).toBe(0);
  });

  it('of very many together are bounded, too', () => {
    let now = 0;
    const throttle = new LoginThrottle(() => now);
    const tried = (count: number): number =>
      Array.from({ length: count }, (_, index) => {
        const caller = `caller ${index}`;
        const isLooked = throttle.take(caller) === 0;
        if (isLooked) throttle.failed(caller);
        return isLooked;
      }).filter(Boolean).length;
    expect(tried(3_000)).toBe(60);
    now += 10_000;
    expect(tried(3_000)).toBe(5);
  });

  it('of others keep nobody out who had the token before, and who has only so many himself', () => {
    let now = 0;
    const throttle = new LoginThrottle(() => now);
    throttle.succeeded('the owner');
    for (let index = 0; index < 100; index += 1) throttle.take(`caller ${index}`);
    expect([throttle.take('the owner'), throttle.take('another')]).toEqual([0, 2_000]);
    for (let index = 0; index < 5; index += 1) throttle.failed('the owner');
    expect(throttle.take('the owner')).toBe(1_000);
  });
});

describe('sessions', () => {
  const hour = 60 * 60 * 1000;

  it('last twelve hours from the last look, thirty days at most, and outlive a restart', () => {
    let now = 1_700_000_000_000;
    const sessions = new Sessions('a token', () => now);
    const first = sessions.begin();
    const value = sessions.valueOf(first);
    now += 11 * hour;
    expect(new Sessions('a token', () => now).read(value)?.id).toBe(first.id);
    const renewed = sessions.renewed(sessions.read(value) ?? first);
    expect(renewed).toBeDefined();
    now += 2 * hour;
    expect(sessions.read(value)).toBeUndefined();
    expect(sessions.read(sessions.valueOf(renewed ?? first))).toBeDefined();
    const late = { ...first, madeAt: first.begunAt + 30 * 24 * hour };
    now = late.madeAt + 1;
    expect(sessions.read(sessions.valueOf(late))).toBeUndefined();
  });

  it('end with the log-out, and with another token', () => {
    const sessions = new Sessions('a token', () => 0);
    const session = sessions.begin();
    const value = sessions.valueOf(session);
    expect(new Sessions('another', () => 0).read(value)).toBeUndefined();
    expect(sessions.read(value.replace('.0.', '.9.'))).toBeUndefined();
    sessions.end(session);
    expect(sessions.read(value)).toBeUndefined();
    for (const bad of ['', '....', 'a.b.c.d', value.slice(1)])
      expect(sessions.read(bad)).toBeUndefined();
  });
});
