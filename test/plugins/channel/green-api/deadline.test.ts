import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Client } from '../../../../src/plugins/channel/green-api/client.ts';
import { pause } from '../../../../src/plugins/channel/green-api/deadline.ts';
import { openGuarded } from '../../../../src/core/network/guarded.ts';
import { channelOver, failure, live } from './fake.ts';

describe('a deadline', () => {
  it('of a pause gives way to the caller, whose reason counts', async () => {
    const caller = new AbortController();
    const reason = new Error('enough');
    const resting = failure(pause(60_000, caller.signal));
    caller.abort(reason);
    expect(await resting).toBe(reason);
  });

  it('of a call with an effect leaves its outcome open', async () => {
    await using over = await channelOver({ sendMessage: () => ({ line: 'hang' }) });
    const client = new Client(over.settings, over.world);
    const error = await failure(
      client.call({ verb: 'POST', name: 'sendMessage', timeoutMs: 50, effect: true }, live()),
    );
    expect(error).toMatchObject({
      code: 'service.green-api.unreachable',
      retryable: true,
      outcomeUnknown: true,
    });
    expect(error.message).toContain('timeout');
  });
});

describe('behind a proxy', () => {
  it('a file is fetched through it', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await using over = await channelOver({});
    const dispatcher = await openGuarded({
      url: `http://127.0.0.1:${port}`,
      except: 'direct.example',
    });
    const options: object = { dispatcher };
    await failure(over.world.fetch('https://x.green-api.com/a', options));
    await dispatcher.destroy();
    proxy.closeAllConnections();
    proxy.close();
    expect(asked).toEqual(['x.green-api.com:443']);
  });
});
