import { describe, expect, it } from 'vitest';
import { completeAddress, parseAddress, showAddress } from '../../../src/plugins/redis/address.ts';

describe('an address of Redis', () => {
  it.each([
    [
      'redis://one',
      { how: 'single', nodes: [{ host: 'one', port: 6379 }], tls: false, database: 0 },
    ],
    [
      'rediss://bot:p%40ss%2Fw@one.example:7000/3',
      {
        how: 'single',
        nodes: [{ host: 'one.example', port: 7000 }],
        tls: true,
        username: 'bot',
        password: 'p@ss/w',
        database: 3,
      },
    ],
    ['redis://:a:b@c@[::1]:7000', { nodes: [{ host: '::1', port: 7000 }], password: 'a:b@c' }],
    [
      'redis+sentinel://:secret@one,two:5000/shop/2',
      {
        how: 'sentinel',
        nodes: [
          { host: 'one', port: 26_379 },
          { host: 'two', port: 5000 },
        ],
        name: 'shop',
        database: 2,
      },
    ],
    [
      'rediss+cluster://one:7000,two:7001',
      { how: 'cluster', tls: true, nodes: [{ port: 7000 }, { port: 7001 }] },
    ],
  ])('%s is understood', (url, address) => expect(parseAddress(url)).toMatchObject(address));

  it.each([
    '',
    'localhost:6379',
    'http://one',
    'redis://',
    'redis://one:0',
    'redis://one:70000',
    'redis://one:65536',
    'redis://one,two:0',
    'redis://one/0/1',
    'redis://one/123456',
    'redis://o ne',
    'redis://one/shop',
    'redis://:hush%zz@one',
  ])('%j is refused, and nothing of it is repeated', (url) => {
    const refusal = (): unknown => parseAddress(url);
    expect(refusal).toThrow(/^(must|names|holds)/);
    expect(refusal).not.toThrow(/hush|shop|70000/);
  });

  it.each([1, 65_535])('may have the port %d', (port) => {
    expect(parseAddress(`redis://one:${port}`).nodes).toEqual([{ host: 'one', port }]);
  });

  it('may become sentinels or a cluster by settings', () => {
    const several = parseAddress('redis://one,two');
    expect(completeAddress(several, { cluster: true }).how).toBe('cluster');
    expect(completeAddress(several, { cluster: false, sentinelName: 'shop' })).toMatchObject({
      how: 'sentinel',
      name: 'shop',
    });
    expect(() => completeAddress(several, { cluster: false })).toThrow(/^names several hosts/);
    expect(() => completeAddress(parseAddress('redis+sentinel://one'), { cluster: false })).toThrow(
      /^names sentinels/,
    );
    expect(() =>
      completeAddress(parseAddress('redis+cluster://one/1'), { cluster: false }),
    ).toThrow(/only the first/);
  });

  it('is shown without user and password', () => {
    expect(showAddress(parseAddress('rediss://bot:hush@one:7000/3'))).toBe('one:7000/3');
    expect(showAddress(parseAddress('redis+sentinel://bot:hush@one,[::1]:5/shop'))).toBe(
      'one:26379,[::1]:5/shop',
    );
  });
});
