import type { Inbound, Received } from '../../../core/kinds/channel.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { isSameAccount, readChatId } from './chat-id.ts';
import { fromSeconds, identifier, plainWord } from './fields.ts';

/** How a call ends that nobody took; the vendor spells the first in two ways, and has given up the last. */
const missed = /^(?:h[au]ngup|declined|missed)$/;

/**
 * What a notification of a call means. One that rang and was not taken is a message, with the call's id: all that is told of a
 * call comes under one. One that was taken is a message of the account's own under the same id, so that its end, which comes
 * later, is known already and answered by nobody.
 */
export function readCall(fields: UnknownObject, now: number): Received {
  const status = plainWord(fields['status'])?.toLowerCase() ?? 'without a status';
  const wasTaken = status === 'pickup';
  const caller = readChatId(fields['from']);
  const id = identifier(fields['idMessage']);
  const { wid } = fieldsOf(fields['instanceData']);
  const isTold = wasTaken || missed.test(status);
  if (!isTold || caller.type !== 'person' || id === undefined || isSameAccount(fields['from'], wid))
    return { type: 'ignored', reason: `notification incomingCall, ${status}` };
  const at = fromSeconds(fields['timestamp'], now) ?? now;
  const inbound: Inbound = {
    id: `call:${id}`,
    chat: caller.chat,
    at,
    content: { type: 'unsupported', attached: 'call' },
  };
  return { type: 'message', inbound: wasTaken ? { ...inbound, from: 'machine' } : inbound };
}
