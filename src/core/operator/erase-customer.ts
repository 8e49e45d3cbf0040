import { resolve } from 'node:path';
import type { Customers } from '../customers/customers.ts';
import type { Chats } from '../history/chats.ts';
import type { Journal } from '../kinds/journal.ts';
import { eraseFromLogs, type LogErasure } from '../log/log-erasing.ts';
import { logName } from '../log/log-writer.ts';
import { logSettings } from '../settings/log-settings.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Environment } from '../settings/settings.ts';
import { olderIds } from './older-ids.ts';

/** Where a person is erased. */
export interface ErasedPlaces {
  chats: Chats;
  customers: Customers;
  journal: Journal;
  /** Names the folder of the log. */
  environment: Environment;
}

/** What was removed. */
export interface ErasedCustomer {
  /** Whether anything was remembered of the chat, or known of the customer. */
  history: boolean;
  /** Messages, replies, records and accounts. */
  journal: number;
  /** Log files in which there were lines of the chat. */
  logs: LogErasure[];
}

/**
 * Removes all data about a customer, in all chats that are joined with this one, under every id that each has had; an answer
 * being written at that moment is dropped.
 */
export async function eraseEverywhere(chat: string, places: ErasedPlaces): Promise<ErasedCustomer> {
  const all: ErasedCustomer = { journal: 0, history: false, logs: [] };
  // This chat last: where the work is cut off, it still names those that are left.
  for (const each of [...(await places.customers.linkedTo(chat)), chat]) {
    const { journal, history, logs } = await eraseChat(each, places);
    all.journal += journal;
    all.history = history || all.history;
    all.logs.push(...logs);
  }
  return all;
}

async function eraseChat(
  chat: string,
  { chats, customers, journal, environment }: ErasedPlaces,
): Promise<ErasedCustomer> {
  const gone = { journal: 0, history: false };
  const { phone: remembered } = (await chats.read(chat))?.stored.facts ?? {};
  const told = (await journal.cases.list({ chat })).findLast(({ about }) => about.phone);
  const phone = (remembered ?? told?.about.phone)?.replace('+', '');
  for (const id of [chat, ...(await olderIds(chat, chats, journal))]) {
    // The journal first: what it keeps for the memory must not come back from there. Nor may what a chat tells of its customer.
    gone.journal += await journal.erase(id, phone);
    const wasThere = await chats.erase(id);
    gone.history = (await customers.erase(id)) || wasThere || gone.history;
  }
  const { folder } = readSettings({ folder: logSettings.folder }, environment).values;
  return { ...gone, logs: await eraseFromLogs(chat, resolve(folder), logName) };
}
