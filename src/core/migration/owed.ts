import { plural } from '../plural.ts';
import type { Inbound } from '../kinds/channel.ts';
import { holdingOf, movedAway } from '../operator/dead-letters.ts';
import type { DeadLetter, Due, Ended, Journal, JournalCounts, Sent } from '../kinds/journal.ts';
import type { TurnRecord } from '../kinds/turn-record.ts';
import { count, unequal, type Tallies } from './tally.ts';

/** What a journal owes, without what has been moved away from it. */
export async function owedBy(journal: Journal): Promise<JournalCounts> {
  const { waiting, due, dead } = await holdingOf(journal, Infinity);
  return { waiting, due, dead };
}

/**
 * Moves what one journal owes to another: each thing is in the target before it leaves the source, and putting it there twice
 * changes nothing, so that a move that was interrupted goes on. What is done is known to both afterwards, and a message that
 * has left stays known to the source, as a dead letter. `moved` is called after each thing. Rejects with a ServiceError when something has not arrived.
 */
export async function moveOwed(
  source: Journal,
  target: Journal,
  tallies: Tallies,
  moved: () => void,
): Promise<void> {
  await carryKnown(source, target);
  const expected: string[] = [];
  for (const due of await source.outbox.due()) {
    await putReply(target, due);
    await source.outbox.sent(due.id, `${movedAway} ${due.id}`);
    count(tallies.due, true);
    expected.push(dueKey(due));
    moved();
  }
  const there = await lettersOf(target);
  const inbox = openInbox(target, there);
  for (const { chat } of await source.inbox.chats()) {
    for (const { inbound } of await source.inbox.waiting(chat)) {
      const isNew = await inbox(inbound);
      await giveUp(source, inbound, movedAway);
      count(tallies.waiting, isNew);
      if (isNew) expected.push(messageKey(inbound));
      moved();
    }
  }
  await moveLetters(source, target, { there, inbox, expected, tallies, moved });
  const arrived = await inventory(target);
  const missing = expected.filter((key) => !arrived.has(key)).length;
  if (missing > 0)
    throw unequal(`${plural(missing, 'message or reply is', 'messages or replies are')} missing`);
}

/** Messages that are taken over at a time. */
const pageSize = 200;

/** What is done at the old place is known at the new one: a vendor repeats its notifications for a day, and more. */
async function carryKnown(source: Journal, target: Journal): Promise<void> {
  let page: Ended[] = [];
  for await (const ended of source.finished.ended()) {
    if (page.push(ended) < pageSize) continue;
    await target.finished.know(page);
    page = [];
  }
  await target.finished.know(page);
  let sent: Sent[] = [];
  for await (const one of source.finished.sent()) {
    if (one.id.startsWith(movedAway) || sent.push(one) < pageSize) continue;
    await target.finished.knowSent(sent);
    sent = [];
  }
  await target.finished.knowSent(sent);
}

async function inventory(journal: Journal): Promise<Set<string>> {
  const keys = new Set((await lettersOf(journal)).map(letterKey));
  for (const due of await journal.outbox.due()) keys.add(dueKey(due));
  for (const { chat } of await journal.inbox.chats())
    for (const { inbound } of await journal.inbox.waiting(chat)) keys.add(messageKey(inbound));
  return keys;
}

function messageKey({ chat, id }: Inbound): string {
  return JSON.stringify(['waiting', chat, id]);
}

function dueKey({ chat, text, voice }: Due): string {
  return JSON.stringify(['due', chat, text, voice]);
}

function letterKey({ kind, chat = '', reason, body, voice }: DeadLetter): string {
  return JSON.stringify([kind, chat, reason, body, voice]);
}

/** Puts a message into a journal; false: it is known there, and did not leave it by a move. */
type Put = (inbound: Inbound) => Promise<boolean>;

function openInbox({ inbox, letters }: Journal, there: readonly DeadLetter[]): Put {
  const away = new Map(
    there.flatMap(({ id, kind, reason, body }) =>
      kind === 'inbound' && reason === movedAway
        ? [[messageKey(JSON.parse(body) as Inbound), id]]
        : [],
    ),
  );
  return async (inbound) => {
    if ((await inbox.accept(inbound)).isNew) return true;
    const letter = away.get(messageKey(inbound));
    return letter !== undefined && letters.retry(letter);
  };
}

interface Letters {
  there: readonly DeadLetter[];
  inbox: Put;
  expected: string[];
  tallies: Tallies;
  moved: () => void;
}

/** Oldest first, so that they stay in their order. */
async function moveLetters(
  source: Journal,
  target: Journal,
  { there, inbox, expected, tallies, moved }: Letters,
): Promise<void> {
  const known = new Set(there.map(letterKey));
  for (const letter of (await lettersOf(source)).reverse()) {
    if (letter.reason === movedAway) continue;
    const isNew = !known.has(letterKey(letter));
    if (isNew) await putLetter(target, letter, inbox);
    await removeLetter(source, letter);
    count(tallies.letters, isNew);
    expected.push(letterKey(letter));
    moved();
  }
}

async function lettersOf(journal: Journal): Promise<DeadLetter[]> {
  const { dead } = await journal.health();
  return dead === 0 ? [] : journal.letters.list(dead);
}

async function putLetter(target: Journal, letter: DeadLetter, inbox: Put): Promise<void> {
  const { kind, chat = '', id, reason, at, body, voice } = letter;
  if (kind === 'invalid') return target.letters.reject(Buffer.from(body), reason);
  if (kind === 'inbound') {
    const inbound = JSON.parse(body) as Inbound;
    await inbox(inbound);
    return giveUp(target, inbound, reason);
  }
  const due = await putReply(target, {
    id,
    chat,
    text: body,
    createdAt: at,
    ...(voice === undefined ? {} : { voice }),
  });
  if (due !== undefined) await target.outbox.giveUp(due, reason);
}

async function removeLetter(source: Journal, { id, kind, body }: DeadLetter): Promise<void> {
  if (kind !== 'inbound') return void (await source.letters.drop(id));
  await source.letters.retry(id);
  await giveUp(source, JSON.parse(body) as Inbound, movedAway);
}

async function giveUp(journal: Journal, { chat, id }: Inbound, reason: string): Promise<void> {
  const record = recordOf(chat, `given up ${id} ${reason}`, Date.now());
  await journal.turns.settle({ chat, inbound: [id], replies: [], record, givenUp: reason });
  await journal.turns.remembered(record);
}

/** Makes a reply due, once, as it was: what a person added goes out in silence, too. A try whose end is unknown stays on record. Gives its id in the target while it is due. */
async function putReply(
  target: Journal,
  { id, chat, text, voice, createdAt, attemptedAt, added }: Omit<Due, 'tries' | 'notBefore'>,
): Promise<string | undefined> {
  const reply = { text, ...(voice === undefined ? {} : { voice }) };
  const record = recordOf(chat, `reply ${id} ${createdAt}`, createdAt);
  const due = added
    ? await target.outbox.add(chat, [reply], record)
    : await target.turns.settle({ chat, inbound: [], replies: [reply], record });
  const ours = due.findLast(
    (each) => each.added === added && each.text === text && each.voice === voice,
  );
  await target.turns.remembered(record);
  if (ours && attemptedAt !== undefined && ours.attemptedAt === undefined)
    await target.outbox.attempt(ours.id, attemptedAt);
  return ours?.id;
}

/** A record that memory need not take in: nothing was said. */
function recordOf(chat: string, name: string, at: number): TurnRecord {
  return { id: `${chat}/${movedAway} ${name}`, chat, at, entries: [], facts: {} };
}
