import type { Channel } from '../kinds/channel.ts';
import { MessageChanges } from './message-changes.ts';
import { Takeover, type TakeoverParts } from './takeover.ts';
import { UnheardMessages } from './unheard-messages.ts';

/** Those who take in what people of the business do in a chat. */
export interface People {
  takeover: Takeover;
  changes: MessageChanges;
  unheard: UnheardMessages;
}

/** Makes them, of the same parts. */
export function createPeople(parts: TakeoverParts & { channel: Pick<Channel, 'read'> }): People {
  const takeover = new Takeover(parts);
  return {
    takeover,
    changes: new MessageChanges({ ...parts, ...parts.journal }),
    unheard: new UnheardMessages({ ...parts, hear: (outgoing) => takeover.hear(outgoing) }),
  };
}
