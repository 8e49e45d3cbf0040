import { phoneIn, shownChat, withoutAccount } from '../phone.ts';

/** The line of a notice that says in which chat something is, as `--phone` takes it; none where the id tells nobody anything. */
export function phoneLine(chat: string | undefined): string[] {
  if (chat === undefined) return [];
  const isNumber = /^\d+$/.test(withoutAccount(chat));
  return isNumber || phoneIn(chat) !== undefined ? [shownChat(chat)] : [];
}
