import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { wabotHere } from '../cli.ts';
import { call } from './caller.ts';
import { customer } from './dialogue.ts';
import { openWorld } from './world.ts';

const chat = customer(1);

describe.concurrent('a bot that fetches its messages', () => {
  it('answers each once, in order, and takes every receipt away', async () => {
    await using world = await openWorld({ poll: true });
    for (const text of ['Раз', 'Два', 'Три'])
      expect(await world.ask(chat, text)).toBe(`Heard: ${text}`);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(3);
    expect(world.greenApi.deliveries).toEqual([]);
  });

  it('gets a message again that it could not store, and answers it once', async () => {
    await using world = await openWorld({ poll: true });
    const other = new DatabaseSync(join(world.folder, 'data/journal.db'));
    other.exec('BEGIN EXCLUSIVE');
    world.greenApi.say(chat, 'Привет');
    const [failed] = await world.logged('polling-failed');
    expect(failed).toMatchObject({ level: 'error', error: { code: 'service.journal.locked' } });
    expect(world.heardBy(chat)).toEqual([]);
    other.exec('ROLLBACK');
    other.close();
    expect(await world.replies(chat)).toEqual(['Heard: Привет']);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
  });

  it('is not stopped by what it cannot understand, nor by faults of the line', async () => {
    await using world = await openWorld({ poll: true });
    world.greenApi.notify({ typeWebhook: 'incomingMessageReceived', senderData: 5 });
    world.greenApi.notify({ typeWebhook: '' });
    world.greenApi.fault('receiveNotification', { status: 502, body: '<html>bad gateway</html>' });
    world.greenApi.fault('deleteNotification', { status: 500 });
    world.greenApi.fault('deleteNotification', { line: 'drop', effect: true });
    expect(await world.ask(chat, 'Привет')).toBe('Heard: Привет');
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
    expect(await world.journal(({ letters }) => letters.list(10))).toHaveLength(2);
  });

  it('starts also while the messages go to a webhook, says that nothing can arrive, and receives once that is cleared', async () => {
    await using world = await openWorld({ poll: true, idle: true });
    world.greenApi.configure({
      webhookUrl: 'https://user:secret@old.example.kz/webhook?key=secret',
    });
    await world.start();
    const [told] = await world.logged('nothing-can-arrive');
    expect(told).toMatchObject({
      level: 'error',
      problem: expect.stringContaining('https://old.example.kz/webhook') as string,
    });
    expect(JSON.stringify(await world.log())).not.toContain('secret');
    await world.logged('polling-failed');
    const { status, text } = await call(`${world.url}/ready`, 'GET');
    expect([status, JSON.parse(text)]).toMatchObject([
      200,
      { ready: true, receiving: false, detail: [expect.stringContaining('old.')] },
    ]);
    const asked = await wabotHere(['status'], { cwd: world.folder, env: world.env });
    expect([asked.code, asked.stdout]).toEqual([
      3,
      expect.stringContaining('look: nothing can arrive'),
    ]);
  });
});
