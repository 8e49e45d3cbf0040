import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/core/kinds/channel.ts';
import type { Journal } from '../../src/core/kinds/journal.ts';
import { openJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { makeFolder } from '../plugins/journal/sqlite/folder.ts';

const chat = '77001234567@c.us';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let journal: Journal;
let now: number;

beforeEach(async () => {
  folder = await makeFolder();
  now = Date.parse('2026-11-24T05:30:00Z');
  journal = openJournal(folder.path, () => now);
});

afterEach(async () => {
  await journal.close();
  await folder[Symbol.asyncDispose]();
});

const outbox = (...args: string[]): Promise<RanHere> =>
  wabotHere(['outbox', ...args], { env: { WABOT_DATA: folder.path } });

/** A text that begins with 🎤 is to be spoken. */
function settle(
  ids: string[],
  replies: string[],
  givenUp?: string,
): ReturnType<Journal['turns']['settle']> {
  const record = {
    id: `${chat}/${ids.join()}/${replies.join()}`,
    chat,
    at: now,
    entries: [],
    facts: {},
  };
  const due = replies.map((text) =>
    text.startsWith('🎤') ? { text: text.slice(2), voice: 'ru' as const } : { text },
  );
  return journal.turns.settle({
    chat,
    inbound: ids,
    replies: due,
    record,
    ...(givenUp === undefined ? {} : { givenUp }),
  });
}

async function bury(
  id: string,
  reason: string,
  content: Inbound['content'] = { type: 'text', text: `текст ${id}` },
): Promise<void> {
  await journal.inbox.accept({ id, chat, at: now, content });
  await settle([id], [], reason);
  now += 60_000;
}

/** Two messages and a notification that were given up, a reply given up, and one still due. */
async function fill(): Promise<string[]> {
  await bury('a', 'budget');
  await bury('b', 'service.openai', { type: 'voice', media: {} });
  await journal.letters.reject(Buffer.from('{"broken'), 'no JSON');
  now += 60_000;
  const [lost] = await settle([], ['потеряно', 'ещё нет']);
  await journal.outbox.giveUp(lost?.id ?? '', 'service.green-api.refused');
  return (await journal.letters.list(9)).map(({ id }) => id);
}

describe('outbox list', () => {
  it('marks what is to be spoken, due or given up, and `retry` keeps it so', async () => {
    const [lost] = await settle([], ['🎤потеряно', '🎤ещё нет']);
    await journal.outbox.giveUp(lost?.id ?? '', 'service.green-api.refused');
    const { stdout, value } = await outbox('list');
    expect(stdout).toMatch(/\[voice\] потеряно[\s\S]*\[voice\] ещё нет/);
    expect(value).toMatchObject({
      givenUp: [{ text: 'потеряно', voice: true }],
      due: [{ text: 'ещё нет', voice: true }],
    });
    const [{ id } = { id: '' }] = await journal.letters.list(1);
    expect((await outbox('show', id)).stdout).toContain('[voice] потеряно');
    await outbox('retry', id);
    expect((await journal.outbox.due()).map(({ voice }) => voice)).toEqual(['ru', 'ru']);
  });

  it('says that there is nothing', async () => {
    const { code, stdout, stderr, value } = await outbox('list');
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr: '0 given up, 0 replies due, 0 messages waiting for an answer.\n',
    });
    expect(value).toEqual({
      counts: { waiting: 0, due: 0, dead: 0 },
      moved: 0,
      givenUp: [],
      due: [],
      waiting: [],
    });
  });

  it('shows what was given up, newest first, what is still due, and what waits', async () => {
    const [o = '', n = '', i2 = '', i1 = ''] = await fill();
    await journal.inbox.accept({ id: 'c', chat, at: now, content: { type: 'text', text: 'ждёт' } });
    const [{ id: due } = { id: '' }] = await journal.outbox.due();
    const { stdout, stderr, value } = await outbox('list');
    expect(stdout.split('\n')).toEqual([
      'ID  WHEN              WHAT          CHAT          REASON                     TEXT',
      `${o}  2026-11-24 10:33  reply         +77001234567  service.green-api.refused  потеряно`,
      `${n}  2026-11-24 10:32  notification  –             no JSON                    {"broken`,
      `${i2}  2026-11-24 10:31  message       +77001234567  service.openai             [voice]`,
      `${i1}  2026-11-24 10:30  message       +77001234567  budget                     текст a`,
      `d${due}  2026-11-24 10:33  reply         +77001234567  due (0 tries)              ещё нет`,
      'c   2026-11-24 10:33  message       +77001234567  waiting (0 tries)          ждёт',
      '',
    ]);
    expect(stderr).toBe('4 given up, 1 reply due, 1 message waiting for an answer.\n');
    const [first] = (value as { givenUp: object[] }).givenUp;
    const letter = {
      id: o,
      kind: 'outbound',
      chat,
      reason: 'service.green-api.refused',
      text: 'потеряно',
    };
    expect(first).toEqual({ ...letter, voice: false, at: '2026-11-24T05:33:00.000Z' });
    const at = '2026-11-24T05:33:00.000Z';
    const owed = { chat, voice: false, since: at, tries: 0, nextTry: at };
    expect(value).toMatchObject({
      due: [{ id: `d${due}`, text: 'ещё нет', ...owed }],
      waiting: [{ id: 'c', text: 'ждёт', ...owed }],
    });
    expect(
      ((await outbox('list', '--limit', '2')).value as { givenUp: object[] }).givenUp,
    ).toHaveLength(2);
  });
});

describe('outbox show', () => {
  it('shows one letter whole, without what would steer the terminal', async () => {
    await bury('a', 'budget', { type: 'text', text: 'первая строка\nвторая\u001b[2J' });
    const [letter] = await journal.letters.list(1);
    const { stdout } = await outbox('show', letter?.id ?? '');
    expect(stdout).toBe(
      `message ${letter?.id}, +77001234567, given up 2026-11-24 10:30: budget\n\nпервая строка\nвторая[2J\n`,
    );
  });

  it('shows how it stands with what waits or is due', async () => {
    await journal.inbox.accept({ id: 'c', chat, at: now, content: { type: 'text', text: 'ждёт' } });
    for (let died = 0; died < 3; died += 1) {
      await journal.turns.mark(chat, ['c'], 'beside others');
      await journal.close();
      journal = openJournal(folder.path, () => now);
    }
    const [due] = await settle([], ['ещё нет']);
    const since = '+77001234567, since 2026-11-24 10:30';
    expect((await outbox('show', 'c')).stdout).toBe(
      `message c, ${since}: waiting (0 tries, tried alone)\n\nждёт\n`,
    );
    expect((await outbox('show', `d${due?.id}`)).stdout).toBe(
      `reply d${due?.id}, ${since}: due (0 tries)\n\nещё нет\n`,
    );
  });

  it.each(['show', 'retry', 'drop'])(
    'and %s of what there is not is wrong usage',
    async (command) => {
      expect(await outbox(command, 'i99')).toMatchObject({
        code: 2,
        error: { message: expect.stringContaining('wabot outbox list') as string },
      });
    },
  );
});

describe('outbox retry', () => {
  it('puts one back', async () => {
    await bury('a', 'budget');
    const [letter] = await journal.letters.list(1);
    expect(await outbox('retry', letter?.id ?? '')).toMatchObject({
      code: 0,
      stderr: `Put back: ${letter?.id}.\n`,
    });
    expect(await journal.inbox.waiting(chat)).toMatchObject([{ inbound: { id: 'a' }, tries: 0 }]);
  });

  it('puts all back in the order in which they were given up', async () => {
    const [o, n, i2, i1] = await fill();
    const { value, stderr } = await outbox('retry', '--all');
    expect(value).toEqual({ retried: [i1, i2, o], skipped: [n] });
    expect(stderr).toContain('1 can never become a message');
    expect((await journal.inbox.waiting(chat)).map(({ inbound }) => inbound.id)).toEqual([
      'a',
      'b',
    ]);
    expect((await outbox('retry', '--all')).value).toEqual({ retried: [], skipped: [n] });
  });

  it('puts back what was given up for one reason', async () => {
    const letters = await fill();
    expect((await outbox('retry', '--all', '--reason', 'budget')).value).toEqual({
      retried: [letters[3]],
      skipped: [],
    });
  });

  it('wants to know what, and refuses what can never become a message', async () => {
    const [, n = ''] = await fill();
    for (const args of [[], ['i1', '--all'], ['--reason', 'budget'], [n]])
      expect(await outbox('retry', ...args)).toMatchObject({ code: 2 });
    expect(await journal.letters.list(9)).toHaveLength(4);
  });
});

describe('outbox drop', () => {
  it('throws away a message that waits, and what a bot that runs is just making of it', async () => {
    for (const id of ['a', 'b'])
      await journal.inbox.accept({ id, chat, at: now, content: { type: 'voice', media: {} } });
    const dropped = { state: 'waiting', id: 'a', kind: 'inbound', chat, text: '[voice]' };
    expect(await outbox('drop', 'a')).toMatchObject({
      stderr: 'Dropped: message a.\n',
      value: { dropped },
    });
    const record = { id: `${chat}/a`, chat, at: now, entries: [], facts: {} };
    expect(
      await journal.turns.settle({ chat, inbound: ['a'], replies: [{ text: 'too late' }], record }),
    ).toEqual([]);
    expect((await journal.inbox.waiting(chat)).map(({ inbound }) => inbound.id)).toEqual(['b']);
    expect(
      await journal.inbox.accept({ id: 'a', chat, at: now, content: { type: 'voice', media: {} } }),
    ).toMatchObject({ isNew: false });
    expect([await journal.turns.unremembered(), await journal.letters.list(9)]).toEqual([[], []]);
    expect(await outbox('drop', 'a')).toMatchObject({ code: 2 });
  });

  it('throws away a reply that is due: no try to send it begins any more', async () => {
    const [one, two] = await settle([], ['раз', 'два']);
    await outbox('drop', `d${one?.id}`);
    expect(await journal.outbox.attempt(one?.id ?? '', now)).toBe(false);
    expect((await journal.outbox.due()).map(({ id }) => id)).toEqual([two?.id]);
    expect(await journal.letters.list(9)).toEqual([]);
  });
});

it('outbox drop throws one away for good', async () => {
  const [o = ''] = await fill();
  expect((await outbox('drop', o)).value).toMatchObject({
    dropped: { id: o, kind: 'outbound', text: 'потеряно' },
  });
  expect(await outbox('drop', o)).toMatchObject({ code: 2 });
  expect(await journal.letters.list(9)).toHaveLength(3);
});
