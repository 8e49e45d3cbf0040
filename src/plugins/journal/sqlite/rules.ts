import type { ChatRule, ChatRuleChange, ChatRules } from '../../../core/kinds/chat-rules.ts';
import { holdsBack } from '../held-back.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

const ofChat = 'SELECT chat, rule FROM rules WHERE chat = ?';

const ofAll = 'SELECT chat, rule FROM rules ORDER BY chat';

const keep = 'INSERT OR REPLACE INTO rules (chat, rule) VALUES (?, ?)';

const drop = 'DELETE FROM rules WHERE chat = ?';

const withholdDue =
  'UPDATE outbound SET withheld = 1 WHERE chat = ? AND state = 0 AND record IS NULL';

/** Whether a reply (a row of `outbound`) may not be tried by the rule of its chat, as it is now or was when the reply was due. */
export const heldBack = `(withheld IS NOT NULL OR EXISTS (
  SELECT 1 FROM rules r WHERE r.chat = outbound.chat AND (json_extract(r.rule, '$.blocked') IS NOT NULL
    OR json_extract(r.rule, '$.stoppedAt') IS NOT NULL OR json_extract(r.rule, '$.mode') IN ('draft', 'observe'))))`;

interface Row {
  chat: string;
  rule: string;
}

/** What holds for single chats, in the journal's file. */
export function openRules(store: Store): ChatRules {
  return {
    set: (chat, change) => store.writeSynced((connection) => changeRule(connection, chat, change)),
    of: (chat) => store.read((connection) => ruleOf(connection, chat)),
    list: () => store.read((connection) => connection.all<Row>(ofAll).map(toRule)),
  };
}

/** Changes what holds for a chat. */
export function changeRule(
  connection: SqliteConnection,
  chat: string,
  change: ChatRuleChange,
): void {
  const { chat: _, ...before } = ruleOf(connection, chat);
  const rule = JSON.stringify({ ...before, ...change });
  if (rule === '{}') connection.run(drop, chat);
  else connection.run(keep, chat, rule);
  if (holdsBack(change)) connection.run(withholdDue, chat);
}

function ruleOf(connection: SqliteConnection, chat: string): ChatRule {
  const row = connection.get<Row>(ofChat, chat);
  return row ? toRule(row) : { chat };
}

function toRule({ chat, rule }: Row): ChatRule {
  return { chat, ...(JSON.parse(rule) as Omit<ChatRule, 'chat'>) };
}
