import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { History } from '../../src/core/history/history.ts';
import type { TurnRecord } from '../../src/core/kinds/turn-record.ts';
import { openJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import { startOpenAi } from '../../src/sandbox/openai/index.ts';
import { settlement } from '../../src/suites/journal/place.ts';
import { wabot, wabotHere, type RanHere } from '../cli.ts';
import { keepingLog, openFile } from '../core/memories.ts';

const hourMs = 60 * 60 * 1000;
const anna = '77001234567@c.us';
const bolat = '77017654321@c.us';
const iso = expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/) as string;

let cwd: string;
let env: Record<string, string>;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'wabot-history-'));
  env = { WABOT_TIME_ZONE: 'Asia/Almaty', NO_PROXY: '127.0.0.1' };
});
afterEach(() => rm(cwd, { recursive: true }));

const history = (...args: string[]): Promise<RanHere> =>
  wabotHere(['history', ...args], { cwd, env });

/** A turn that ended this long ago. */
function turn(chat: string, number: number, agoMs: number, texts: [string, string]): TurnRecord {
  const at = Date.now() - agoMs;
  return {
    id: `${chat}/${number}`,
    chat,
    at,
    entries: [
      { id: `m${number}`, role: 'customer', text: texts[0], at: at - 1000, voice: true },
      { id: `reply:m${number}`, role: 'bot', text: texts[1], at },
    ],
    facts: { language: 'kk' },
  };
}

/** What a running bot would have left. */
async function remember(...turns: TurnRecord[]): Promise<void> {
  const memory = new History(openFile(join(cwd, 'data/memory.db')), {
    limit: 20,
    pending: 40,
    ttlMs: 24 * hourMs,
    log: keepingLog(),
  });
  for (const each of turns) await memory.record(each);
  await memory.close();
}

const annaTurn = (): TurnRecord =>
  turn(anna, 1, 5 * 60_000, ['Курс қанша тұрады?', '25 000 ₸.\nЕкі ай.']);
const bolatTurn = (): TurnRecord => turn(bolat, 1, 3 * hourMs, ['Сколько?', '30 000 ₸']);

describe('history list', () => {
  it('shows phone, messages, language, last activity and time to live, newest first', async () => {
    await remember(bolatTurn(), annaTurn());
    const { stdout, stderr, code } = await history('list');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const [head, ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^PHONE +MESSAGES +LANGUAGE +LAST ACTIVITY +FORGOTTEN IN$/);
    expect(rows[0]).toMatch(/^\+77001234567 +2 +kk +(today|yesterday) \d\d:\d\d +23 h 59 min$/);
    expect(rows[1]).toMatch(/^\+77017654321 /);
    expect(new Set([head, ...rows].map((line) => line?.length)).size).toBe(1);
  });

  it('makes no journal where there is nothing to show', async () => {
    expect(await history('list')).toMatchObject({ code: 0 });
    expect(existsSync(join(cwd, 'data/journal.db'))).toBe(false);
  });

  it('shows the chats also where the journal cannot be read, and says so', async () => {
    await remember(annaTurn());
    writeFileSync(join(cwd, 'data/journal.db'), 'no database'.repeat(1000));
    const { code, stdout, stderr } = await history('list');
    expect(code).toBe(0);
    expect(stdout).toContain('+77001234567');
    expect(stderr).toContain('Where the bot is silent is not known:');
  });

  it('has a stable shape as data, and says whether there is more', async () => {
    await remember(bolatTurn(), annaTurn());
    const line = {
      phone: '+77001234567',
      chat: anna,
      messages: 2,
      language: 'kk',
      lastActivity: iso,
      expiresAt: iso,
    };
    const one = await history('list', '--limit', '1', '--json');
    expect(JSON.parse(one.stdout)).toEqual({ chats: [line], more: true });
    expect((await history('list', '--limit', '2')).value).toMatchObject({ more: false });
    expect((await history('list', '--since', '1h')).value).toEqual({ chats: [line], more: false });
  });

  it.each([
    [['--since', 'yesterday'], '--since is a time'],
    [['--limit', '0'], 'limit'],
  ])('refuses %j', async (args, words) => {
    const { code, error } = await history('list', ...args);
    expect([code, String(error)]).toEqual([2, expect.stringContaining(words)]);
  });

  it('says when there is nothing, and when the memory is not to be seen from here', async () => {
    expect(await history('list')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'No chats are remembered.\n',
    });
    await remember(bolatTurn());
    expect(await history('list', '--since', '1h')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'No chat was active since then.\n',
    });
    env['WABOT_MEMORY'] = 'memory';
    const { stderr, value } = await history('list');
    expect(stderr).toContain('inside the running serve');
    expect(value).toEqual({ chats: [], more: false });
  });
});

describe('history show', () => {
  it('of a chat in which nothing was said by the bot or to it says so', async () => {
    await remember({ ...annaTurn(), entries: [] });
    const nothing = { code: 0, stdout: '', stderr: 'Nothing is remembered of +77001234567.\n' };
    expect(await history('show', '--phone', '77001234567')).toMatchObject(nothing);
  });

  it.each(['+7 700 123-45-67', '8 (700) 123 45 67', '77001234567@c.us', '77001234567'])(
    'finds %j',
    async (spelling) => {
      await remember(annaTurn());
      const { stdout } = await history('show', '--phone', spelling);
      expect(stdout).toMatch(
        /^\S+ \d\d:\d\d {2}Customer \(voice\): Курс қанша тұрады\?\n\S+ \d\d:\d\d {2}Bot: 25 000 ₸\.\n {4}Екі ай\.\n$/,
      );
    },
  );

  it('shows Markdown and JSON, the same as --json', async () => {
    await remember(annaTurn());
    expect((await history('show', '--phone', anna, '--format', 'md')).stdout).toMatch(
      /^# \+77001234567\n\n\*\*Customer \(voice\)\*\*/,
    );
    const [json, flag] = [
      await history('show', '--phone', anna, '--format', 'json'),
      await history('show', '--phone', anna, '--json'),
    ];
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(flag.stdout));
    expect(JSON.parse(json.stdout)).toMatchObject({
      found: true,
      summary: null,
      entries: [
        { id: 'm1', role: 'customer', text: 'Курс қанша тұрады?', at: iso, voice: true },
        { voice: false },
      ],
    });
  });

  it('lets nothing of a text steer the terminal', async () => {
    await remember(turn(anna, 1, 0, ['\u001b[2Jhidden\u202e', 'ok']));
    expect((await history('show', '--phone', anna)).stdout).toContain(
      'Customer (voice): [2Jhidden\n',
    );
  });

  it('of an unknown chat is empty, in words, and no error', async () => {
    const { code, stdout, stderr, value } = await history('show', '--phone', bolat);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Nothing is remembered of +77017654321.\n',
    });
    expect(value).toMatchObject({ found: false, entries: [], lastActivity: null });
  });

  it('refuses a wrong number without repeating it', async () => {
    const { code, error } = await history('show', '--phone', '7700123456789012');
    expect([code, String(error)]).toEqual([2, expect.stringContaining('11 digits')]);
    expect(String(error)).not.toContain('7700123456789012');
  });
});

describe('history clear and clear-all', () => {
  it('forget one chat', async () => {
    await remember(annaTurn(), bolatTurn());
    expect(await history('clear', '--phone', anna)).toMatchObject({
      code: 0,
      stdout: '+77001234567 is forgotten.\n',
      stderr: '',
    });
    expect((await history('clear', '--phone', anna)).value).toEqual({
      phone: '+77001234567',
      chat: anna,
      cleared: false,
    });
    expect((await history('list')).value).toMatchObject({ chats: [{ chat: bolat }] });
  });

  it('forget all, but ask somebody or take --yes', async () => {
    await remember(annaTurn(), bolatTurn());
    const refused = await wabot(['history', 'clear-all'], { cwd, env });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr.replace(/\s+›?\s+/g, ' ')).toContain('add --yes');
    expect((await history('list')).value).toMatchObject({ chats: [{}, {}] });
    expect((await history('clear-all', '--yes')).value).toEqual({ cleared: 2 });
    expect((await history('clear-all', '--yes')).stdout).toBe('0 chats are forgotten.\n');
  });
});

describe('history export and import', () => {
  it('go through a pipe and a file, and the file is for its owner only', async () => {
    await remember(annaTurn(), bolatTurn());
    const lines = (await history('export', '--all')).stdout;
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { chat: string }).chat)
        .toSorted(),
    ).toEqual([anna, bolat]);
    expect((await history('export', '--all', '--output', 'all.jsonl')).value).toEqual({
      exported: 2,
      customersExported: 0,
      output: 'all.jsonl',
      chats: null,
      customers: null,
    });
    expect((await stat(join(cwd, 'all.jsonl'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(cwd, 'all.jsonl'), 'utf8')).toBe(lines);
    expect(await history('export', '--all', '--output', 'all.jsonl')).toMatchObject({ code: 2 });
    await history('clear-all', '--yes');
    expect((await history('import', 'all.jsonl')).value).toEqual({
      imported: 2,
      unchanged: 0,
      refused: [],
    });
    const piped = await wabot(['history', 'import'], { cwd, env, stdin: lines });
    expect(piped).toMatchObject({
      code: 0,
      stdout: '0 imported, 2 unchanged, 0 refused.\n',
      stderr: '',
    });
    expect((await history('show', '--phone', anna)).stdout).toContain('Курс қанша тұрады?');
  });

  it('export one chat, and as data with --json', async () => {
    await remember(annaTurn(), bolatTurn());
    expect((await history('export', '--phone', anna, '--json')).value).toMatchObject({
      exported: 1,
      output: null,
      chats: [{ chat: anna }],
    });
    expect((await history('export', '--phone', '77770000000')).value).toEqual({
      exported: 0,
      customersExported: 0,
      output: null,
      chats: null,
      customers: null,
    });
    expect(await history('export')).toMatchObject({ code: 2 });
    expect(await history('export', '--all', '--phone', anna)).toMatchObject({ code: 2 });
  });

  it('import what is sound, name what is not, and end with 3', async () => {
    await remember(annaTurn());
    const line = (await history('export', '--all')).stdout;
    await history('clear-all', '--yes');
    await writeFile(join(cwd, 'mixed.jsonl'), `{}\n${line}nonsense\n`);
    const { code, stdout, stderr } = await history('import', 'mixed.jsonl');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '1 imported, 0 unchanged, 2 refused.\n' });
    expect(stderr).toMatch(/^Line 1 is not a chat .*\nLine 3 is not JSON\.\n$/);
    expect(await history('import', 'absent.jsonl')).toMatchObject({ code: 2 });
    await writeFile(join(cwd, 'prose.md'), 'A line.\n'.repeat(300));
    expect((await history('import', 'prose.md')).stderr.trim().split('\n')).toHaveLength(11);
  });
});

describe('history summary', () => {
  it('is written by the model in the language of the chat, and counts', async () => {
    await remember(annaTurn());
    const openAi = await startOpenAi({});
    env = { ...env, OPENAI_API_KEY: 'sk-test-123456789', OPENAI_BASE_URL: `${openAi.url}/v1` };
    const { stdout, value, code } = await history('summary', '--phone', anna);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[сынақ ортасы] Курс қанша тұрады?\n' });
    expect(value).toMatchObject({
      found: true,
      language: 'kk',
      model: 'sandbox',
      usage: { output: expect.any(Number) as number },
    });
    const journal = openJournal(join(cwd, 'data'), Date.now);
    expect(await Array.fromAsync(journal.accounts.usage(0))).toMatchObject([
      { chat: anna, model: 'sandbox', kind: 'summary' },
    ]);
    await journal.close();
    await openAi.close();
  });

  it('offline is the last lines, and needs no key', async () => {
    await remember(annaTurn());
    expect(await history('summary', '--phone', anna, '--offline')).toMatchObject({
      code: 0,
      stdout: 'Customer (voice): Курс қанша тұрады?\nBot: 25 000 ₸. Екі ай.\n',
      value: { found: true, model: null, usage: null },
    });
    expect((await history('summary', '--phone', bolat, '--offline')).value).toMatchObject({
      found: false,
      summary: null,
    });
    expect(await history('summary', '--phone', anna)).toMatchObject({ code: 3 });
  });
});

describe('history erase', () => {
  it('removes a person everywhere, from the log too, and says what went with it', async () => {
    await remember(annaTurn(), bolatTurn());
    const journal = openJournal(join(cwd, 'data'), Date.now);
    for (const chat of [anna, bolat]) {
      await journal.inbox.accept({
        id: 'x',
        chat,
        at: 1,
        content: { type: 'text', text: 'hello' },
      });
      await journal.turns.settle(settlement(chat, ['x'], ['reply']));
    }
    await journal.close();
    await mkdir(join(cwd, 'logs'));
    const line = {
      time: '2026-11-24T10:00:00Z',
      level: 'info',
      event: 'message-accepted',
      chat: '7700…4567',
      text: 'hello',
    };
    await writeFile(join(cwd, 'logs/app.log'), `${JSON.stringify(line)}\n`);
    expect(await wabot(['history', 'erase', '--phone', anna], { cwd, env })).toMatchObject({
      code: 2,
      stdout: '',
    });
    const { code, stdout, stderr, value } = await history('erase', '--phone', anna, '--yes');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'History of +77001234567: removed.\nJournal and accounts: 3 entries removed.\nLog logs/app.log: 1 line removed.\n',
    );
    expect(stderr).toContain('looks like 7700…4567 were removed with it');
    expect(value).toMatchObject({ history: true, journal: 3, logs: [{ removed: 1, mentions: 0 }] });
    expect(await readFile(join(cwd, 'logs/app.log'), 'utf8')).not.toMatch(/hello|7700/);
    expect((await history('list')).value).toMatchObject({ chats: [{ chat: bolat }] });
    const after = openJournal(join(cwd, 'data'), Date.now);
    expect((await Array.fromAsync(after.accounts.usage(0))).map(({ chat }) => chat)).toEqual([
      bolat,
    ]);
    await after.close();
    for (const file of ['memory.db', 'journal.db'])
      expect((await readFile(join(cwd, 'data', file))).includes('77001234567')).toBe(false);
  });

  it('removes what still waits of a device of the person, too', async () => {
    const journal = openJournal(join(cwd, 'data'), Date.now);
    await journal.inbox.accept({
      id: 'x',
      chat: anna.replace('@', ':4@'),
      at: 1,
      content: { type: 'text', text: 'hello' },
    });
    await journal.close();
    expect((await history('erase', '--phone', anna, '--yes')).value).toMatchObject({ journal: 1 });
  });

  it('removes what an older version kept of a device of the person, too', async () => {
    const device = anna.replace('@', ':3@');
    await remember({ ...annaTurn(), chat: device }, bolatTurn());
    const journal = openJournal(join(cwd, 'data'), Date.now);
    await journal.inbox.accept({
      id: 'x',
      chat: device,
      at: 1,
      content: { type: 'text', text: 'hello' },
    });
    await journal.turns.settle(settlement(device, ['x'], ['reply']));
    await journal.close();
    const { value } = await history('erase', '--phone', anna, '--yes');
    expect(value).toMatchObject({ history: true, journal: 3 });
    expect((await history('list')).value).toMatchObject({ chats: [{ chat: bolat }] });
    for (const file of ['memory.db', 'journal.db'])
      expect((await readFile(join(cwd, 'data', file))).includes('77001234567')).toBe(false);
  });
});
