import type { Received } from '../../../core/kinds/channel.ts';
import { chatOfAccount } from '../../../core/plugin-api/texts.ts';

/** What an instance has received, as one of several: its chats bear its mark, unless they are those without one, all or the `plain`. */
export function withInstanceMark(
  received: Received,
  { id, isHome, plain }: { id: string; isHome: boolean; plain: readonly string[] },
): Received {
  if (received.type === 'state') return { ...received, account: id };
  if (isHome) return received;
  const marked = <T extends { chat: string }>(one: T): T => ({
    ...one,
    chat: plain.includes(one.chat) ? one.chat : chatOfAccount(one.chat, id),
  });
  switch (received.type) {
    case 'message':
      return { ...received, inbound: marked(received.inbound) };
    case 'outgoing': {
      const { outgoing } = received;
      return { ...received, outgoing: { ...outgoing, inbound: marked(outgoing.inbound) } };
    }
    case 'written':
      return { ...received, message: marked(received.message) };
    default:
      return received;
  }
}
