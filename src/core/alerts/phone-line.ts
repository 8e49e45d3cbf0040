import { accountOf, chatOfAccount, phoneIn, shownChat, withoutAccount } from '../phone.ts';

/** The line of a notice that says in which chat something is, as `--phone` takes it; none where the id tells nobody anything. `phone`: the customer's, where the id is another number. */
export function phoneLine(chat: string | undefined, phone?: unknown): string[] {
  if (chat === undefined) return [];
  if (typeof phone === 'string' && phoneIn(chat) === undefined) {
    const account = accountOf(chat);
    return [account === undefined ? phone : chatOfAccount(phone, account)];
  }
  const isNumber = /^\d+$/.test(withoutAccount(chat));
  return isNumber || phoneIn(chat) !== undefined ? [shownChat(chat)] : [];
}
