import type { Chats } from '../history/chats.ts';
import type { Journal } from '../kinds/journal.ts';
import { withoutDevice } from '../phone.ts';

/** More than a journal keeps of what was given up, which is forgotten after a month. */
const allLetters = 1_000_000;

/**
 * The ids under which an older version kept what a person wrote from a further device, as a chat of its own
 * (`77001234567:3@c.us`), in memory and journal. Reads all of both.
 */
export async function olderIds(
  chat: string,
  chats: Pick<Chats, 'export'>,
  { accounts, inbox, outbox, letters }: Pick<Journal, 'accounts' | 'inbox' | 'outbox' | 'letters'>,
): Promise<string[]> {
  const found = new Set<string>();
  const see = (id: string): void => {
    if (id !== chat && withoutDevice(id) === chat) found.add(id);
  };
  for await (const kept of chats.export()) see(kept.chat);
  for await (const charge of accounts.usage(0)) see(charge.chat);
  for (const owed of [...(await inbox.chats()), ...(await outbox.due())]) see(owed.chat);
  for (const letter of await letters.list(allLetters))
    if (letter.chat !== undefined) see(letter.chat);
  return [...found];
}
