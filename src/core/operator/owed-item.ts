import type { DeadLetter, Due, Journal, Waiting } from '../kinds/journal.ts';

/** What a person can name by an id: a dead letter, a reply that is still due, or a message that waits for its answer. */
export type OwedItem =
  | { state: 'given up'; id: string; letter: DeadLetter }
  | { state: 'due'; id: string; due: Due }
  | { state: 'waiting'; id: string; waiting: Waiting; notBefore: number };

type DueItem = Extract<OwedItem, { state: 'due' }>;
type WaitingItem = Extract<OwedItem, { state: 'waiting' }>;

/** Replies still due, each chat's in order. Their ids are the journal's own behind a `d`. */
export async function dueItems({ outbox }: Pick<Journal, 'outbox'>): Promise<DueItem[]> {
  return (await outbox.due()).map((due) => ({ state: 'due', id: `d${due.id}`, due }));
}

/** Messages that wait for their answers, oldest first. Their ids are the channel's, as in the log. */
export async function waitingItems({ inbox }: Pick<Journal, 'inbox'>): Promise<WaitingItem[]> {
  const items: WaitingItem[] = [];
  for (const { chat, notBefore } of await inbox.chats())
    for (const waiting of await inbox.waiting(chat))
      items.push({ state: 'waiting', id: waiting.inbound.id, waiting, notBefore });
  return items.toSorted((one, other) => one.waiting.acceptedAt - other.waiting.acceptedAt);
}

/** What has this id; of several messages with the same one, the one accepted last. */
export async function findItem(journal: Journal, id: string): Promise<OwedItem | undefined> {
  const letter = await journal.letters.show(id);
  if (letter) return { state: 'given up', id, letter };
  const due = (await dueItems(journal)).find((item) => item.id === id);
  return due ?? (await waitingItems(journal)).findLast((item) => item.id === id);
}

/**
 * Throws it away, beside a bot that runs, too: a message is done without an answer then (also one that is just being made is
 * not sent), a reply is no longer owed. What is on its way to the channel at this moment may still arrive. False: it was gone already.
 */
export async function dropItem(journal: Journal, item: OwedItem, now: number): Promise<boolean> {
  if (item.state === 'given up') return journal.letters.drop(item.id);
  if (item.state === 'due') return journal.outbox.sent(item.due.id, `dropped ${item.id}`);
  const { chat, id } = item.waiting.inbound;
  // The id of the turn that a running bot may be taking: what it settles then is known already, and changes nothing.
  const record = { id: `${chat}/${id}`, chat, at: now, entries: [], facts: {} };
  await journal.turns.settle({ chat, inbound: [id], replies: [], record });
  await journal.turns.remembered(record);
  return true;
}
