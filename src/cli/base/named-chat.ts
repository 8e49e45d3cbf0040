import { resolve } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import { choosePlugin } from '../../core/assembly/chosen-plugins.ts';
import { SetupError } from '../../core/errors.ts';
import type { AccountSettings } from '../../core/kinds/channel.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import {
  accountOf,
  chatOfAccount,
  phoneIn,
  shownChat,
  toChat,
  withoutAccount,
} from '../../core/phone.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { countrySetting } from '../../core/settings/country.ts';
import { readSettings } from '../../core/settings/read-settings.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { knownChats, type Sought } from './known-chats.ts';
import { bare } from './undecided-chat.ts';

interface Place {
  catalog: Catalog;
  environment: Environment;
}

/** What an operator has written for a chat, its phone or id, after which flag. */
interface Written {
  flag: string;
  value: string;
}

/**
 * The chat that an operator has named with this flag. Where chats go by numbers that are no phones, digits alone are such a number, unless they
 * are as long as a phone of their country; a phone is that of the chat in which the messenger has told it. With several
 * instances it is the chat that is known, on whichever it is. Rejects with a SetupError where none is known, or several are,
 * and with wrong usage where it is neither a phone nor an id.
 */
export async function namedChat(
  flag: string,
  value: string,
  place: Place,
  instance = accountOf(value),
): Promise<string> {
  const accounts = await accountsBy(place);
  const written = { flag, value: withoutAccount(value) };
  if (instance !== undefined) {
    const account = accountNamed(instance, accounts);
    const id = account?.id ?? instance;
    if ((accountOf(value) ?? id) !== id) throw twoInstances(flag);
    return account
      ? chatOn(account, written, place)
      : chatOfGone(instance, accounts, written, place);
  }
  if (accounts.length > 1) return chatOnOneOf(accounts, written, place);
  return chatOn(accounts[0] ?? phones, written, place);
}

/** The messenger of a chat by the settings, as people call it; undefined where nobody can say. */
export async function messengerOfChat(chat: string, place: Place): Promise<string | undefined> {
  const id = accountOf(chat);
  const accounts = await accountsBy(place);
  return accounts.find((each) => (id === undefined ? each.isFirst : each.id === id))?.messenger;
}

const phones: AccountSettings = { id: '', messenger: 'WhatsApp', chats: 'phones', isFirst: true };

/** None where the channel is not set up, or cannot be loaded: then nobody can say. */
async function accountsBy({ catalog, environment }: Place): Promise<AccountSettings[]> {
  const chosen = await choosePlugin('channel', catalog, environment).catch(() => undefined);
  if (chosen?.problems.length !== 0 || !chosen.plugin?.accounts) return [];
  const { folder } = readSettings({ folder: botSettings.dataFolder }, environment).values;
  return chosen.plugin.accounts(chosen.values, resolve(folder));
}

/** By its number, or by its messenger where one alone has it. */
function accountNamed(
  name: string,
  accounts: readonly AccountSettings[],
): AccountSettings | undefined {
  const same = (word: string): boolean => word.toLowerCase() === name.toLowerCase();
  const byMessenger = accounts.filter(({ messenger }) => same(messenger));
  return (
    accounts.find(({ id }) => id === name) ??
    (byMessenger.length === 1 ? byMessenger[0] : undefined)
  );
}

/** A known chat of an instance that is not set up any more: a customer may ask to be erased there, too. */
async function chatOfGone(
  name: string,
  accounts: readonly AccountSettings[],
  { value }: Written,
  place: Place,
): Promise<string> {
  const gone = { ...phones, id: name, isFirst: false };
  // Where the one whose chats have no mark is gone, this may be it.
  const may = accounts.some(({ isFirst }) => isFirst) ? [gone] : [gone, { ...gone, isFirst: true }];
  const found = /^\d+$/.test(name) ? await knownChats(soughtBy(value, place), place, may) : [];
  if (found[0] !== undefined) return found[0];
  const all = accounts.map(({ id, messenger }) => `${id} (${messenger})`).join(', ');
  throw new CLIError(
    `There is no instance ${name}; those of GREEN_ID_INSTANCE are ${all || 'none'}`,
    { exit: 2 },
  );
}

function twoInstances(flag: string): CLIError {
  return new CLIError(`${flag} and --instance name two instances: name one of them.`, { exit: 2 });
}

function marked(chat: string, { id, isFirst }: AccountSettings): string {
  return isFirst ? chat : chatOfAccount(chat, id);
}

async function chatOn(
  account: AccountSettings,
  { flag, value }: Written,
  place: Place,
): Promise<string> {
  if (account.chats === 'phones')
    return marked(bare.test(value) ? chatOf(flag, value, place) : value, account);
  if (bare.test(value) && value.length <= 10) return marked(value, account);
  const phone = phoneIn(bare.test(value) ? chatOf(flag, value, place) : value);
  const [found] = await knownChats(phone === undefined ? {} : { phone }, place, [account]);
  return found ?? unknown();
}

/** The chat that is known of all that it may be; where none is, that of the first instance. */
async function chatOnOneOf(
  accounts: readonly AccountSettings[],
  { flag, value }: Written,
  place: Place,
): Promise<string> {
  const found = await knownChats(soughtBy(value, place), place, accounts);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (others.length > 0) throw severalFit(found, accounts);
  const first = accounts.find(({ isFirst }) => isFirst) ?? accounts[0] ?? phones;
  return chatOn(first, { flag, value }, place);
}

function soughtBy(value: string, place: Place): Sought {
  const id = bare.test(value) ? { id: value } : {};
  try {
    const phone = phoneIn(bare.test(value) ? chatOf('', value, place) : value);
    return { ...id, ...(phone === undefined ? {} : { phone }) };
  } catch {
    return id;
  }
}

function severalFit(found: readonly string[], accounts: readonly AccountSettings[]): SetupError {
  const first = accounts.find(({ isFirst }) => isFirst);
  const named = found.map((chat) => {
    const account = accounts.find(({ id }) => id === accountOf(chat)) ?? first ?? phones;
    return `${account.id} (${account.messenger}): ${shownChat(withoutAccount(chat))}`;
  });
  const ids = [...new Set(found.map((chat) => accountOf(chat) ?? first?.id ?? ''))];
  const advice =
    ids.length > 1
      ? `Say which instance is meant: --instance ${ids.at(-1)}`
      : `Name the chat by its id, as \`wabot history list\` shows it.`;
  return new SetupError('chat', `Several chats fit: ${named.join('; ')}`, {
    suggestions: [advice],
  });
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

function unknown(): never {
  throw new SetupError('chat', 'No chat of this phone is known: the messenger did not show it', {
    suggestions: [`Name the chat by its id, as \`wabot history list\` shows it: --phone 10000001.`],
  });
}
