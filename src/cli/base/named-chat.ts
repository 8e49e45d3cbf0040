import { CLIError } from '@oclif/core/errors';
import { choosePlugin } from '../../core/assembly/chosen-plugins.ts';
import { openPlugins } from '../../core/assembly/open-plugins.ts';
import { SetupError } from '../../core/errors.ts';
import { Chats } from '../../core/history/chats.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import { phoneIn, toChat } from '../../core/phone.ts';
import { countrySetting } from '../../core/settings/country.ts';
import { readSettings } from '../../core/settings/read-settings.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { bare } from './undecided-chat.ts';

interface Place {
  catalog: Catalog;
  environment: Environment;
}

/**
 * The chat that an operator has named with this flag. Where chats go by numbers that are no phones, digits alone are such a number, unless they
 * are as long as a phone of their country; a phone is that of the chat in which the messenger has told it. Rejects with a
 * SetupError where it has told it in none, and with wrong usage where it is neither.
 */
export async function namedChat(flag: string, value: string, place: Place): Promise<string> {
  const { catalog, environment } = place;
  // Where the channel is not set up, or cannot be loaded, nobody can say.
  const chosen = await choosePlugin('channel', catalog, environment).catch(() => undefined);
  const isNumbered =
    chosen?.problems.length === 0 && chosen.plugin?.chats?.(chosen.values) === 'numbers';
  if (!isNumbered) return bare.test(value) ? chatOf(flag, value, place) : value;
  if (bare.test(value) && value.length <= 10) return value;
  const phone = phoneIn(bare.test(value) ? chatOf(flag, value, place) : value);
  return (phone !== undefined && (await chatWithPhone(phone, place))) || unknown();
}

function chatOf(flag: string, value: string, { environment }: Place): string {
  try {
    const { values } = readSettings({ country: countrySetting }, environment);
    return toChat(value, values.country);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CLIError(`${flag}: ${reason}`, { exit: 2 });
  }
}

/** Where several have the phone, the one that was last heard of. The owners of the settings go by their phones everywhere. */
async function chatWithPhone(phone: string, place: Place): Promise<string | undefined> {
  const opened = await openPlugins({ ...place, kinds: ['memory'], settings: {}, log: 'stderr' });
  const { bot, log, plugins } = opened;
  const owner = bot.owners.find((chat) => phoneIn(chat) === phone);
  const chats = new Chats(plugins.memory, {
    timeoutMs: bot.memoryTimeoutMs,
    ttlMs: bot.historyTtlMs,
    log,
  });
  opened.onClose(() => chats.close());
  let found: { chat: string; updatedAt: number } | undefined;
  try {
    if (owner !== undefined) return owner;
    for await (const { chat, facts, updatedAt } of chats.export())
      if (facts.phone === `+${phone}` && updatedAt >= (found?.updatedAt ?? 0))
        found = { chat, updatedAt };
  } finally {
    await opened.close();
  }
  return found?.chat;
}

function unknown(): never {
  throw new SetupError('chat', 'No chat of this phone is known: the messenger did not show it', {
    suggestions: [`Name the chat by its id, as \`wabot history list\` shows it: --phone 10000001.`],
  });
}
