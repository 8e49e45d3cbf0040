import type { Case, CaseEnding } from '../../core/kinds/cases.ts';
import type { NewNotice } from '../../core/kinds/notices.ts';
import type { TurnRecord } from '../../core/kinds/turn-record.ts';

/** A notice that comes with a case: about it, unless it names another. */
export function aboutCase(
  notice: NewNotice,
  { id, number, chat }: Pick<Case, 'id' | 'number' | 'chat'>,
): NewNotice {
  if (notice.case !== undefined && notice.case.id !== id) return notice;
  return { ...notice, case: { id, number }, chat: notice.chat ?? chat };
}

/** What memory must take in with the end of a case; where only replies are named, that nothing was said. Undefined: neither is. */
export function recordOfEnding(
  { number, at, replies = [], record }: CaseEnding,
  chat: string,
): TurnRecord | undefined {
  if (record || replies.length === 0) return record;
  return { id: `case/${number}`, chat, at, entries: [], facts: {} };
}
