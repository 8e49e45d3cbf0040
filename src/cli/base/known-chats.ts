import { openPlugins } from '../../core/assembly/open-plugins.ts';
import { Chats } from '../../core/history/chats.ts';
import type { AccountSettings } from '../../core/kinds/channel.ts';
import type { Catalog, Kinds } from '../../core/kinds/plugin.ts';
import { accountOf, chatOfPhone, phoneIn, withoutAccount } from '../../core/phone.ts';
import type { Environment } from '../../core/settings/settings.ts';

/** What is known of the chat that is looked for: its id on its own instance, the digits of its phone, or both. */
export interface Sought {
  id?: string;
  phone?: string;
}

/**
 * The chats on these accounts that fit, as memory and journal know them, each account's newest alone. The owners of the
 * settings go by their phones everywhere.
 */
export async function knownChats(
  sought: Sought,
  place: { catalog: Catalog; environment: Environment },
  accounts: readonly AccountSettings[],
): Promise<string[]> {
  const kinds = ['memory', 'journal'] as const;
  const opened = await openPlugins({ ...place, kinds, settings: {}, log: 'stderr' });
  const { bot, log, plugins } = opened;
  const limits = { timeoutMs: bot.memoryTimeoutMs, ttlMs: bot.historyTtlMs, log };
  const chats = new Chats(plugins.memory, limits);
  opened.onClose(() => chats.close());
  opened.onClose(() => plugins.journal.close());
  try {
    const [only, ...others] = accounts;
    const owner = bot.owners.find((chat) => phoneIn(chat) === sought.phone);
    if (owner !== undefined && only?.isFirst === true && others.length === 0) return [owner];
    return newest(await fitting(sought, chats, plugins.journal), accounts);
  } finally {
    await opened.close();
  }
}

/** Those that fit, with when they were last heard of; what only waits in the journal counts as just now. */
async function fitting(
  { id, phone }: Sought,
  chats: Chats,
  { inbox, outbox }: Kinds['journal'],
): Promise<Map<string, number>> {
  const names = [id, ...(phone === undefined ? [] : [chatOfPhone(phone)])];
  const fits = (chat: string): boolean => names.includes(withoutAccount(chat));
  const found = new Map<string, number>();
  for await (const { chat, facts, updatedAt } of chats.export())
    if (fits(chat) || (phone !== undefined && facts.phone === `+${phone}`))
      found.set(chat, updatedAt);
  const waits = async (chat: string): Promise<boolean> =>
    phone !== undefined && (await inbox.waiting(chat)).some((each) => each.inbound.phone === phone);
  const now = Number.MAX_SAFE_INTEGER;
  for (const { chat } of await inbox.chats())
    if (fits(chat) || (await waits(chat))) found.set(chat, now);
  for (const { chat } of await outbox.due()) if (fits(chat)) found.set(chat, now);
  return found;
}

function newest(
  found: ReadonlyMap<string, number>,
  accounts: readonly AccountSettings[],
): string[] {
  const sorted = [...found].toSorted(([, one], [, other]) => other - one);
  return accounts.flatMap(({ id, isFirst }) => {
    const mark = isFirst ? undefined : id;
    const own = sorted.find(([chat]) => accountOf(chat) === mark);
    return own === undefined ? [] : [own[0]];
  });
}
