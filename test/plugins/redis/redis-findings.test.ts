import { describe, expect, it, vi } from 'vitest';
import { redisFindings } from '../../../src/plugins/redis/redis-findings.ts';
import { startReplica } from './replica.ts';
import { connect, RedisServer } from './server.ts';

async function findings(options: string[], durable = true): Promise<[string, string][]> {
  await using server = await RedisServer.start(...options);
  const connection = await connect(server.url, 'shop');
  const found = await redisFindings(connection, { durable });
  connection.close();
  return found.map(({ level, message }) => [level, message]);
}

describe('the look at a Redis', () => {
  it('finds nothing to say about one that keeps what it is given', async () => {
    expect(await findings([])).toEqual([
      ['ok', expect.stringMatching(/^Redis \d+\.\d+\.\d+ at 127\.0\.0\.1:\d+, keys shop$/)],
    ]);
  });

  it('warns of one that forgets at a restart, and of one that pushes keys out', async () => {
    const options = [
      '--appendonly',
      'no',
      '--maxmemory',
      '100mb',
      '--maxmemory-policy',
      'allkeys-lru',
    ];
    expect((await findings(options)).slice(1)).toEqual([
      ['warning', expect.stringContaining('no replica')],
      ['warning', expect.stringContaining('allkeys-lru')],
    ]);
    expect((await findings(options, false)).slice(1)).toEqual([
      ['warning', expect.stringContaining('allkeys-lru')],
    ]);
  });

  it('says what is waited for, and when that cannot be', async () => {
    await using server = await RedisServer.start('--appendonly', 'no');
    await using _replica = await startReplica(server);
    const connection = await connect(server.url, 'shop');
    const said = async (wanted: 'auto' | number): Promise<unknown[]> =>
      (await redisFindings(connection, { durable: true, wanted }))
        .slice(1)
        .map(({ level, message }) => [level, message]);
    const waits = [
      'ok',
      '1 replica is connected; a message counts as accepted when 1 of them has it',
    ];
    expect(await said('auto')).toEqual([waits]);
    expect(await said(1)).toEqual([waits]);
    expect(await said(0)).toEqual([]);
    expect(await said(2)).toEqual([
      [
        'problem',
        expect.stringContaining('REDIS_WAIT_REPLICAS asks for 2: no message is accepted'),
      ],
    ]);
    connection.close();
  });

  it('says what it could not look at where the user may not ask, and lets no library speak', async () => {
    await using server = await RedisServer.start();
    await server.cli('acl', 'setuser', 'bot', 'on', '>word', '+@all', '-@dangerous', '~*', '&*');
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const connection = await connect(server.url.replace('//', '//bot:word@'), 'shop');
    const found = await redisFindings(connection, { durable: true, wanted: 'auto' });
    connection.client.disconnect(true);
    await vi.waitFor(async () => expect(await connection.client.ping()).toBe('PONG'), 10_000);
    connection.close();
    expect(found.map(({ level }) => level)).toEqual(['ok', 'warning']);
    expect(found[1]?.suggestions?.[0]).toContain('acl setuser NAME +info');
    expect(said.mock.calls).toEqual([]);
    said.mockRestore();
  });
});
