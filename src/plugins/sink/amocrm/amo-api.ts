import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { callJson, type JsonAnswer, type JsonCall } from '../../json-call.ts';
import { oddAnswer, sinkError, type SinkRefusal, type SinkFaults } from '../sink-error.ts';

export interface AmoConnection {
  /** The origin of the account. */
  address: string;
  token: string;
  world: Pick<World, 'fetch' | 'now'>;
}

export const amoFaults: SinkFaults = {
  code: 'amocrm',
  name: 'amoCRM',
  setting: 'AMOCRM_TOKEN',
  // Its search lags behind what was written.
  settleMs: 10_000,
  reads,
};

/** An answer: of a list its members, otherwise the object; both empty where there is nothing (204). */
export interface AmoAnswer {
  object: UnknownObject;
  list: readonly unknown[];
}

/** A call of API v4. Rejects with a ServiceError, or with the signal's reason. */
export async function callAmo(
  { address, token, world }: AmoConnection,
  { path, method = 'GET', body }: Pick<JsonCall, 'method'> & { path: string; body?: unknown },
  signal: AbortSignal,
): Promise<AmoAnswer> {
  const answered = await callJson(
    world,
    {
      url: `${address}/api/v4/${path}`,
      method,
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'wabot' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      longest: 512 * 1024,
    },
    signal,
  );
  const { status } = answered;
  if (status === 204) return { object: {}, list: [] };
  if (status === undefined || status < 200 || status > 299) throw sinkError(amoFaults, answered);
  const { body: found } = answered;
  if (typeof found !== 'object' || found === null) throw oddAnswer(amoFaults, status);
  return { object: fieldsOf(found), list: Array.isArray(found) ? found : [] };
}

function reads({ status }: JsonAnswer): SinkRefusal | undefined {
  if (status === 402)
    return { code: 'unpaid', says: 'is not paid for', advice: 'Pay for the account.' };
  if (status === 401)
    return {
      code: 'key',
      says: 'does not accept the key',
      advice: 'Make a new long-lived token of the integration and put it into AMOCRM_TOKEN.',
    };
  return undefined;
}
