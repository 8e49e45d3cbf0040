import { describe, expect, it } from 'vitest';
import type { Outbox } from '../../../src/core/kinds/journal.ts';
import plugin from '../../../src/plugins/alert/whatsapp/index.ts';
import { alertSuite } from '../../../src/suites/index.ts';
import { testWorld, valuesFor } from '../openai/loopback.ts';

const live = (): AbortSignal => new AbortController().signal;

/** An outbox that knows the records that it was given. */
function fakeOutbox() {
  const added = new Map<string, { chat: string; text: string }>();
  const messages: string[] = [];
  const add: Outbox['add'] = (chat, replies, { id }) => {
    const texts = replies.map(({ text }) => text);
    messages.push(...texts);
    if (!added.has(id)) added.set(id, { chat, text: texts.join('\n\n') });
    return Promise.resolve([]);
  };
  return { added, messages, outbox: { add } };
}

async function over(owners = '77001234567') {
  const { added, messages, outbox } = fakeOutbox();
  const world = { ...testWorld(), outbox: () => outbox };
  const route = await plugin.create(valuesFor(plugin.settings, { WABOT_OWNERS: owners }), world);
  return { route, added, messages };
}

describe('alert/whatsapp', () => {
  alertSuite(
    it,
    async () => {
      const { route, added } = await over();
      return { route, arrived: () => [...added.values()].map(({ text }) => ({ shown: text })) };
    },
    { without: ['busy', 'fault', 'lost', 'malformed', 'key', 'refused', 'silent'] },
  );

  it('is due to each owner once, with the number first, and not remembered as said', async () => {
    const { route, added } = await over('77001234567, 77017654321');
    const alert = { id: 'n', topic: 'ticket', title: '№7 Нужен человек', text: 'Ася' } as const;
    await route.send({ ...alert, level: 'info', at: 5 }, live());
    await route.send({ ...alert, level: 'info', at: 5 }, live());
    expect([...added]).toEqual([
      ['notice/n/77001234567@c.us', { chat: '77001234567@c.us', text: '№7 Нужен человек\n\nАся' }],
      ['notice/n/77017654321@c.us', { chat: '77017654321@c.us', text: '№7 Нужен человек\n\nАся' }],
    ]);
  });

  it('says how to answer, which every answer of its readers is', async () => {
    const { route, added } = await over('77001234567');
    const text = 'Ася '.repeat(5_000);
    const alert = { id: 'n', topic: 'ticket', title: '№7', text, reply: 'Ответьте' } as const;
    await route.send({ ...alert, level: 'info', at: 5 }, live());
    expect([...added.values()][0]?.text).toMatch(/^№7\n\nАся .*…\n\nОтветьте$/s);
  });

  it('is in messages that every messenger takes, each with the number of its case', async () => {
    const { route, messages } = await over('77001234567');
    const text = `${'Ася ждёт ответа. '.repeat(40)}\n\n`.repeat(30);
    const alert = {
      id: 'n',
      topic: 'ticket',
      title: '№7',
      text,
      case: 7,
      reply: 'Ответьте',
    } as const;
    await route.send({ ...alert, level: 'info', at: 5 }, live());
    expect(messages.length).toBeGreaterThan(3);
    for (const message of messages) {
      expect(message.length).toBeLessThanOrEqual(4_000);
      expect(message).toMatch(/^№7/);
    }
    expect(messages.at(-1)).toContain('Ответьте');
  });

  it('serves where somebody is named', () => {
    const configured = (owners: string) =>
      plugin.configured?.(valuesFor(plugin.settings, { WABOT_OWNERS: owners }));
    expect([configured(''), configured('77001234567')]).toEqual([false, true]);
  });

  it('does nothing once its signal has aborted, and says where nothing is sent from', async () => {
    const { route, added } = await over();
    const alert = { id: 'n', topic: 'ticket', title: 't', text: '', level: 'info', at: 5 } as const;
    await expect(route.send(alert, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(added.size).toBe(0);
    const values = valuesFor(plugin.settings, { WABOT_OWNERS: '77001234567' });
    const alone = await plugin.create(values, testWorld());
    await expect(alone.send(alert, live())).rejects.toMatchObject({ retryable: false });
  });
});
