import { ownerCommand, type OwnerCommand } from '../intents/owner-command.ts';
import type { OutgoingMessage } from '../kinds/channel.ts';

/** What the owner commands; only by hand, or in the chat of the account with itself. */
export function commandIn({
  inbound: { content },
  by,
  toSelf,
}: OutgoingMessage): OwnerCommand | undefined {
  if (content.type !== 'text' || (by === 'program' && !toSelf)) return undefined;
  return ownerCommand(content.text);
}
