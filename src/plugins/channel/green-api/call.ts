import type { Inbound, Received } from '../../../core/kinds/channel.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { isSameAccount, readChatId } from './chat-id.ts';
import { fromSeconds, identifier, plainWord } from './fields.ts';

/** How a call ends that nobody took; the vendor spells the first in two ways, and has given up the last. */
const missed = /^(?:h[au]ngup|declined|missed)$/;

/** A call of whose end nothing is told for this long was not taken, milliseconds. */
const longestRingMs = 60_000;

/**
 * What a notification of a call means. One that was not taken is a message, with the call's id: all that is told of a call's end
 * comes under one. One that was taken is a message of the account's own under the same id, so that its end, which comes
 * later, is known already and answered by nobody. That it rings is a message for the case that no end is told.
 */
export function readCall(fields: UnknownObject, now: number): Received {
  const status = plainWord(fields['status'])?.toLowerCase() ?? 'without a status';
  const [wasTaken, rings] = [status === 'pickup', status === 'offer'];
  const caller = readChatId(fields['from']);
  const call = identifier(fields['idMessage']);
  const { wid } = fieldsOf(fields['instanceData']);
  const isTold = wasTaken || rings || missed.test(status);
  if (
    !isTold ||
    caller.type !== 'person' ||
    call === undefined ||
    isSameAccount(fields['from'], wid)
  )
    return { type: 'ignored', reason: `notification incomingCall, ${status}` };
  const at = fromSeconds(fields['timestamp'], now) ?? now;
  const id = `call:${call}`;
  const content = { type: 'unsupported', attached: 'call' } as const;
  const inbound: Inbound = { id, chat: caller.chat, at, content };
  if (rings)
    return {
      type: 'message',
      inbound: { ...inbound, id: `ring:${call}`, unless: { id, until: at + longestRingMs } },
    };
  return { type: 'message', inbound: wasTaken ? { ...inbound, from: 'machine' } : inbound };
}
