import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { atMost, callJson, type JsonAnswer } from '../../json-call.ts';
import { oddAnswer, sinkError, type SinkRefusal, type SinkFaults } from '../sink-error.ts';

export interface BitrixConnection {
  /** The inbound webhook with its secret, without a slash at its end. */
  address: string;
  world: Pick<World, 'fetch' | 'now'>;
}

/** What failures of Bitrix24 say. */
export function bitrixFaults({ now }: Pick<World, 'now'>): SinkFaults {
  return {
    code: 'bitrix24',
    name: 'Bitrix24',
    setting: 'BITRIX24_WEBHOOK',
    reads: (answer) => reads(answer, now()),
  };
}

/** A wait where an answer does not say until when the work of ten minutes is used up. */
const operatingMs = 60_000;

/** Calls a method of Bitrix24's REST; what `result` holds. Rejects with a ServiceError, or with the signal's reason. */
export async function callBitrix(
  { address, world }: BitrixConnection,
  method: string,
  parameters: object,
  signal: AbortSignal,
): Promise<unknown> {
  const url = `${address}/${method}.json`;
  const answered = await callJson(world, { url, body: JSON.stringify(parameters) }, signal);
  const { status } = answered;
  const faults = bitrixFaults(world);
  if (status === undefined || status !== 200 || 'error' in fieldsOf(answered.body))
    throw sinkError(faults, answered);
  const { result } = fieldsOf(answered.body);
  if (result === undefined || result === null) throw oddAnswer(faults, status);
  return result;
}

/** What its codes say, whatever the status; they mix cases and numbers. */
function reads({ body }: JsonAnswer, now: number): SinkRefusal | undefined {
  const answer: UnknownObject = fieldsOf(body);
  switch (String(answer['error']).toUpperCase()) {
    case 'QUERY_LIMIT_EXCEEDED':
      return { code: 'rate-limit', says: 'asks to slow down', passes: true };
    case 'OPERATION_TIME_LIMIT':
      return {
        code: 'rate-limit',
        says: 'asks to slow down',
        passes: true,
        afterMs: wait(answer, now),
      };
    case 'NO_AUTH_FOUND':
    case 'EXPIRED_TOKEN':
    case 'INVALID_TOKEN':
      return {
        code: 'key',
        says: 'does not accept the key',
        advice: 'Copy the address of the inbound webhook into BITRIX24_WEBHOOK again.',
      };
    case 'INSUFFICIENT_SCOPE':
    case 'INVALID_CREDENTIALS':
    case 'ACCESS_DENIED':
      return {
        code: 'rights',
        says: 'does not let us in here',
        advice:
          'Give the inbound webhook the right crm and its employee the right to add leads; REST needs a paid plan.',
      };
    default:
      return undefined;
  }
}

function wait({ time }: UnknownObject, now: number): number {
  const { operating_reset_at: reset } = fieldsOf(time);
  return typeof reset === 'number' ? (atMost(reset * 1000 - now) ?? operatingMs) : operatingMs;
}
