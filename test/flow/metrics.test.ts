import { request } from 'node:http';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { customer } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);
const token = 'Schlagobers-mit-Zimt-77';
const env = { WABOT_ADMIN_TOKEN: token, METRICS_PORT: '0' };

/** What is said at `/metrics` there, to somebody with these headers. */
function look(
  address: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    request(`${address}/metrics`, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** What a port of this machine answers to these bytes. */
async function answerTo(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  return readText(socket);
}

async function ownPort(world: World): Promise<string> {
  const [line] = await world.logged('metrics-served');
  return String(line?.['address']).replace(/\/metrics$/, '');
}

describe('GET /metrics', () => {
  it('tells what the bot has done, and nothing of any customer', async () => {
    await using world = await openWorld({ env });
    await world.ask(chat, 'Сколько стоит курс?');
    await world.settled();
    await until(async () => {
      const { status, type, text } = await look(world.url, { authorization: `Bearer ${token}` });
      expect({ status, type }).toEqual({
        status: 200,
        type: 'text/plain; version=0.0.4; charset=utf-8',
      });
      expect(text.split('\n')).toEqual(
        expect.arrayContaining([
          'wabot_ready 1',
          'wabot_messages_total 1',
          'wabot_turns_total{outcome="answered"} 1',
          'wabot_model_calls_total{result="ok"} 1',
          'wabot_sends_total{result="ok"} 1',
          'wabot_answer_seconds_count 1',
          'wabot_journal_seconds_count{call="accept"} 1',
          'wabot_waiting_messages 0',
          'wabot_due_replies 0',
          'wabot_account_state{state="authorized"} 1',
        ]),
      );
      expect(text).toMatch(/^wabot_tokens_total\{kind="input"\} [1-9]/m);
      expect(text).not.toContain(chat.slice(0, 9));
    });
  });

  it('is for those with the token on the port of the webhook, wherever they are', async () => {
    await using world = await openWorld({ env });
    expect(await look(world.url)).toMatchObject({ status: 401 });
    expect(await look(world.url, { authorization: 'Bearer another' })).toMatchObject({
      status: 401,
    });
  });

  it('is for programs of this machine on its own port, not for what a proxy lets in', async () => {
    await using world = await openWorld({ env });
    const address = await ownPort(world);
    expect(await look(address)).toMatchObject({ status: 200 });
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.7' },
      { forwarded: 'for=203.0.113.7' },
      { via: '1.1 cache' },
      { 'cf-connecting-ip': '203.0.113.7' },
      { 'true-client-ip': '203.0.113.7' },
      { 'x-envoy-external-address': '203.0.113.7' },
      { host: 'metrics.example.kz' },
    ])
      expect(await look(address, headers)).toMatchObject({ status: 403 });
    // As nginx asks that was told nothing but where: no header of its own, and itself as the host.
    const { host, port } = new URL(address);
    const asked = `GET /metrics HTTP/1.0\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await answerTo(Number(port), asked)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('does not exist where nobody may ask', async () => {
    await using world = await openWorld();
    expect(await look(world.url, { authorization: `Bearer ${token}` })).toMatchObject({
      status: 404,
    });
    expect(await world.log()).not.toContainEqual(
      expect.objectContaining({ event: 'metrics-served' }),
    );
  });
});
