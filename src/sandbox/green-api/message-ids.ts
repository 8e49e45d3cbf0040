import { randomBytes } from 'node:crypto';
import { wires } from './messenger.ts';
import type { Account } from './payloads.ts';

/** A new id for a customer's message. */
export function incomingId({ wire = wires.whatsapp }: Pick<Account, 'wire'> = {}): string {
  return wire.typeInstance === 'whatsapp'
    ? randomBytes(16).toString('hex').toUpperCase()
    : longId();
}

/** A new id for a message sent through the API. */
export function outgoingId({ wire = wires.whatsapp }: Pick<Account, 'wire'> = {}): string {
  return wire.typeInstance === 'whatsapp'
    ? `3EB0${randomBytes(8).toString('hex').toUpperCase()}`
    : longId();
}

/** Eighteen digits, more than a number of JavaScript keeps. */
function longId(): string {
  const digits = Array.from(randomBytes(14), (byte) => byte % 10);
  return `1157${digits.join('')}`;
}
