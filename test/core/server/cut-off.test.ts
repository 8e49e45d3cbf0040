import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { cutOff } from '../../../src/core/server/cut-off.ts';

/** How often a server is told of something by a caller who says all this at once, and is cut off at the third time. */
async function told(
  says: string,
  listen: (request: IncomingMessage, tell: () => void) => void,
): Promise<number> {
  let times = 0;
  const server = createServer((request) => {
    listen(request, () => {
      times += 1;
      if (times === 3) cutOff(request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
  caller.on('error', () => {});
  caller.resume().write(says);
  await new Promise((resolve) => caller.once('close', resolve));
  await new Promise((resolve) => server.close(resolve));
  return times;
}

it('ends calls that came together with the one that was too much', async () => {
  const calls = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(500);
  expect(await told(calls, (_, tell) => tell())).toBe(3);
});

it('ends a body in the middle of what was read of it', async () => {
  const body = `POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(500)}`;
  expect(await told(body, (request, tell) => void request.on('data', tell))).toBe(3);
});
