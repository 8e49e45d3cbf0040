import { accountOf, numberIn, withoutAccount } from '../../../core/plugin-api/texts.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

/** Whether the record of this column carries a notice about the person. */
function carriesNotice(column: string): string {
  return `EXISTS (SELECT 1 FROM notices n
    WHERE n.chat = ? AND substr(${column}, 1, length(n.id) + 8) = 'notice/' || n.id || '/')`;
}

/** Whether a text names the person by their number. */
function names(column: string): string {
  return `?1 <> '' AND instr(${column}, ?1) > 0`;
}

/** What stands for the content of an owner's message that named the person, as where it quoted a ticket. */
const nothing = '{"type":"text","text":""}';

/** What belongs to a person; the raw notifications are known only by the chat's name in them. */
const erasures = [
  'DELETE FROM inbound WHERE chat = ?',
  'DELETE FROM outbound WHERE chat = ?',
  'DELETE FROM turns WHERE chat = ?',
  'DELETE FROM pauses WHERE chat = ?',
  // What carries a notice about them is in the chats of those who are told.
  `DELETE FROM outbound WHERE state <> 1 AND ${carriesNotice('outbound.record')}`,
  `UPDATE outbound SET text = '', record = 'notice/' WHERE text <> '' AND ${carriesNotice('outbound.record')}`,
  `DELETE FROM turns WHERE ${carriesNotice('turns.id')}`,
  'DELETE FROM notices WHERE chat = ?',
  'DELETE FROM cases WHERE chat = ?',
  'DELETE FROM deeds WHERE chat = ?',
  `DELETE FROM rules WHERE chat = ? AND json_extract(rule, '$.blocked') IS NULL`,
  `UPDATE rules SET rule = '{"blocked":true}' WHERE chat = ? AND rule <> '{"blocked":true}'`,
];

/** Where owners have read of a person, and quoted it: known by the number alone. */
const mentions = [
  `UPDATE outbound SET text = '' WHERE state = 1 AND text <> '' AND record LIKE 'notice/%' AND ${names('text')}`,
  `UPDATE inbound SET body = json_set(body, '$.content', json('${nothing}'))
    WHERE state = 1 AND ${names('body')} AND chat IN (SELECT chat FROM outbound WHERE record LIKE 'notice/%')`,
];

/** Notifications that were not understood, by the chat's id on its own account and, where it is a further one, the account. */
const rejected = `DELETE FROM rejected WHERE instr(body, ?1) > 0 AND (?2 = '' OR instr(body, ?2) > 0)`;

/** Removes a person from the journal's file and from its log. Resolves with how many rows there were. */
export async function erase(store: Store, chat: string, phone?: string): Promise<number> {
  const number = numberIn(chat, phone);
  const erased = await store.writeSynced((connection) => eraseAll(connection, chat, number));
  // What was erased still stands in the log; anyone who has been told that it is gone must be able to rely on it.
  await store.emptyLog();
  return erased;
}

function eraseAll(connection: SqliteConnection, chat: string, number: string): number {
  const known = erasures.reduce((sum, erasure) => sum + connection.run(erasure, chat), 0);
  const erased = known + connection.run(rejected, withoutAccount(chat), accountOf(chat) ?? '');
  return mentions.reduce((sum, mention) => sum + connection.run(mention, number), erased);
}
