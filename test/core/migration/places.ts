import { expect } from 'vitest';
import { Customers } from '../../../src/core/customers/customers.ts';
import { History } from '../../../src/core/history/history.ts';
import type { Ended, Journal } from '../../../src/core/kinds/journal.ts';
import type { Storage } from '../../../src/core/migration/migration.ts';
import type { TurnRecord } from '../../../src/core/kinds/turn-record.ts';
import { message } from '../../../src/suites/journal/place.ts';
import { chat, hourMs, keepingLog, turn } from '../memories.ts';

export interface House extends Storage {
  journal: Journal;
}

export const other = '77007654321@c.us';
const hourAgo = Date.now() - hourMs;

/** What is remembered in a house. */
export function historyOf({ memory }: Pick<House, 'memory'>): History {
  return new History(memory, { ttlMs: hourMs, log: keepingLog(), limit: 20 });
}

function record(id: string, more: Partial<TurnRecord> = {}): TurnRecord {
  return { id: `${chat}/${id}`, chat, at: hourAgo, entries: [], facts: {}, ...more };
}

/** One or more of everything. */
export async function fill({ memory, journal }: House): Promise<void> {
  const history = historyOf({ memory });
  for (let number = 1; number <= 250; number += 1)
    await history.record(turn(number, { chat: `7700${number}@c.us` }));
  const customers = new Customers(memory, { ttlMs: hourMs, log: keepingLog() });
  await customers.edit(other, { name: 'Айгуль', facts: ['Любит чай'] });
  for (const id of ['a', 'b', 'c', 'd']) await journal.inbox.accept(message(chat, id));
  await journal.inbox.accept(message(other, 'a'));
  const usage = { input: 10, cached: 0, output: 5 };
  const more = {
    model: 'gpt',
    usage,
    ms: 70,
    promptVersion: 'v1',
    facts: { language: 'kk' as const },
  };
  await journal.turns.settle({
    chat,
    inbound: ['a'],
    replies: [{ text: 'first' }, { text: 'second', voice: 'kk' }],
    record: record('a', more),
  });
  await journal.turns.remembered({ id: `${chat}/a`, chat });
  await journal.turns.settle({
    chat,
    inbound: ['b'],
    replies: [],
    record: { ...turn(2), at: hourAgo + 1_000, model: 'gpt', usage },
  });
  await journal.turns.settle({
    chat,
    inbound: ['c'],
    replies: [{ text: 'third', voice: 'ru' }],
    record: record('c'),
    givenUp: 'service.model',
  });
  // A voice note that nobody could answer: paid for without a model.
  const heard = { input: 0, cached: 0, output: 0, speechSeconds: 7.5 };
  await journal.turns.settle({
    chat,
    inbound: [],
    replies: [],
    record: record('heard', { at: hourAgo + 2_000, usage: heard }),
  });
  await journal.turns.remembered({ id: `${chat}/heard`, chat });
  const due = await journal.outbox.due(chat);
  await journal.outbox.attempt(due[1]?.id ?? '', 7_000);
  await journal.outbox.giveUp(due[2]?.id ?? '', 'service.green-api');
  await journal.letters.reject(Buffer.from('{"broken'), 'no JSON');
  await journal.turns.remembered({ id: `${chat}/c`, chat });
  await fillMatters(journal);
}

/** What people of the business have to do with, or had. */
async function fillMatters({ pauses, cases, notices, rules }: Journal): Promise<void> {
  const at = Date.now() - 2_000;
  await pauses.end(undefined, at - 5_000);
  await pauses.begin({ chat: other, reason: 'phone', at, until: at + hourMs, words: 'digest' });
  await pauses.begin({ chat: '77001@c.us', reason: 'phone', at, until: at + hourMs });
  await pauses.end('77001@c.us', at + 1_000);
  const about = { question: 'Есть доставка?', proposal: [{ text: 'Да' }] };
  await cases.open({ id: 'one', kind: 'ticket', chat: other, at, about }, [
    { id: 'ticket one', at, topic: 'ticket' },
  ]);
  await cases.open({ id: 'two', kind: 'draft', chat, at, about });
  await cases.end({ number: 2, outcome: 'answered', at, by: other });
  await notices.attempt('ticket one', 'webhook', at);
  await notices.ended('ticket one', 'webhook', 'done', 'known');
  await notices.attempt('ticket one', 'telegram', at);
  await notices.retry('ticket one', 'telegram', at + hourMs, 'service.alert', 'unknown');
  await notices.add({ id: 'alert', at, topic: 'alert.account', not: ['whatsapp'] });
  await notices.add({ id: 'told', at, topic: 'alert.account' });
  await notices.close('told');
  await rules.set(other, { mode: 'draft', blocked: true, stoppedAt: at });
}

/** Everything that must be the same in the new place. */
export async function contents({ memory, journal }: House): Promise<unknown> {
  const pairs: [unknown, unknown][] = [];
  for await (const [key, value] of memory.iterator?.() ?? [])
    if (key !== chat) pairs.push([key, value]);
  const accounts: unknown[] = [];
  for await (const account of journal.accounts.usage(0))
    if (account.model !== undefined || account.usage !== undefined) accounts.push(account);
  const letters = (await journal.letters.list(100)).filter(({ reason }) => reason !== 'moved');
  return {
    chats: pairs.toSorted(([one], [two]) => String(one).localeCompare(String(two))),
    waiting: [await waitingIds(journal, chat), await waitingIds(journal, other)],
    due: (await journal.outbox.due()).map(({ text, voice, attemptedAt }) => ({
      text,
      voice,
      attemptedAt,
    })),
    letters: letters
      .map(({ kind, chat: of, reason, body, voice }) => ({ kind, of, reason, body, voice }))
      .toSorted((a, b) => a.kind.localeCompare(b.kind)),
    accounts,
    ...(await mattersIn(journal)),
  };
}

async function mattersIn(journal: Journal): Promise<Record<string, unknown>> {
  const pauses = await journal.pauses.list();
  return {
    pauses: pauses
      .map((pause) => ({ ...pause, begunAt: undefined }))
      .filter(({ until }) => until === undefined || until > Date.now())
      .toSorted((one, two) => (one.chat ?? '').localeCompare(two.chat ?? '')),
    ended: pauses.find((pause) => pause.chat === '77001@c.us')?.resumedAt,
    cases: await journal.cases.list(),
    notices: (await journal.notices.list('owed')).map(({ id, ...notice }) => ({
      ...notice,
      id: id.replace(/\/moved$/, ''),
    })),
    rules: await journal.rules.list(),
  };
}

/** The messages that are done. */
export async function known({ journal }: House): Promise<Ended[]> {
  const ended = await Array.fromAsync(journal.finished.ended());
  return ended.toSorted((one, two) => one.inbound.id.localeCompare(two.inbound.id));
}

/** What is remembered of the chat whose last turn was not taken in when the move began. */
export async function remembered({ memory, journal }: House): Promise<string[]> {
  expect(await journal.turns.unremembered()).toEqual([]);
  const history = historyOf({ memory });
  return (await history.recall(chat)).entries.map(({ id }) => id);
}

async function waitingIds(journal: Journal, of: string): Promise<string[]> {
  return (await journal.inbox.waiting(of)).map(({ inbound }) => inbound.id);
}

/** A target that fails at a later call: the line is cut, or the process killed. */
export function breakingAfter(calls: number, target: House): House {
  let left = calls;
  const cut = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(object, name) {
        const member: unknown = Reflect.get(object, name, object);
        if (typeof member !== 'function') return member;
        const changes = [
          'setMany',
          'accept',
          'settle',
          'remembered',
          'attempt',
          'giveUp',
          'reject',
          'retry',
          'know',
          'add',
          'charge',
          'begin',
          'end',
          'ended',
          'set',
        ].includes(String(name));
        return (...args: unknown[]): unknown => {
          if (changes && (left -= 1) < 0) throw new Error('cut');
          return Reflect.apply(member, object, args) as unknown;
        };
      },
    });
  const { inbox, outbox, turns, letters, finished, accounts, ...whole } = target.journal;
  const { pauses, cases, notices, rules } = whole;
  const parts = {
    pauses: cut(pauses),
    cases: cut(cases),
    notices: cut(notices),
    rules: cut(rules),
    inbox: cut(inbox),
    outbox: cut(outbox),
    turns: cut(turns),
    letters: cut(letters),
    finished: cut(finished),
    accounts: cut(accounts),
  };
  return {
    name: target.name,
    memory: cut(target.memory),
    journal: { ...whole, ...parts },
  };
}
