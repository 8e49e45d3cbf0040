import { writeSync } from 'node:fs';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { toJournal } from '../../../src/plugins/journal/redis/journal.ts';
import { openRedis } from '../../../src/plugins/redis/connection.ts';
import { parseAddress } from '../../../src/plugins/redis/address.ts';
import { message, settlement } from '../../../src/suites/journal/place.ts';

/**
 * Hands chats to a person and has owners approve, until it is killed; says what is done once it is: `opened N`, `decided N`,
 * `told N`. Begins with the chat of this number; others may do the same at the same time, under other names.
 */
const [where = '', name = '', first = '0'] = process.argv.slice(2);

const log = { debug() {}, info() {}, warn() {}, error() {} };

function say(word: string, count: number): void {
  writeSync(1, `${word} ${count}\n`);
}

async function open(): Promise<Journal> {
  if (!where.startsWith('redis:')) return openJournal(where, Date.now);
  const none = { sentinelName: undefined, sentinelPassword: undefined, ca: undefined };
  const values = {
    ...none,
    address: parseAddress(where),
    certificate: undefined,
    key: undefined,
    cluster: false,
    prefix: 'matters',
    replicas: 'auto',
    standIn: 'none',
  } as const;
  const world = { log, now: Date.now };
  return toJournal(await openRedis(values, world), world);
}

async function handOver(count: number): Promise<void> {
  const chat = `7700${1_000_000 + count}@c.us`;
  const id = `wish-${count}`;
  const at = Date.now();
  await journal.inbox.accept(message(chat, id));
  await journal.turns.settle({
    ...settlement(chat, [id], [`called ${count}`]),
    pause: { reason: 'handoff', at, until: at + 3_600_000 },
    opens: { id: `ticket ${count}`, kind: 'ticket', chat, at, about: { question: id } },
    notices: [{ id: `notice ${count}`, at, topic: 'ticket' }],
  });
  say('opened', count);
}

/** Every process is another owner, and all of them approve. */
async function decide(count: number): Promise<void> {
  const chat = `7700${1_000_000 + count}@c.us`;
  const owner = `7701${1_000_000 + count}@c.us`;
  const id = `bid-${count}-${name}`;
  const [opened] = await journal.cases.list({ chat });
  if (!opened) throw new Error(`no case of ${chat}`);
  await journal.inbox.accept(message(owner, id));
  await journal.turns.settle({
    ...settlement(owner, [id], [`done ${count}`]),
    ends: {
      number: opened.number,
      outcome: 'answered',
      at: Date.now(),
      by: name,
      replies: [{ text: `answer ${count}` }, { text: `and more ${count}` }],
      record: { ...settlement(chat, []).record, id: `answer ${count} by ${name}` },
      otherwise: [{ text: `too late ${count}` }],
    },
  });
  say('decided', count);
}

async function tell(count: number): Promise<void> {
  const id = `notice ${count}`;
  if ((await journal.notices.attempt(id, 'webhook', Date.now())) === false) return;
  await journal.notices.ended(id, 'webhook', 'done');
  say('told', count);
}

const journal = await open();
await journal.ownership.claim(() => Promise.resolve());
for (let count = Number(first); ; count += 1) {
  await handOver(count);
  await decide(count);
  await tell(count);
}
