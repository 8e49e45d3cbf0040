import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { toJournal } from '../../../src/plugins/journal/redis/journal.ts';
import { connect, RedisServer } from '../redis/server.ts';
import { makeFolder } from './sqlite/folder.ts';

const child = fileURLToPath(new URL('./matters-child.ts', import.meta.url));

const log = { debug() {}, info() {}, warn() {}, error() {} };

/** What was said to be done, by the number of the chat, however often. */
type Said = Record<'opened' | 'decided' | 'told', number[]>;

/** Runs a process from a chat on, and kills it at about so many lines; adds what it said. */
async function killed(args: readonly string[], lines: number, said: Said): Promise<void> {
  const running = spawn(process.execPath, [child, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(running, 'close');
  const heard: string[] = [];
  createInterface({ input: running.stdout }).on('line', (line) => {
    heard.push(line);
    if (heard.length >= lines) running.kill('SIGKILL');
  });
  const [, signal] = (await closed) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  // The kill may cut the last line short.
  for (const line of heard.slice(0, -1)) {
    const [word = '', number] = line.split(' ');
    said[word as keyof Said].push(Number(number));
  }
}

function textsOf(all: readonly { text: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of all) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Each thing is there once and whole: with a case its notice, its pause and what was said; with its end one set of replies. */
async function check(journal: Journal, said: Said): Promise<void> {
  const [cases, owed, due] = [
    await journal.cases.list(),
    await journal.notices.list('owed'),
    await journal.outbox.due(),
  ];
  const opened = cases.map(({ id }) => Number(id.split(' ')[1]));
  const ended = cases.filter(({ end }) => end).map(({ id }) => Number(id.split(' ')[1]));
  const texts = textsOf(due);
  const twice = [...texts].filter(([text, times]) => times > 1 && !text.startsWith('too late'));
  expect(twice).toEqual([]);
  expect(new Set(opened).size).toBe(opened.length);
  expect(cases.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
    cases.map((_, index) => index + 1),
  );
  const pauses = new Set((await journal.pauses.list()).map(({ chat }) => chat));
  expect(cases.filter(({ chat }) => !pauses.has(chat))).toEqual([]);
  expect(Object.fromEntries(owed.map(({ id, case: about }) => [id, about?.id]))).toEqual(
    Object.fromEntries(opened.map((each) => [`notice ${each}`, `ticket ${each}`])),
  );
  expect(owed).toHaveLength(opened.length);
  const withText = (word: string): number[] =>
    [...texts.keys()].flatMap((text) =>
      text.startsWith(`${word} `) ? [Number(text.slice(word.length + 1))] : [],
    );
  const numbers = (each: readonly number[]): number[] => each.toSorted((a, b) => a - b);
  expect(numbers(withText('called'))).toEqual(numbers(opened));
  for (const word of ['done', 'answer', 'and more'])
    expect(numbers(withText(word))).toEqual(numbers(ended));
  expect(said.opened.filter((each) => !opened.includes(each))).toEqual([]);
  expect(said.decided.filter((each) => !ended.includes(each))).toEqual([]);
  expect(new Set(said.told).size).toBe(said.told.length);
  const told = owed.filter(({ routes }) => routes['webhook']?.ended === 'done');
  expect(said.told.filter((each) => !told.some(({ id }) => id === `notice ${each}`))).toEqual([]);
}

describe('processes that are killed while they hand chats over and approve', () => {
  it(
    'leave every case, notice, pause and reply there once and whole, in files',
    { timeout: 240_000 },
    async () => {
      await using folder = await makeFolder();
      const said: Said = { opened: [], decided: [], told: [] };
      for (let round = 0; round < 12; round += 1) {
        const first = Math.max(0, (said.opened.at(-1) ?? 0) - 3);
        await killed(
          [folder.path, `p${round}`, String(first)],
          3 + Math.floor(Math.random() * 60),
          said,
        );
        const journal = openJournal(folder.path, Date.now);
        await check(journal, said);
        await journal.close();
      }
      expect(said.told.length).toBeGreaterThan(12);
    },
  );

  it('do so with three of them on one Redis, at the same chats', { timeout: 240_000 }, async () => {
    await using redis = await RedisServer.start();
    const said: Said = { opened: [], decided: [], told: [] };
    for (let round = 0; round < 8; round += 1) {
      const first = String(Math.max(0, Math.max(0, ...said.opened) - 3));
      await Promise.all(
        ['a', 'b', 'c'].map((name) =>
          killed([redis.url, `${name}${round}`, first], 3 + Math.floor(Math.random() * 60), said),
        ),
      );
      const journal = toJournal(await connect(redis.url, 'matters'), { log, now: Date.now });
      await check(journal, said);
      await journal.close();
    }
    expect(said.told.length).toBeGreaterThan(8);
  });
});
